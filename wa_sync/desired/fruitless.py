"""Tombstones of what is not live: gone already, or never there under that name."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from wa_sync.model.finding import Diagnostic, Finding, Severity


if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from wa_sync.model.resource import Address, Tombstone

_CLOSE = 0.8
"""Names that are less alike (difflib) are likely meant."""
_GONE = "if it was deleted, this entry has done its work"


def nothing_to_delete(
    tombstones: Sequence[Tombstone],
    live: Collection[tuple[str, Address]],
    known: Collection[Address],
) -> Iterator[Diagnostic]:
    """Note the tombstones that no account has anything live for, each once.

    ``live`` is by account; ``known`` is what else there is, declared or live.
    """
    found = {
        one.origin.span() for one in tombstones if (one.account, one.address) in live
    }
    buried = {one.address for one in tombstones}
    for one in {one.origin.span(): one for one in tombstones}.values():
        if one.origin.span() not in found:
            finding = Finding(
                rule="nothing_to_delete",
                at=(),
                message=f"{one.address} is not live: there is nothing to delete",
                hint=_hint(one.address, [a for a in sorted(known) if a not in buried]),
                severity=Severity.INFO,
            )
            yield Diagnostic(finding, one.origin.span(), one.address)


def _hint(address: Address, known: Sequence[Address]) -> str:
    """Name what was probably meant: another name, or another form of the language."""
    _, _, language = address.key.partition("/")
    beside = [a for a in known if a.kind == address.kind]
    names = {a.name: a.key for a in beside if a.key.endswith(f"/{language}")}
    names |= {
        a.name: a.key
        for a in beside
        if a.name == address.name and _same(a.key.partition("/")[2], language)
    }
    close = get_close_matches(address.name, sorted(names), n=1, cutoff=_CLOSE)
    return f"did you mean {names[close[0]]!r}?" if close else _GONE


def _same(one: str, other: str) -> bool:
    """Whether of two codes of languages one is the other with a country."""
    return one.startswith(f"{other}_") or other.startswith(f"{one}_")
