"""Where a live object stands against the change that was planned for it."""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from wa_sync.canonical import equal, fingerprint
from wa_sync.model.change import Action, LiveStatus


if TYPE_CHECKING:
    from wa_sync.kind import Kind
    from wa_sync.model.account import Account
    from wa_sync.model.change import Change
    from wa_sync.model.resource import Live


class Standing(Enum):
    """As planned, as desired, or neither.

    ``ARRIVED`` is only seen after a write: the content is as planned, and the status
    says that an edit is in review, as it is where the content shows late.
    """

    AS_PLANNED = auto()
    ALREADY = auto()
    MOVED = auto()
    ARRIVED = auto()


def verify(
    kind: Kind,
    change: Change,
    live: Live | None,
    account: Account,
    *,
    sent: bool = False,
) -> tuple[Standing, str]:
    """Compare a live object, read just now, with what the plan was computed from.

    ``sent`` says that the change was sent, and so may itself have moved the status.
    """
    if live is None or kind.ignored(live):
        return _absent(change)
    if change.action is not Action.DELETE and _as_desired(kind, change, live, account):
        return Standing.ALREADY, "it is already as declared"
    moved = _moved(change, live)
    if moved:
        return Standing.MOVED, moved
    if not _went_into_review(kind, change, live):
        return Standing.AS_PLANNED, ""
    if sent:
        return Standing.ARRIVED, ""
    return Standing.MOVED, "it went into review since the plan"


def _moved(change: Change, live: Live) -> str | None:
    if change.action is Action.CREATE:
        return "somebody created it since the plan, with other content"
    if live.live_id != change.live_id:
        return "somebody deleted and created it since the plan"
    if fingerprint(live.spec) != change.precondition.fingerprint:
        return "somebody changed it since the plan"
    return None


def _absent(change: Change) -> tuple[Standing, str]:
    if change.action is Action.CREATE:
        return Standing.AS_PLANNED, ""
    if change.action is Action.DELETE:
        return Standing.ALREADY, "it is already gone"
    return Standing.MOVED, "somebody deleted it since the plan"


def _as_desired(kind: Kind, change: Change, live: Live, account: Account) -> bool:
    if change.send is None:
        return False
    aligned = kind.align(change.send, live, account)
    return equal(aligned.live, aligned.desired)


def _went_into_review(kind: Kind, change: Change, live: Live) -> bool:
    return (
        change.action is Action.UPDATE
        and change.precondition.status is LiveStatus.EDITABLE
        and kind.status(live) is not LiveStatus.EDITABLE
    )
