"""What may be deleted, and how much may change at once (DESIGN §5).

Deleting is nearly irreversible: Meta holds the name for about 30 days. So every
condition has a refusal of its own, with its numbers and the exact way to consent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from wa_sync.model.account import Unmanaged, matches
from wa_sync.model.change import Action, Blocked


if TYPE_CHECKING:
    from collections.abc import Sequence

    from wa_sync.kind import Kind
    from wa_sync.model.account import Account, Limits
    from wa_sync.model.change import Change
    from wa_sync.model.resource import Live


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
    if matches(name, account.protect):
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


class Limited(Protocol):
    """The part of an account, or of an account's plan, that has limits."""

    @property
    def name(self) -> str:
        """The account's name in the project."""
        ...

    @property
    def limits(self) -> Limits:
        """How much may change at once."""
        ...


DELETE_LIMITS = frozenset({"max_deletes", "max_delete_percent"})
"""The rules of ``exceeded`` that are about deletes."""
LIMITS = DELETE_LIMITS | {"max_changes"}
"""All rules of ``exceeded``."""


def exceeded(
    account: Limited, changes: Sequence[Change], *, live: int, max_deletes: int | None
) -> tuple[Blocked, ...]:
    """Name every limit that these changes go beyond; blocked ones do not count.

    ``live`` is how many objects are there to delete from. ``max_deletes`` is what a
    person said on the command line: that number stands in for both delete limits.
    """
    doable = [change for change in changes if change.blocked is None]
    deletes = sum(change.action is Action.DELETE for change in doable)
    found = []
    limits = account.limits
    if len(doable) > limits.max_changes:
        found.append(
            Blocked(
                rule="max_changes",
                reason=f"{_counted(len(doable), 'change')} to {account.name!r}, "
                f"{limits.max_changes} allowed at once",
                way_out="raise limits.max_changes, or narrow the run with --only",
            )
        )
    allowed = limits.max_deletes if max_deletes is None else max_deletes
    if deletes > allowed:
        found.append(_too_many_deletes(account, deletes, allowed))
    elif max_deletes is None and deletes > 1:
        found.extend(_too_large_a_share(account, deletes, live))
    return tuple(found)


def _too_many_deletes(account: Limited, deletes: int, allowed: int) -> Blocked:
    return Blocked(
        rule="max_deletes",
        reason=f"{_counted(deletes, 'delete')} in {account.name!r}, "
        f"{allowed} allowed at once",
        way_out=f"if all of them are meant, say so: --max-deletes {deletes}",
    )


def _too_large_a_share(
    account: Limited, deletes: int, live: int
) -> tuple[Blocked, ...]:
    percent = account.limits.max_delete_percent
    if deletes * 100 <= percent * live:
        return ()
    return (
        Blocked(
            rule="max_delete_percent",
            reason=f"{deletes} of {live} live objects in {account.name!r} "
            f"would be deleted, {percent} % allowed at once",
            way_out=f"if all of them are meant, say so: --max-deletes {deletes}",
        ),
    )


def unmanaged_refused(account: Account, count: int) -> tuple[Blocked, ...]:
    """Refuse where the account says that everything live has to be declared."""
    if account.unmanaged is not Unmanaged.ERROR or not count:
        return ()
    return (
        Blocked(
            rule="unmanaged",
            reason=f"{_counted(count, 'live object')} of {account.name!r} "
            f"{'is' if count == 1 else 'are'} not declared",
            way_out="import them, or set unmanaged: report",
        ),
    )


def _counted(number: int, noun: str) -> str:
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"
