"""What is wrong with declarations only beside each other."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from wa_sync.desired.findings import allowed
from wa_sync.model.finding import Diagnostic, Finding


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wa_sync.kind import Kind
    from wa_sync.model.resource import Address, Declared, Tombstone


def declared_twice(declared: Sequence[Declared]) -> Iterator[Diagnostic]:
    """One resource has one declaration in an account."""
    first: dict[tuple[str, Address], Declared] = {}
    for one in declared:
        other = first.setdefault((one.account, one.address), one)
        if other is not one:
            there = other.origin.span()
            finding = Finding(
                rule="declared_twice",
                at=(),
                message=f"{one.address} is declared twice",
                hint=f"the other place is {there.file.path}:{there.line}; keep one",
            )
            yield Diagnostic(finding, one.origin.span(), one.address)


def declared_and_removed(
    declared: Sequence[Declared], tombstones: Sequence[Tombstone]
) -> Iterator[Diagnostic]:
    """Nothing is declared and removed in one account."""
    gone = {(t.account, t.address): t for t in tombstones}
    for one in declared:
        tombstone = gone.get((one.account, one.address))
        if tombstone is not None:
            there = tombstone.origin.span()
            finding = Finding(
                rule="declared_and_removed",
                at=(),
                message=f"{one.address} is declared here and removed elsewhere",
                hint=f"removed: names it at {there.file.path}:{there.line}; keep one",
            )
            yield Diagnostic(finding, one.origin.span(), one.address)


def clashes(
    declared: Sequence[Declared], kinds: Sequence[Kind]
) -> Iterator[Diagnostic]:
    """Ask each kind about all that one account declares of it."""
    place = attrgetter("account", "address.kind")
    by_name = {kind.name: kind for kind in kinds}
    for (_, kind), group in groupby(sorted(declared, key=place), key=place):
        for one, finding in by_name[kind].check_together(list(group)):
            span = one.origin.span(finding.at, key=finding.key)
            yield Diagnostic(allowed(finding, one.allow), span, one.address)
