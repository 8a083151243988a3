"""Documents × kinds × accounts → what is declared, and what is wrong with it."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import chain
from typing import TYPE_CHECKING

from wa_sync.desired.entries import declare, entries, misnamed
from wa_sync.desired.sources import Doors, Source
from wa_sync.desired.together import clashes, declared_and_removed, declared_twice
from wa_sync.desired.tombstones import tombstones


if TYPE_CHECKING:
    from collections.abc import Sequence

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
    names: Sequence[str] | None,
) -> Desired:
    """Collect what the documents declare for these accounts.

    ``names`` are those of all accounts of the project, None where they are unknown.
    """
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
    beside = (
        wrong,
        declared_twice(declared),
        declared_and_removed(declared, removed),
        clashes(declared, kinds),
    )
    found.update(dict.fromkeys(chain(*beside)))
    return Desired(tuple(declared), tuple(removed), tuple(found))


__all__ = ["Desired", "Doors", "Source", "desire"]
