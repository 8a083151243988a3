"""A saved plan, read back. It can only restrict what a new plan says, never add.

The file is untrusted: whoever can write it must not be able to have anything done
that the checkout does not say (DESIGN, promise 9). So ``restrict`` keeps the changes
of the new plan that the saved one has as well, and nothing else of the file is used.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final, NoReturn

from wa_sync.errors import StalePlan, UsageProblem
from wa_sync.model.change import Blocked, Cause
from wa_sync.model.history import SKEW
from wa_sync.model.source import Json, deeper, mapping
from wa_sync.plan import safety
from wa_sync.plan.build import drifted, summarize
from wa_sync.plan.checked import MalformedPlan
from wa_sync.plan.digest import (
    CHECKSUM,
    change_digest,
    checksum,
    limits_of,
    plan_digest,
    share_digest,
    withheld,
)
from wa_sync.plan.parse import FORMAT_VERSION, plan_of


if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from wa_sync.model.change import AccountPlan, Change, Plan
    from wa_sync.model.source import Spec


MAX_DEPTH = 100
"""Twice that of files: what they declare stands some levels down in a plan."""


def parse(content: bytes) -> Plan:
    """Read a plan file.

    Raises UsageProblem for what is no plan, StalePlan for one that was edited.
    """
    try:
        document: Json = json.loads(content, parse_constant=_no_number)
    except (ValueError, RecursionError):
        raise UsageProblem(
            "this is no plan file: it is not JSON",
            hint="wa-sync plan --out FILE writes one",
        ) from None
    if deeper(document, MAX_DEPTH):
        _no_plan(f"it is nested more than {MAX_DEPTH} deep")
    if not isinstance(document, dict) or "format_version" not in document:
        _no_plan("it has no format_version")
    version = mapping(document)["format_version"]
    if isinstance(version, bool) or version != FORMAT_VERSION:
        raise UsageProblem(
            "this plan was saved by another version of wa-sync",
            hint="plan again with this one",
        )
    try:
        plan = plan_of(mapping(document))
    except MalformedPlan as error:
        _no_plan(str(error))
    if plan.offline and plan.made is not None:
        _no_plan("it was made offline, and is never saved")
    if not plan.offline:
        _untouched(plan)
    _complete(plan, mapping(document))
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


def _complete(plan: Plan, document: Spec) -> None:
    """Compare with the checksum what no digest covers: what is shown, and the time."""
    expected = None if plan.made is None else checksum(document)
    if document.get(CHECKSUM) != expected:
        _edited()


def _no_number(word: str) -> NoReturn:
    raise ValueError(f"{word} is no JSON")


def _edited() -> NoReturn:
    raise StalePlan(
        "the plan file was changed after it was saved", hint="plan again, with --out"
    )


GOOD_FOR = timedelta(hours=24)


def in_time(approved: Plan, now: datetime) -> None:
    """Raise StalePlan for a plan that was saved more than a day ago, or after now.

    ``now`` is the server's time, as was that of the plan. Raises UsageProblem for one
    that was printed and not saved: nobody knows how old it is.
    """
    if approved.made is None:
        raise UsageProblem(
            "this plan was printed, not saved: it has no time and no checksum",
            hint="plan again, and save it with --out",
        )
    age = now - approved.made.at
    if not -SKEW <= age <= GOOD_FOR:
        raise StalePlan(
            f"the plan was saved {approved.made.at:%Y-%m-%d %H:%M} UTC, and is good "
            f"for {GOOD_FOR // timedelta(hours=1)} hours; it is {now:%Y-%m-%d %H:%M}",
            hint="plan again, and look at it",
        )


NOT_APPROVED: Final = Blocked(
    rule="not_approved",
    reason="it was blocked when the plan was saved, so nobody said yes to it",
    way_out="plan again, look at it, and apply that plan",
)


@dataclass(frozen=True, slots=True)
class Agreed:
    """The plan to be carried out; ``stale`` is what both plans say differently.

    ``settled`` are changes of the approved plan that are not needed any more,
    ``beyond`` those that are in the new plan only. ``dropped`` are changes of the
    approved plan that nobody asks for now, though they are not made.
    """

    plan: Plan
    stale: tuple[Change, ...] = ()
    settled: tuple[Change, ...] = ()
    beyond: tuple[Change, ...] = ()
    dropped: tuple[Change, ...] = ()


def restrict(
    fresh: Plan,
    approved: Plan,
    *,
    max_deletes: int | None = None,
    skip_stale: bool = False,
) -> Agreed:
    """Keep of the fresh plan only those changes that the approved one has, too.

    Limits and digests are those of what is left. Raises StalePlan where both change
    the same object in different ways (unless that is to be skipped), or where the
    approved plan is about other accounts. What was blocked when it was approved was
    not approved, unless until a known time: it stays blocked.
    """
    _same_accounts(fresh, approved)
    agreed = {(c.account, c.address): c for c in approved.changes}
    known = [c for c in fresh.changes if (c.account, c.address) in agreed]
    pairs = [(agreed[c.account, c.address], c) for c in known]
    here = {(c.account, c.address) for c in known}
    edited = {(n.account, n.address) for n in fresh.drift if n.cause is Cause.DRIFT}
    stale = [
        *(b for a, b in pairs if not _fits(a, b)),
        # what was edited live meanwhile is left alone, and is not as approved
        *(c for key, c in agreed.items() if key in edited - here),
    ]
    here |= edited
    if stale and not skip_stale:
        _moved(stale)
    kept = tuple(_as_approved(a, b) for a, b in pairs if _fits(a, b))
    return Agreed(
        _with_changes(fresh, kept, max_deletes),
        tuple(stale),
        tuple(c for key, c in agreed.items() if key not in here),
        tuple(c for c in fresh.changes if (c.account, c.address) not in agreed),
    )


def _fits(approved: Change, fresh: Change) -> bool:
    """Whether both would do the same; what stays blocked does nothing."""
    unapproved = withheld(approved) and fresh.blocked is None
    return unapproved or change_digest(approved) == change_digest(fresh)


def _as_approved(approved: Change, fresh: Change) -> Change:
    if withheld(approved) and fresh.blocked is None:
        return replace(fresh, blocked=NOT_APPROVED)
    return fresh


def _same_accounts(fresh: Plan, approved: Plan) -> None:
    theirs = {_identity(account): account.origin for account in approved.accounts}
    for account in fresh.accounts:
        origin = theirs.get(_identity(account), account.origin)
        if origin != account.origin:
            raise StalePlan(
                f"the plan is for account {account.name!r} at {origin}, and this run "
                f"asks {account.origin}",
                hint="give the options that it was planned with, or plan again",
            )
        if _identity(account) not in theirs:
            raise StalePlan(
                f"the plan file says nothing about account {account.name!r}",
                hint="plan again, for the accounts that are meant",
            )


def _identity(account: AccountPlan) -> tuple[str | None, ...]:
    ids = (account.waba_id, account.phone_number_id)
    return (account.name, *ids, account.endpoint)


def _with_changes(
    fresh: Plan, changes: tuple[Change, ...], max_deletes: int | None
) -> Plan:
    accounts = []
    limits = [one for one in fresh.safety if one.rule not in safety.LIMITS]
    for account in fresh.accounts:
        mine = [c for c in changes if c.account == account.name]
        digest = share_digest(account, limits_of(account.limits), mine)
        accounts.append(replace(account, digest=digest))
    limits += safety.exceeded(accounts, changes, max_deletes=max_deletes)
    named = {(c.account, c.address.name) for c in changes}
    return replace(
        fresh,
        accounts=tuple(accounts),
        changes=changes,
        safety=tuple(limits),
        missing_languages=tuple(
            one for one in fresh.missing_languages if (one.account, one.name) in named
        ),
        summary=summarize(
            changes, accounts, drifted(fresh.drift), len(fresh.unmanaged)
        ),
        digest=plan_digest(account.digest for account in accounts),
    )


def _moved(changes: Sequence[Change]) -> NoReturn:
    names = ", ".join(str(change.address) for change in changes)
    are = (
        "is no longer as it was" if len(changes) == 1 else "are no longer as they were"
    )
    raise StalePlan(
        f"{names} {are} when the plan was saved",
        hint="plan again and look at the difference; --stale skip makes the others",
    )
