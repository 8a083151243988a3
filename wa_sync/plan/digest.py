"""What a plan is recognised by.

An account's digest covers what would be sent and where to, what it was computed from
and the limits in force; nothing volatile: no time, no order of reading, no tool
version. The plan's digest covers the accounts' digests (DESIGN §4). The checksum of a
saved plan covers the whole document, what is only shown included.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.canonical import fingerprint
from wa_sync.model.change import Action


if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from wa_sync.model.account import Limits
    from wa_sync.model.change import AccountPlan, Change
    from wa_sync.model.source import Json, Spec


CHECKSUM = "checksum"
"""The key of a document that its checksum does not cover."""


def share_digest(
    account: AccountPlan, limits: Mapping[str, Json], changes: Iterable[Change]
) -> str:
    """Return ``sha256:…`` over one account's share of a plan."""
    return fingerprint(
        {
            "account": account.name,
            "waba_id": account.waba_id,
            "phone_number_id": account.phone_number_id,
            "endpoint": account.endpoint,
            "origin": account.origin,
            "limits": limits,
            "changes": [_content(change) for change in changes],
        }
    )


def plan_digest(digests: Iterable[str]) -> str:
    """Return ``sha256:…`` over the accounts' digests."""
    return fingerprint({"accounts": sorted(digests)})


def checksum(document: Spec) -> str:
    """Return ``sha256:…`` over a plan's document, but for the checksum in it.

    It tells an accident or a careless hand, and is no signature: whoever knows the
    program can compute it, too.
    """
    return fingerprint({k: v for k, v in document.items() if k != CHECKSUM})


def change_digest(change: Change) -> str:
    """Return ``sha256:…`` over what one change would send, and what it assumes.

    Whether it is blocked, and by which status, may have changed since it was looked
    at: a review that is over makes no other change of it.
    """
    return fingerprint(_substance(change))


def withheld(change: Change) -> bool:
    """Whether a change was no part of what a reader said yes to.

    What is blocked until a known time is approved for then: quotas and locks are
    partly known from a journal, which another machine need not have.
    """
    return change.blocked is not None and change.blocked.not_before is None


def limits_of(limits: Limits) -> dict[str, Json]:
    """The limits in force, as they are covered."""
    return {
        "max_deletes": limits.max_deletes,
        "max_delete_percent": limits.max_delete_percent,
        "max_changes": limits.max_changes,
    }


def _content(change: Change) -> dict[str, Json]:
    status = change.precondition.status.value
    return {
        **_substance(change),
        "blocked": withheld(change),
        # an approval in between is no reason against a delete
        "status": None if change.action is Action.DELETE else status,
    }


def _substance(change: Change) -> dict[str, Json]:
    return {
        "address": str(change.address),
        "action": change.action.value,
        "send": change.send,
        "assets": {
            "/".join(map(str, at)): asset.sha256 for at, asset in change.assets.items()
        },
        "live_id": change.live_id,
        "exists": change.precondition.exists,
        "fingerprint": change.precondition.fingerprint,
    }
