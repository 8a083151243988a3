"""Documents × kinds × accounts → what is declared, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from wa_sync.desired.entries import declare, entries, misnamed
from wa_sync.desired.globs import hopeless
from wa_sync.desired.sources import Doors, Source
from wa_sync.desired.together import (
    clashes,
    declared_and_removed,
    declared_differently,
    declared_twice,
)
from wa_sync.desired.tombstones import tombstones


if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from wa_sync.kind import Kind
    from wa_sync.model.account import Account
    from wa_sync.model.finding import Diagnostic
    from wa_sync.model.resource import Declared, Tombstone


@dataclass(frozen=True, slots=True)
class Desired:
    """Everything that is declared for the chosen accounts, and every diagnostic."""

    declared: tuple[Declared, ...]
    tombstones: tuple[Tombstone, ...]
    diagnostics: tuple[Diagnostic, ...]


def desire(
    sources: Sequence[Source],
    kinds: Sequence[Kind],
    accounts: Sequence[Account],
    doors: Doors,
    everyone: Sequence[Account] | None,
) -> Desired:
    """Collect what the documents declare for these accounts.

    ``everyone`` are all accounts of the project, None where they are unknown. Those
    that are one with a chosen one to Meta are heard, so that no two contradict.
    """
    names = None if everyone is None else [account.name for account in everyone]
    declared: list[Declared] = []
    found: dict[Diagnostic, None] = {}
    for source in sources:
        for entry in entries(source, kinds, accounts):
            found.update(dict.fromkeys(misnamed(entry, names)))
            for account in entry.accounts:
                some, diagnostics = declare(entry, account, doors)
                declared.extend(some)
                found.update(dict.fromkeys(diagnostics))
    removed, wrong = tombstones(sources, kinds, accounts, names)
    others = _one_to_meta(accounts, everyone or ())
    known = {one.name: one.identity for one in (*accounts, *others)}
    theirs = [*declared, *_declared(sources, kinds, others, doors)]
    shared = [*theirs, *_elsewhere(sources, kinds, everyone or (), known, doors)]
    beside = (
        hopeless(accounts, kinds),
        wrong,
        declared_twice(declared),
        declared_differently(shared, known, _lone(kinds)),
        declared_and_removed(
            theirs, [*removed, *tombstones(sources, kinds, others, names)[0]], known
        ),
        clashes(declared, kinds),
    )
    found.update(dict.fromkeys(chain(*beside)))
    return Desired(tuple(declared), tuple(removed), tuple(found))


def _one_to_meta(
    chosen: Sequence[Account], everyone: Sequence[Account]
) -> list[Account]:
    """Other names of what was chosen: what one of them says holds for all."""
    names = {account.name for account in chosen}
    same = {account.identity for account in chosen}
    return [one for one in everyone if one.identity in same and one.name not in names]


def _lone(kinds: Sequence[Kind]) -> frozenset[str]:
    """Kinds that hang on a phone number: shared, whatever the accounts are."""
    return frozenset(kind.name for kind in kinds if not kind.many)


def _elsewhere(
    sources: Sequence[Source],
    kinds: Sequence[Kind],
    everyone: Sequence[Account],
    heard: Collection[str],
    doors: Doors,
) -> Iterator[Declared]:
    """What accounts that nobody has heard declare of kinds that are shared."""
    lone = [kind for kind in kinds if kind.name in _lone(kinds)]
    strangers = [account for account in everyone if account.name not in heard]
    return _declared(sources, lone, strangers, doors)


def _declared(
    sources: Sequence[Source],
    kinds: Sequence[Kind],
    accounts: Sequence[Account],
    doors: Doors,
) -> Iterator[Declared]:
    """What is declared for accounts that were not chosen; others judge it."""
    for source in sources:
        for entry in entries(source, kinds, accounts):
            for account in entry.accounts:
                yield from declare(entry, account, doors)[0]


__all__ = ["Desired", "Doors", "Source", "desire"]
