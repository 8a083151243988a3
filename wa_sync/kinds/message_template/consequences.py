"""What a change of a template means to others: senders, the bill, the review.

The messages stand behind the change that they are about, so they do not repeat it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.kinds.message_template import lifecycle, limits, quotas
from wa_sync.kinds.message_template.breaks import breaks
from wa_sync.kinds.message_template.contract import contract
from wa_sync.kinds.message_template.outline import outline
from wa_sync.model.change import Action, Consequence, LiveStatus, Risk
from wa_sync.model.source import text


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from wa_sync.kind import Situation
    from wa_sync.model.resource import Live


UNSENDABLE = frozenset({"PENDING", "REJECTED", "IN_APPEAL"})
"""Statuses in which nobody can send a template, so that nobody can be broken (§4.1)."""
NO_TEMPLATE = "132001"
DEARNESS: Mapping[str, int] = {"UTILITY": 0, "AUTHENTICATION": 0, "MARKETING": 1}
"""A message of MARKETING costs more than any other, about four times as much as one of
UTILITY; between the other two it depends on the country (peers.md §4.6)."""


def consequences(situation: Situation) -> Iterator[Consequence]:
    """Say what follows from a change; the gravest first."""
    yield from _FOLLOWING[situation.action](situation)


def _of_create(situation: Situation) -> Iterator[Consequence]:
    category = text((situation.after or {}).get("category"))
    there = [text(one.spec.get("category")) for one in situation.siblings]
    if there:
        yield from _cost(min(there, key=_dearness), category)
    yield Consequence(Risk.REVIEW, "goes to Meta's review")


def _of_update(situation: Situation) -> Iterator[Consequence]:
    live = situation.live
    before, after = situation.before or {}, situation.after or {}
    if live is None:
        return
    was, now = contract(before), contract(after)
    if was is not None and now is not None and _sendable(live):
        yield from breaks(was, now, (outline(before), outline(after)))
    category = text(before.get("category")), text(after.get("category"))
    yield from _cost(*category)
    if quotas.only_switched(before, after):
        return
    if _sendable(live) and live.status != "PAUSED":
        yield Consequence(Risk.OUTAGE, "cannot be sent if the review says no")
    if lifecycle.status(live) is LiveStatus.EDITABLE:
        yield Consequence(Risk.REVIEW, _review(*category))


def _review(was: str, now: str) -> str:
    if was and now and _dearness(now) < _dearness(was):
        return f"goes back to Meta's review, which may leave it {was}"
    return "goes back to Meta's review"


def _of_delete(situation: Situation) -> Iterator[Consequence]:
    live = situation.live
    if live is None or not _sendable(live):
        return
    language = text(live.spec.get("language"))
    yield Consequence(
        Risk.BREAKING,
        f"who sends {live.address.name} in {language} gets {NO_TEMPLATE}",
    )
    days = limits.NAME_LOCK_DAYS
    yield Consequence(
        Risk.OUTAGE, f"locks the name in this language for about {days} days"
    )


def _sendable(live: Live) -> bool:
    return live.status not in UNSENDABLE


def _cost(was: str, now: str) -> Iterator[Consequence]:
    """Say that messages may cost more; that they cost less is no risk."""
    if not was or not now or was == now or _dearness(now) < _dearness(was):
        return
    dearer = _dearness(now) > _dearness(was)
    follows = (
        "every message costs more, and who gets one has to have agreed to marketing"
        if dearer
        else "messages are charged by another class"
    )
    yield Consequence(Risk.COST, f"from {was} to {now}: {follows}", "/category")


def _dearness(category: str) -> int:
    return DEARNESS.get(category, 0)


_FOLLOWING: Mapping[Action, Callable[[Situation], Iterator[Consequence]]] = {
    Action.CREATE: _of_create,
    Action.UPDATE: _of_update,
    Action.DELETE: _of_delete,
}
