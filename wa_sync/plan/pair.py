"""Who meets whom: declared and live are matched by address, and by nothing else.

What is not ours is sorted out here, before the comparison, so that nothing below
needs an exception for it (DNSControl's lesson: prepare the data until the algorithm
is dull). Absence is never intent: a live object without a declaration is a candidate
for deletion only where a tombstone names it.
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


@dataclass(frozen=True, slots=True)
class Pair:
    """A declaration, a live object, or both; a tombstone only beside a live object."""

    kind: Kind
    address: Address
    declared: Declared | None
    live: Live | None
    tombstone: Tombstone | None = None


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
        for address in sorted(live.keys() - declared.keys()):
            if address in buried:
                pairs.extend(_buried(kind, live[address], buried[address], scope))
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


def _reported(kind: Kind, live: Live, account: Account, scope: Scope) -> bool:
    return (
        kind.many
        and account.unmanaged is not Unmanaged.IGNORE
        and account.manage.covers(live.address)
        and not kind.ignored(live)
        and not kind.sample(live)
        and not scope.narrowed
    )
