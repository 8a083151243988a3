"""What is wrong with declarations only beside each other."""

from __future__ import annotations

from itertools import groupby
from operator import attrgetter
from typing import TYPE_CHECKING

from wa_sync.canonical import equal
from wa_sync.desired.findings import allowed
from wa_sync.model.finding import Diagnostic, Finding


if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

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


def declared_differently(
    declared: Sequence[Declared],
    identities: Mapping[str, str],
    lone: Collection[str] = (),
) -> Iterator[Diagnostic]:
    """Two names of one account say the same of a resource, or it flips for ever.

    ``identities`` is by account what it is to Meta; several may be one. ``lone`` are
    kinds whose keys are ids of Meta's: such a resource is one in all accounts.
    """
    first: dict[tuple[str, Address], Declared] = {}
    for one in declared:
        own = one.address.kind in lone
        identity = one.address.key if own else identities[one.account]
        other = first.setdefault((identity, one.address), one)
        if other.account != one.account and not _alike(other, one):
            there = other.origin.span()
            finding = Finding(
                rule="declared_differently",
                at=(),
                message=f"{one.address} is declared differently for {other.account!r} "
                f"and {one.account!r}, which "
                f"{'share it' if own else f'are one account to Meta: {identity}'}",
                hint=f"the other place is {there.file.path}:{there.line}; make them "
                "the same, or name one account in accounts:",
            )
            yield Diagnostic(finding, one.origin.span(), one.address)


def _alike(one: Declared, other: Declared) -> bool:
    samples, others = (
        {at: asset.sha256 for at, asset in each.assets.items()} for each in (one, other)
    )
    return samples == others and equal(dict(one.spec), dict(other.spec))


def declared_and_removed(
    declared: Sequence[Declared],
    tombstones: Sequence[Tombstone],
    identities: Mapping[str, str],
) -> Iterator[Diagnostic]:
    """Nothing is declared and removed in one account, whatever it is called.

    ``identities`` is by account what it is to Meta; several may be one.
    """
    gone = {(identities[t.account], t.address): t for t in tombstones}
    for one in declared:
        tombstone = gone.get((identities[one.account], one.address))
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
