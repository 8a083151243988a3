"""Plans with the digests that the program would have given them."""

from __future__ import annotations

from dataclasses import replace

from wa_sync.model.change import Plan
from wa_sync.plan.digest import limits_of, plan_digest, share_digest


def signed(plan: Plan) -> Plan:
    """Return a plan with the digests that build would have given it."""
    accounts = tuple(
        replace(
            account,
            digest=share_digest(
                account,
                limits_of(account.limits),
                [c for c in plan.changes if c.account == account.name],
            ),
        )
        for account in plan.accounts
    )
    return replace(
        plan, accounts=accounts, digest=plan_digest(a.digest for a in accounts)
    )
