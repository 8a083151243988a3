"""A plan of several accounts → what it says about one of them. Pure.

It is for showing: an account's share has the digest that a run for this account alone
has, and the refusals that concern it. Only where another name of the account makes one
of its changes, that run has one change more until it is made.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wa_sync.plan import safety
from wa_sync.plan.build import drifted, summarize
from wa_sync.plan.digest import plan_digest


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.model.change import AccountPlan, Blocked, Plan


def share(plan: Plan, account: AccountPlan) -> Plan:
    """Return the plan of one of its accounts, counted anew.

    Diagnostics belong to the files, so every share has all of them.
    """
    changes = tuple(one for one in plan.changes if one.account == account.name)
    notes = tuple(one for one in plan.drift if one.account == account.name)
    unmanaged = tuple(one for one in plan.unmanaged if one.account == account.name)
    return replace(
        plan,
        accounts=(account,),
        changes=changes,
        drift=notes,
        unmanaged=unmanaged,
        missing_languages=tuple(
            one for one in plan.missing_languages if one.account == account.name
        ),
        safety=tuple(_refusals(plan, account, len(unmanaged))),
        summary=summarize(changes, [account], drifted(notes), len(unmanaged)),
        digest=plan_digest([account.digest]),
    )


def _refusals(plan: Plan, account: AccountPlan, unmanaged: int) -> Iterator[Blocked]:
    """Yield what stands against this account; names of one WABA count together."""
    same = [one for one in plan.accounts if one.identity == account.identity]
    limits = safety.exceeded(same, plan.changes, max_deletes=None)
    own = safety.undeclared(account.name, unmanaged)
    for one in plan.safety:
        if one.rule in safety.LIMITS:
            concerned = one in limits
        else:
            concerned = one.rule != own.rule or one == own
        if concerned:
            yield one
