"""Where a live object stands against the change that was planned for it."""

from __future__ import annotations

from collections.abc import Mapping
from enum import Enum, auto
from typing import TYPE_CHECKING

from wa_sync.canonical import equal, fingerprint
from wa_sync.model.change import Action, LiveStatus


if TYPE_CHECKING:
    from collections.abc import Sequence

    from wa_sync.kind import Kind
    from wa_sync.model.account import Account
    from wa_sync.model.change import Change
    from wa_sync.model.resource import Live
    from wa_sync.model.source import Json, Pointer


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
    done: bool = False,
) -> tuple[Standing, str]:
    """Compare a live object, read just now, with what the plan was computed from.

    ``sent`` says that the change was sent, and so may itself have moved the status;
    ``done`` that the API called it done.
    """
    if live is None or kind.ignored(live):
        return _absent(change)
    moved = _moved(change, live)
    if (
        change.action is not Action.DELETE
        and _as_desired(kind, change, live, account)
        # nobody can see in live whether other bytes have arrived
        and (done or moved or not _only_samples(change))
    ):
        return Standing.ALREADY, "it is already as declared"
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


def _only_samples(change: Change) -> bool:
    """Whether nothing is new but what local samples hold."""
    before, after = change.before, change.after
    if before is None or after is None or not change.assets:
        return False
    sides = [_without(side, list(change.assets)) for side in (before, after)]
    return equal(*sides) and not equal(before, after)


def _without(value: Json, places: Sequence[Pointer]) -> Json:
    """Leave out what stands at these places."""
    if () in places:
        return None
    if isinstance(value, Mapping):
        return {
            key: _without(item, [at[1:] for at in places if at[0] == key])
            for key, item in value.items()
        }
    if isinstance(value, list):
        return [
            _without(item, [at[1:] for at in places if at[0] == index])
            for index, item in enumerate(value)
        ]
    return value


def _went_into_review(kind: Kind, change: Change, live: Live) -> bool:
    return (
        change.action is Action.UPDATE
        and change.precondition.status is LiveStatus.EDITABLE
        and kind.status(live) is not LiveStatus.EDITABLE
    )
