"""What may be deleted, and how much may change at once (DESIGN §5).

Deleting is nearly irreversible: Meta holds the name for about 30 days. So every
condition has a refusal of its own, with its numbers and the exact way to consent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.model.account import Unmanaged
from wa_sync.model.change import Action, Blocked


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from wa_sync.kind import Kind
    from wa_sync.model.account import Account
    from wa_sync.model.change import AccountPlan, Change, Plan
    from wa_sync.model.resource import Address, Live


def deletable(kind: Kind, live: Live, account: Account) -> bool:
    """Whether a tombstone could take this away: what ``max_delete_percent`` is of."""
    return (
        kind.many
        and account.manage.covers(live.address)
        and not live.address.fits(account.protect)
        and not kind.ignored(live)
        and not kind.sample(live)
    )


def refuse_delete(
    kind: Kind,
    live: Live,
    account: Account,
    *,
    declared: int,
    skipped: Sequence[str] = (),
) -> Blocked | None:
    """Say why this live object may not be deleted, or None where it may."""
    name = live.address.name
    if kind.sample(live):
        return Blocked(
            rule="delete_sample",
            reason=f"{name} is one of Meta's samples",
            way_out="Meta does not let anyone delete it; remove the tombstone",
        )
    if live.address.fits(account.protect):
        return Blocked(
            rule="delete_protected",
            reason=f"{name} is protected by account {account.name!r}",
            way_out="take it off protect: in a change of its own",
        )
    if declared == 0:
        return Blocked(
            rule="delete_nothing_declared",
            reason=f"nothing at all is declared for account {account.name!r}",
            way_out="check that the files are where they should be; a project that "
            "declares nothing deletes nothing",
        )
    if skipped:
        return Blocked(
            rule="delete_files_skipped",
            reason=f"{skipped[0]} was not read, and may declare it",
            way_out="put the file itself where the link is, or take the link away",
        )
    return None


DELETE_LIMITS = frozenset({"max_deletes", "max_delete_percent"})
"""The rules of ``exceeded`` that are about deletes."""
LIMITS = DELETE_LIMITS | {"max_changes"}
"""All rules of ``exceeded``."""


def exceeded(
    accounts: Iterable[AccountPlan],
    changes: Sequence[Change],
    *,
    max_deletes: int | None,
) -> tuple[Blocked, ...]:
    """Name every limit that these changes go beyond; blocked ones do not count.

    Accounts of one WABA are counted together, under the strictest of their limits: to
    Meta they are one. ``max_deletes`` is what a person said on the command line: that
    number stands in for both delete limits.
    """
    return tuple(
        refusal
        for shared in _by_waba(accounts)
        for refusal in _exceeded(shared, changes, max_deletes)
    )


def consent(plan: Plan) -> tuple[str, ...]:
    """Return the options of apply without which the plan is not carried out whole."""
    if not plan.summary.delete:
        return ()
    if not any(refusal.rule in DELETE_LIMITS for refusal in plan.safety):
        return ("--allow-delete",)
    counts = (len(_deleted(s, plan.changes)) for s in _by_waba(plan.accounts))
    return "--allow-delete", f"--max-deletes {max(counts)}"


def _by_waba(accounts: Iterable[AccountPlan]) -> Iterable[Sequence[AccountPlan]]:
    found: dict[str, list[AccountPlan]] = {}
    for account in accounts:
        found.setdefault(account.identity, []).append(account)
    return found.values()


def _doable(shared: Sequence[AccountPlan], changes: Sequence[Change]) -> list[Change]:
    names = {account.name for account in shared}
    return [c for c in changes if c.account in names and c.blocked is None]


def _deleted(shared: Sequence[AccountPlan], changes: Sequence[Change]) -> set[Address]:
    """What goes; an object that two names bury goes once."""
    doable = _doable(shared, changes)
    return {c.address for c in doable if c.action is Action.DELETE}


def _exceeded(
    shared: Sequence[AccountPlan], changes: Sequence[Change], max_deletes: int | None
) -> Iterator[Blocked]:
    count = len(_doable(shared, changes))
    most = min(account.limits.max_changes for account in shared)
    if count > most:
        yield Blocked(
            rule="max_changes",
            reason=f"{_counted(count, 'change')} to {_names(shared)}, "
            f"{most} allowed at once",
            way_out="raise limits.max_changes, or narrow the run with --only",
        )
    deletes = len(_deleted(shared, changes))
    allowed = min(account.limits.max_deletes for account in shared)
    if max_deletes is not None:
        allowed = max_deletes
    if deletes > allowed:
        yield _too_many_deletes(shared, deletes, allowed)
    elif max_deletes is None and deletes > 1:
        yield from _too_large_a_share(shared, deletes)


def _names(shared: Sequence[AccountPlan]) -> str:
    names = " and ".join(repr(account.name) for account in shared)
    one = f" (one account to Meta: {shared[0].identity})"
    return names if len(shared) == 1 else names + one


def _too_many_deletes(
    shared: Sequence[AccountPlan], deletes: int, allowed: int
) -> Blocked:
    return Blocked(
        rule="max_deletes",
        reason=f"{_counted(deletes, 'delete')} in {_names(shared)}, "
        f"{allowed} allowed at once",
        way_out=f"if all of them are meant, say so: --max-deletes {deletes}",
    )


def _too_large_a_share(
    shared: Sequence[AccountPlan], deletes: int
) -> Iterator[Blocked]:
    percent = min(account.limits.max_delete_percent for account in shared)
    there = shared[0].deletable_count
    if deletes * 100 > percent * there:
        yield Blocked(
            rule="max_delete_percent",
            reason=f"{deletes} of {there} deletable objects in {_names(shared)} "
            "(managed, not protected, no samples) would be deleted, "
            f"{percent} % allowed at once",
            way_out=f"if all of them are meant, say so: --max-deletes {deletes}",
        )


def unmanaged_refused(account: Account, count: int) -> tuple[Blocked, ...]:
    """Refuse where the account says that everything live has to be declared."""
    if account.unmanaged is not Unmanaged.ERROR or not count:
        return ()
    return (undeclared(account.name, count),)


def undeclared(name: str, count: int) -> Blocked:
    """Return the refusal of an account in which so many objects are not declared."""
    return Blocked(
        rule="unmanaged",
        reason=f"{_counted(count, 'live object')} of {name!r} "
        f"{'is' if count == 1 else 'are'} not declared",
        way_out="import them, or set unmanaged: report",
    )


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
