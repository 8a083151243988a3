"""A saved plan, read back. It can only restrict what a new plan says, never add.

The file is untrusted: whoever can write it must not be able to have anything done
that the checkout does not say (DESIGN, promise 9). So ``restrict`` keeps the changes
of the new plan that the saved one has as well, and nothing else of the file is used.
"""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, NoReturn

from wa_sync.errors import StalePlan, UsageProblem
from wa_sync.model.source import Json, mapping
from wa_sync.plan import safety
from wa_sync.plan.build import summarize
from wa_sync.plan.digest import change_digest, limits_of, plan_digest, share_digest
from wa_sync.plan.parse import FORMAT_VERSION, MalformedPlan, plan_of


if TYPE_CHECKING:
    from wa_sync.model.change import Change, Plan


def parse(content: bytes) -> Plan:
    """Read a plan file.

    Raises UsageProblem for what is no plan, StalePlan for one that was edited.
    """
    try:
        document: Json = json.loads(content)
    except (ValueError, RecursionError):
        raise UsageProblem(
            "this is no plan file: it is not JSON",
            hint="wa-sync plan --out FILE writes one",
        ) from None
    if not isinstance(document, dict) or "format_version" not in document:
        _no_plan("it has no format_version")
    if mapping(document)["format_version"] != FORMAT_VERSION:
        raise UsageProblem(
            "this plan was saved by another version of wa-sync",
            hint="plan again with this one",
        )
    try:
        plan = plan_of(mapping(document))
    except MalformedPlan as error:
        _no_plan(str(error))
    _untouched(plan)
    return plan


def _no_plan(why: str) -> NoReturn:
    raise UsageProblem(
        f"this is no plan file: {why}", hint="wa-sync plan --out FILE writes one"
    )


def _untouched(plan: Plan) -> None:
    """Recompute the digests; an edited file is recognised, though never trusted."""
    digests = []
    for account in plan.accounts:
        changes = [c for c in plan.changes if c.account == account.name]
        digest = share_digest(account, limits_of(account.limits), changes)
        if digest != account.digest:
            _edited()
        digests.append(digest)
    if plan_digest(digests) != plan.digest:
        _edited()


def _edited() -> NoReturn:
    raise StalePlan(
        "the plan file was changed after it was saved", hint="plan again, with --out"
    )


def restrict(fresh: Plan, approved: Plan, *, max_deletes: int | None = None) -> Plan:
    """Return the fresh plan with only those changes that the approved one has, too.

    Limits and digests are those of what is left. Raises StalePlan where both change
    the same object in different ways, or where the approved plan is about other
    accounts. What is approved and no longer needed has been done already.
    """
    theirs = {(a.name, a.waba_id, a.endpoint) for a in approved.accounts}
    for account in fresh.accounts:
        if (account.name, account.waba_id, account.endpoint) not in theirs:
            raise StalePlan(
                f"the plan file says nothing about account {account.name!r}",
                hint="plan again, for the accounts that are meant",
            )
    agreed = {(c.account, c.address): c for c in approved.changes}
    kept = []
    for change in fresh.changes:
        other = agreed.get((change.account, change.address))
        if other is None:
            continue
        if change_digest(other) != change_digest(change):
            _moved(change)
        kept.append(change)
    return _with_changes(fresh, tuple(kept), max_deletes)


def _with_changes(
    fresh: Plan, changes: tuple[Change, ...], max_deletes: int | None
) -> Plan:
    accounts = []
    limits = [one for one in fresh.safety if one.rule not in safety.LIMITS]
    for account in fresh.accounts:
        mine = [c for c in changes if c.account == account.name]
        digest = share_digest(account, limits_of(account.limits), mine)
        accounts.append(replace(account, digest=digest))
        limits += safety.exceeded(
            account, mine, live=account.live_count, max_deletes=max_deletes
        )
    return replace(
        fresh,
        accounts=tuple(accounts),
        changes=changes,
        safety=tuple(limits),
        summary=summarize(changes, accounts, len(fresh.drift), len(fresh.unmanaged)),
        digest=plan_digest(account.digest for account in accounts),
    )


def _moved(change: Change) -> NoReturn:
    raise StalePlan(
        f"{change.address} is no longer as it was when the plan was saved",
        hint="plan again and look at the difference",
    )
