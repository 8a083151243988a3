"""Who meets whom: declared and live are matched by address, and by nothing else.

What is not ours is sorted out here, before the comparison, so that nothing below
needs an exception for it (DNSControl's lesson: prepare the data until the algorithm
is dull). Absence is never intent: a live object without a declaration is a candidate
for deletion only where a tombstone names it, or where it was declared at the base of
the change and no account of the project declares it now.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wa_sync.model.account import Unmanaged


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from wa_sync.kind import Kind, Listing
    from wa_sync.model.account import Account
    from wa_sync.model.resource import Address, Declared, Live, Tombstone
    from wa_sync.plan.causes import Before


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What is shown and changed: by file, and by globs over names and addresses."""

    files: frozenset[str] | None = None
    only: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()

    @property
    def narrowed(self) -> bool:
        """Whether anything at all is left out."""
        return self.files is not None or bool(self.only or self.exclude)

    def covers(self, address: Address, file: str | None) -> bool:
        """Whether a resource is inside; ``file`` is None for what no file names."""
        if self.files is not None and file not in self.files:
            return False
        if self.only and not named(address, self.only):
            return False
        return not named(address, self.exclude)


def named(address: Address, globs: tuple[str, ...]) -> bool:
    """Whether a glob fits the name, the key or the whole address."""
    return address.fits(globs)


@dataclass(frozen=True, slots=True, kw_only=True)
class AccountState:
    """Both sides of one account, before they are compared."""

    account: Account
    declared: Sequence[Declared]
    tombstones: Sequence[Tombstone]
    listings: Mapping[str, Listing]
    before: Before | None = None


@dataclass(frozen=True, slots=True)
class Pair:
    """A declaration, a live object, or both.

    A tombstone, or what was declared at the base and is gone, is only beside a live
    object.
    """

    kind: Kind
    address: Address
    declared: Declared | None
    live: Live | None
    tombstone: Tombstone | None = None
    gone: Declared | None = None


@dataclass(frozen=True, slots=True)
class Pairs:
    """What has to be compared, and what is live though nobody declared it."""

    pairs: tuple[Pair, ...]
    unmanaged: tuple[Live, ...]


def pair(state: AccountState, kinds: Sequence[Kind], scope: Scope) -> Pairs:
    """Match both sides of one account, in the order of kinds and addresses."""
    pairs: list[Pair] = []
    unmanaged: list[Live] = []
    for kind in kinds:
        live = {one.address: one for one in state.listings[kind.name].objects}
        declared = {d.address: d for d in state.declared if d.address.kind == kind.name}
        pairs.extend(_declared(kind, declared, live, scope))
        buried = {t.address: t for t in state.tombstones if t.address.kind == kind.name}
        gone = _gone(kind, state, scope)
        for address in sorted(live.keys() - declared.keys()):
            if address in buried:
                pairs.extend(_buried(kind, live[address], buried[address], scope))
            elif address in gone and not kind.ignored(live[address]):
                was = gone[address]
                pairs.append(Pair(kind, address, None, live[address], gone=was))
            elif state.before is not None and address in state.before.moved:
                pairs.append(Pair(kind, address, None, live[address]))
            elif _reported(kind, live[address], state.account, scope):
                unmanaged.append(live[address])
    return Pairs(tuple(pairs), tuple(unmanaged))


def _declared(
    kind: Kind,
    declared: Mapping[Address, Declared],
    live: Mapping[Address, Live],
    scope: Scope,
) -> Iterator[Pair]:
    for address in sorted(declared):
        one = declared[address]
        if not scope.narrowed or scope.covers(address, one.origin.span().file.path):
            yield Pair(kind, address, one, live.get(address))


def _buried(
    kind: Kind, live: Live, tombstone: Tombstone, scope: Scope
) -> Iterator[Pair]:
    file = tombstone.origin.span().file.path
    if scope.covers(live.address, file) and not kind.ignored(live):
        yield Pair(kind, live.address, None, live, tombstone)


def _gone(kind: Kind, state: AccountState, scope: Scope) -> Mapping[Address, Declared]:
    """What the base declared, and no file does: for this account or for any other.

    Whoever looks at a part of the project sees nothing go, and what an account does
    not manage is none of its business.
    """
    before = state.before
    if before is None or scope.narrowed or not kind.many:
        return {}
    return {
        address: was
        for address, was in before.declared.items()
        if address not in before.kept
        and address.kind == kind.name
        and state.account.manage.covers(address)
    }


def _reported(kind: Kind, live: Live, account: Account, scope: Scope) -> bool:
    return (
        kind.many
        and account.unmanaged is not Unmanaged.IGNORE
        and account.manage.covers(live.address)
        and not kind.ignored(live)
        and not kind.sample(live)
        and not scope.narrowed
    )
