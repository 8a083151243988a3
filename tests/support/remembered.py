"""Situations in which a journal remembers an edit or a delete."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from support.sides import ACCOUNT, NOW, declared, live, spec

from wa_sync.kind import Situation
from wa_sync.kinds.message_template import MESSAGE_TEMPLATE
from wa_sync.model.change import Action, Blocked
from wa_sync.model.history import Event, Fate, History


if TYPE_CHECKING:
    from wa_sync.model.resource import Live
    from wa_sync.model.source import Json, Spec


KEY = "order_update/en_US"
OLD, NEW = spec(KEY), spec(KEY, "Your parcel is at the door.")
LIVE = live(OLD)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PLACE = "~/.local/state/wa-sync/journal/ab.ndjson"
EDIT = Event(
    at=NOW - HOUR,
    address=LIVE.address,
    action=Action.UPDATE,
    fate=Fate.DONE,
    live_id=LIVE.live_id,
    status="APPROVED",
    fields=frozenset({"components"}),
)
DELETED = replace(EDIT, action=Action.DELETE, fields=frozenset())


def situation(
    *events: Event, there: Live | None = LIVE, after: Spec = NEW, now: datetime = NOW
) -> Situation:
    """An edit of what is there, or a create where nothing is."""
    return Situation(
        account=ACCOUNT,
        action=Action.CREATE if there is None else Action.UPDATE,
        declared=declared(after),
        live=there,
        before=None if there is None else there.spec,
        after=after,
        siblings=(),
        live_count=3,
        limit=None,
        now=now,
        history=History(events, place=PLACE),
    )


def judged(asked: Situation) -> Blocked | None:
    """What stands in the way."""
    return MESSAGE_TEMPLATE.judge(asked)


def updated(when: datetime | Json) -> Live:
    """The live template, of which Meta says that it moved then."""
    told = int(when.timestamp()) if isinstance(when, datetime) else when
    return live(OLD, last_updated_time=told)
