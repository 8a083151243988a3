"""Edits that show late, and refusals of Meta's: what the journal tells of both."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from support.remembered import EDIT, HOUR, LIVE, NEW, OLD, PLACE, situation
from support.sides import NOW, declared, live

from wa_sync.canonical import fingerprint
from wa_sync.kind import Situation
from wa_sync.kinds.message_template import MESSAGE_TEMPLATE
from wa_sync.model.change import Action, Blocked
from wa_sync.model.history import Event, Fate


if TYPE_CHECKING:
    from wa_sync.model.resource import Live


MADE = replace(
    EDIT,
    at=NOW - timedelta(minutes=1),
    before=fingerprint(LIVE.spec),
    after=fingerprint(declared(NEW).spec),
)
REFUSED = replace(
    MADE, fate=Fate.NOT_DONE, rule="edit_quota", not_before=NOW + 5 * HOUR
)
LOCKED = replace(REFUSED, action=Action.CREATE, live_id=None, rule="name_locked")


def rule(asked: Situation) -> str | None:
    """By which rule it is blocked."""
    blocked = MESSAGE_TEMPLATE.judge(asked)
    return None if blocked is None else blocked.rule


def said(asked: Situation) -> list[str]:
    """What a reviewer is told of it."""
    return [one.rule for one in MESSAGE_TEMPLATE.caution(asked)]


def updated(when: datetime, status: str = "APPROVED") -> Live:
    """The old content, of which Meta says that it moved then."""
    return live(OLD, status, last_updated_time=int(when.timestamp()))


def test_an_edit_that_shows_late_is_not_blocked_by_its_own_quota() -> None:
    """It was made: whoever waited a day for the quota would wait for nothing."""
    assert rule(situation(MADE)) is None
    first = next(iter(MESSAGE_TEMPLATE.caution(situation(MADE))))
    assert first.rule == "shows_late"
    assert first.message == (
        "this machine made this edit on 2026-03-01 11:59 UTC, and live shows what was "
        "there before; apply looks at it again, and sends nothing where it has arrived"
    )


@pytest.mark.parametrize(
    "other",
    [
        replace(MADE, after="sha256:another"),
        replace(MADE, before="sha256:another"),
        replace(MADE, before=None, after=None),
    ],
)
def test_any_other_edit_uses_the_quota_up(other: Event) -> None:
    """What was sent is not what is wanted now, or live has changed since."""
    assert rule(situation(other)) == "edit_quota"
    assert "shows_late" not in said(situation(other))


def test_what_was_changed_since_is_not_late() -> None:
    """Somebody put the old text back: Meta's time is that of the later edit."""
    assert rule(situation(MADE, there=updated(NOW))) is None
    earlier = replace(MADE, at=NOW - HOUR)
    assert rule(situation(earlier, there=updated(NOW))) == "edit_quota"


def test_only_the_last_edit_and_only_one_that_was_done_shows_late() -> None:
    """Of one whose fate is unknown nobody says that it was made."""
    unknown = replace(MADE, fate=Fate.UNKNOWN)
    deleted = replace(MADE, action=Action.DELETE)
    for events in ((unknown,), (deleted,), (MADE, REFUSED), ()):
        assert "shows_late" not in said(situation(*events))
    assert said(situation(MADE, there=None)) == []


def test_a_template_that_came_after_it_is_another() -> None:
    """Deleted and created by hand, it has the name and not the id."""
    other = replace(MADE, live_id="2")
    assert "shows_late" not in said(situation(other))


def test_meta_is_not_asked_again_before_its_time() -> None:
    """R13: what Meta refused a moment ago it would refuse again."""
    assert MESSAGE_TEMPLATE.judge(situation(REFUSED)) == Blocked(
        rule="edit_quota",
        reason="Meta refused it on 2026-03-01 11:59 UTC, since it takes no more edits "
        "of this template until then",
        way_out="run again then; the journal of this machine says so: delete that file "
        "if it is wrong",
        not_before=NOW + 5 * HOUR,
        time_helps=True,
        believed=PLACE,
    )


def test_the_time_of_a_refusal_is_rounded_up() -> None:
    """Whoever comes at the minute that is shown must not come too early."""
    odd = replace(REFUSED, not_before=NOW + 5 * HOUR - timedelta(seconds=59))
    blocked = MESSAGE_TEMPLATE.judge(situation(odd))
    assert blocked is not None
    assert blocked.not_before == NOW + 5 * HOUR


def test_a_refusal_stands_against_the_same_edit_only() -> None:
    """Not against another id, nor where edits are free, nor against a create."""
    assert rule(situation(replace(REFUSED, live_id="2"))) is None
    assert rule(situation(REFUSED, there=live(OLD, "REJECTED"))) is None
    assert rule(situation(REFUSED, there=None)) is None
    assert rule(situation(LOCKED)) is None


def test_a_name_stays_locked_until_meta_said() -> None:
    """R11: also where it was somebody else who deleted it."""
    assert MESSAGE_TEMPLATE.judge(situation(LOCKED, there=None)) == Blocked(
        rule="name_locked",
        reason="Meta refused it on 2026-03-01 11:59 UTC, since it keeps the name "
        "locked until then",
        way_out="run again then; the journal of this machine says so: delete that file "
        "if it is wrong",
        not_before=NOW + 5 * HOUR,
        time_helps=True,
        believed=PLACE,
    )
