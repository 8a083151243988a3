"""What has changed between two looks, one line each; for logs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.model.condition import Health
from wa_sync.model.finding import Severity
from wa_sync.render import wording
from wa_sync.render.sinks.terminal import Text, line
from wa_sync.render.text.status import QUIET


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from wa_sync.model.address import Address
    from wa_sync.model.condition import Condition, Status

NOT_LIVE = "not live"


def moves(before: Status | None, after: Status) -> Text:
    """Return a line for each thing that fares otherwise; empty where none does.

    Without a look before, each thing that is not fine has a line.
    """
    was = {} if before is None else _keyed(before)
    now = _keyed(after)
    written = [
        line("{} {}\n", wording.moment(after.at), said)
        for key in sorted(was.keys() | now.keys())
        for said in _one(was.get(key), now.get(key), first=before is None)
    ]
    return Text("").join(written)


def _keyed(found: Status) -> Mapping[tuple[str, Address], Condition]:
    return {(one.account, one.address): one for one in found.conditions}


def _one(
    was: Condition | None, now: Condition | None, *, first: bool
) -> Iterator[Text]:
    subject = now or was
    if subject is None or (first and subject.health is Health.FINE):
        return
    words = [
        after if first or not before else f"{before} → {after}"
        for before, after in zip(_state(was), _state(now), strict=True)
        if after and (first or before != after)
    ]
    known = set() if was is None else {one.message for one in was.findings}
    why = [
        one.message
        for one in (() if now is None else now.findings)
        if one.message not in known and (first or one.severity is not Severity.INFO)
    ]
    if words or why:
        said = ": ".join(filter(None, (", ".join(words), "; ".join(why))))
        yield line("{}: {}: {}", subject.account, subject.address, said)


def _state(one: Condition | None) -> tuple[str, str, str]:
    """Return its status, category and quality, in Meta's words."""
    if one is None or one.assessment is None:
        return NOT_LIVE, "", ""
    quality = one.assessment.quality
    return (
        one.status or "",
        one.assessment.category or "",
        "" if quality is None or quality.score == QUIET else f"quality {quality.score}",
    )
