"""What is declared for an account → the entries that may go on to another."""

from __future__ import annotations

from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING

from wa_sync.kinds import BY_NAME
from wa_sync.plan.causes import same
from wa_sync.plan.pair import named


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from wa_sync.model.account import Account
    from wa_sync.model.address import Address
    from wa_sync.model.resource import Declared, Live
    from wa_sync.model.source import Origin, Pointer
    from wa_sync.plan.pair import AccountState, Scope


APPROVED = "APPROVED"
"""What Meta says of a template that can be sent (meta-api.md §4.1)."""


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list in a file, and all that it declares for one account."""

    declared: tuple[Declared, ...]

    @property
    def origin(self) -> Origin:
        """Where the first of it stands; the item is at its base."""
        return self.declared[0].origin

    @property
    def name(self) -> str:
        """What people call it."""
        return self.declared[0].address.name

    @property
    def addresses(self) -> frozenset[Address]:
        """What it declares."""
        return frozenset(one.address for one in self.declared)

    @property
    def of_languages(self) -> bool:
        """Whether it is one of those with variants of its own (``languages:``)."""
        return bool(self.origin.overlay)


@dataclass(frozen=True, slots=True)
class NotPromoted:
    """What stays as it is, though it was asked for."""

    name: str
    reason: str
    hint: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is to be promoted: names (globs; none means all), reviewed or not."""

    names: tuple[str, ...]
    unapproved: bool = False


def one_entry(one: Declared, other: Declared) -> bool:
    """Whether the very same words of a file declare both."""
    mine, theirs = one.origin, other.origin
    return mine.places is theirs.places and mine.base == theirs.base


def items(declared: Iterable[Declared]) -> list[Item]:
    """Gather what each item of a file declares, in the order of the files."""
    found: dict[tuple[int, Pointer], list[Declared]] = {}
    for one in declared:
        if BY_NAME[one.address.kind].many:
            place = id(one.origin.places), one.origin.base
            found.setdefault(place, []).append(one)
    return [Item(tuple(some)) for some in found.values()]


def chosen(
    state: AccountState, wish: Wish, scope: Scope
) -> tuple[list[Item], list[NotPromoted]]:
    """Return the items that are wanted, and why others cannot be.

    An item is one value of a file, so it goes whole or not at all.
    """
    every = items(state.declared)
    wanted, refused = list[Item](), list[NotPromoted]()
    for name in wish.names:
        if not any(named(at, (name,)) for item in every for at in item.addresses):
            refused.append(_unknown(name, every, state))
    for item in every:
        inside = {at for at in item.addresses if _inside(at, wish, scope)}
        if inside == item.addresses:
            wanted.append(item)
        elif inside:
            rest = ", ".join(sorted(at.key for at in item.addresses - inside))
            hint = f"say {item.name}, or write that language as an entry of its own"
            reason = f"its entry declares {rest} as well, and goes as a whole"
            refused.append(NotPromoted(item.name, reason, hint))
    return wanted, refused


def _inside(address: Address, wish: Wish, scope: Scope) -> bool:
    asked = not wish.names or named(address, wish.names)
    return asked and scope.covers(address, None)


def _unknown(name: str, every: Sequence[Item], state: AccountState) -> NotPromoted:
    account = state.account.name
    if any(named(live.address, (name,)) for live in _unmanaged(state)):
        return NotPromoted(
            name,
            f"it is live in {account}, and no file declares it for {account}",
            f"wa-sync import -a {account} {name}",
        )
    close = get_close_matches(name, sorted({item.name for item in every}), n=1)
    return NotPromoted(
        name,
        f"no template of that name is declared for {account}",
        f"did you mean {close[0]!r}?" if close else f"wa-sync plan -a {account}",
    )


def _unmanaged(state: AccountState) -> Iterator[Live]:
    """What could be imported; all that is declared is known already."""
    for name, listing in state.listings.items():
        kind = BY_NAME[name]
        for live in listing.objects:
            managed = kind.many and state.account.manage.covers(live.address)
            if managed and not kind.ignored(live) and not kind.sample(live):
                yield live


def unready(item: Item, state: AccountState, wish: Wish) -> NotPromoted | None:
    """Say why what an item declares has not proved itself in its account yet."""
    lives = {
        live.address: live
        for listing in state.listings.values()
        for live in listing.objects
    }
    reasons = (
        _unready(one, lives, state.account, wish)
        for one in sorted(item.declared, key=lambda one: one.address)
    )
    reason = next(filter(None, reasons), None)
    return None if reason is None else NotPromoted(item.name, *reason)


def _unready(
    declared: Declared, lives: Mapping[Address, Live], account: Account, wish: Wish
) -> tuple[str, str] | None:
    kind, key = BY_NAME[declared.address.kind], declared.address.key
    live, name = lives.get(declared.address), account.name
    if live is None or kind.ignored(live):
        return f"{key} is not live in {name}", f"wa-sync apply -a {name}"
    if not same(kind, declared, live, account):
        return (
            f"{key} is live in {name}, and not as the files declare it",
            f"wa-sync plan -a {name} shows what differs",
        )
    if live.status != APPROVED and not wish.unapproved:
        return (
            f"{key} is {live.status or 'not reviewed'} in {name}, not {APPROVED}",
            "wait for Meta's review, or say --unapproved",
        )
    return None
