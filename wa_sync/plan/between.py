"""Live × live → what two accounts do not have in common.

Neither side is what is wanted, so the kind's ``align`` is asked from both: it drops
what the side that asks does not say. No policy hides a category here, since whoever
compares accounts wants to know what costs more in one of them.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wa_sync.model.account import CategoryPolicy
from wa_sync.model.between import Between, Gap, Side
from wa_sync.plan.causes import same
from wa_sync.plan.compare import place
from wa_sync.plan.fields import explain
from wa_sync.plan.pair import named


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from wa_sync.kind import Kind
    from wa_sync.model.account import Account
    from wa_sync.model.address import Address
    from wa_sync.model.change import FieldChange
    from wa_sync.model.resource import Declared, Live
    from wa_sync.plan.pair import AccountState, Scope


@dataclass(frozen=True, slots=True)
class _One:
    """What is live in an account, and what the files declare it to be."""

    account: Account
    live: Live
    declared: Declared | None


def between(
    first: AccountState,
    second: AccountState,
    kinds: Sequence[Kind],
    scope: Scope,
    agree: Callable[[Declared, Declared], bool],
) -> Between:
    """Compare what is live in two accounts, in the order of kinds and addresses.

    A kind that one of the states has no listing of is not compared. ``agree`` says
    whether two declarations are the same but for their variables.
    """
    gaps: list[Gap] = []
    wanted: list[Gap] = []
    alike = 0
    for kind in kinds:
        for name, one, other in _met(kind, first, second, scope):
            diff = () if one is None or other is None else _diff(kind, one, other)
            gap = Gap(name=name, first=_side(one), second=_side(other), diff=diff)
            if one is None or other is None:
                gaps.append(gap)
            elif not diff:
                alike += 1
            else:
                as_is = _wanted(kind, one, other, diff, agree)
                (wanted if as_is else gaps).append(gap)
    return Between(
        first=first.account.name,
        second=second.account.name,
        gaps=tuple(gaps),
        as_declared=tuple(wanted),
        same=alike,
    )


def _met(
    kind: Kind, first: AccountState, second: AccountState, scope: Scope
) -> Iterator[tuple[str, _One | None, _One | None]]:
    """Yield who meets whom: by address, or the only one of the account."""
    if kind.name not in first.listings or kind.name not in second.listings:
        return
    accounts = (first.account, second.account)
    mine, theirs = (_ones(kind, state, accounts) for state in (first, second))
    for name in sorted(mine.keys() | theirs.keys()):
        one, other = mine.get(name), theirs.get(name)
        if _covered([side.live.address for side in (one, other) if side], scope):
            yield name, one, other


def _covered(addresses: Sequence[Address], scope: Scope) -> bool:
    """Whether a pair is in the selection: a glob may name either of it."""
    if scope.only and not any(named(one, scope.only) for one in addresses):
        return False
    return not any(named(one, scope.exclude) for one in addresses)


def _ones(
    kind: Kind, state: AccountState, accounts: Sequence[Account]
) -> Mapping[str, _One]:
    """What is live and ours to compare, by name.

    What one of the accounts does not manage is invisible there, so nobody could say
    that it is only in the other.
    """
    declared = {one.address: one for one in state.declared}
    return {
        str(live.address) if kind.many else kind.name: _One(
            state.account, live, declared.get(live.address)
        )
        for live in state.listings[kind.name].objects
        if not kind.ignored(live)
        and not kind.sample(live)
        and not (kind.many and not _managed(live, accounts))
    }


def _managed(live: Live, accounts: Sequence[Account]) -> bool:
    return all(account.manage.covers(live.address) for account in accounts)


def _side(one: _One | None) -> Side | None:
    if one is None:
        return None
    return Side(
        address=one.live.address,
        live_id=one.live.live_id,
        status=one.live.status,
        source=None if one.declared is None else place(one.declared.origin),
    )


def _diff(kind: Kind, one: _One, other: _One) -> tuple[FieldChange, ...]:
    """Explain what differs, from one to the other; nothing where they are the same."""
    there = kind.align(one.live.spec, other.live, _strict(other.account))
    back = kind.align(other.live.spec, one.live, _strict(one.account))
    told = [
        explain(kind.outline(before), kind.outline(after), kind.alike)
        for before, after in (
            (there.desired, there.live),
            (back.live, back.desired),
        )
    ]
    of_field: list[dict[str, list[FieldChange]]] = []
    for changes in told:
        of_field.append(defaultdict(list))
        for change in changes:
            of_field[-1][_field(change)].append(change)
    mine, theirs = of_field
    # whoever says more of a field is heard; both at once would tell it twice
    return tuple(
        change
        for name in sorted(mine.keys() | theirs.keys())
        for change in max(mine.get(name, []), theirs.get(name, []), key=len)
    )


def _wanted(
    kind: Kind,
    one: _One,
    other: _One,
    diff: Sequence[FieldChange],
    agree: Callable[[Declared, Declared], bool],
) -> bool:
    """Whether only variables differ, and each is live as they make it.

    What neither declares nobody wants. Declarations that do not agree may
    differ because nobody has promoted one of them yet.
    """
    mine, theirs = one.declared, other.declared
    if mine is None or theirs is None or not agree(mine, theirs):
        return False
    said = all(_field(change) in mine.spec for change in diff)
    return said and all(
        same(kind, declared, side.live, _strict(side.account))
        for declared, side in ((mine, one), (theirs, other))
    )


def _field(change: FieldChange) -> str:
    return change.path.split("/")[1]


def _strict(account: Account) -> Account:
    return replace(account, category_policy=CategoryPolicy.ENFORCE)
