"""What a plan is recognised by.

An account's digest covers what would be sent, what it was computed from and the
limits in force; nothing volatile: no time, no order of reading, no tool version.
The plan's digest covers the accounts' digests (DESIGN §4).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.plan.fields import fingerprint


if TYPE_CHECKING:
    from collections.abc import Iterable

    from wa_sync.model.account import Account, Limits
    from wa_sync.model.change import Change
    from wa_sync.model.source import Json


def account_digest(account: Account, changes: Iterable[Change]) -> str:
    """Return ``sha256:…`` over one account's share of a plan."""
    return fingerprint(
        {
            "account": account.name,
            "waba_id": account.waba_id,
            "phone_number_id": account.phone_number_id,
            "endpoint": account.endpoint.value,
            "limits": _limits(account.limits),
            "changes": [_change(change) for change in changes],
        }
    )


def plan_digest(digests: Iterable[str]) -> str:
    """Return ``sha256:…`` over the accounts' digests."""
    return fingerprint({"accounts": sorted(digests)})


def _limits(limits: Limits) -> dict[str, Json]:
    return {
        "max_deletes": limits.max_deletes,
        "max_delete_percent": limits.max_delete_percent,
        "max_changes": limits.max_changes,
    }


def _change(change: Change) -> dict[str, Json]:
    precondition = change.precondition
    return {
        "address": str(change.address),
        "action": change.action.value,
        "send": change.send,
        "assets": {
            "/".join(map(str, at)): asset.sha256 for at, asset in change.assets.items()
        },
        "blocked": change.blocked is not None,
        "live_id": change.live_id,
        "exists": precondition.exists,
        "status": precondition.status.value,
        "fingerprint": precondition.fingerprint,
    }
