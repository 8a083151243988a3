"""``removed:`` → tombstones, each of one resource in one account."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wa_sync.desired.findings import not_managed
from wa_sync.desired.whom import meant_for, unknown_accounts
from wa_sync.model.finding import Diagnostic, Finding
from wa_sync.model.resource import Address, Tombstone
from wa_sync.model.source import Origin, array, mapping, text


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wa_sync.desired.sources import Source
    from wa_sync.kind import Kind
    from wa_sync.model.account import Account
    from wa_sync.model.source import Spec


_ONE = re.compile(r"[^\s/*?\[\]${}]+/[^\s/*?\[\]${}]+")
"""A name and a language, and nothing that means several of either."""


def tombstones(
    sources: Sequence[Source],
    kinds: Sequence[Kind],
    accounts: Sequence[Account],
    names: Sequence[str] | None,
) -> tuple[list[Tombstone], list[Diagnostic]]:
    """Collect the tombstones for these accounts, and what is wrong with them.

    ``names`` are those of all accounts of the project, None where they are unknown.
    """
    found: dict[tuple[str, Address], Tombstone] = {}
    wrong: dict[Diagnostic, None] = {}
    for spec, origin in _written(sources):
        wrong.update(dict.fromkeys(unknown_accounts(spec, origin, names)))
        for kind in kinds:
            if kind.name not in spec:
                continue
            key = text(spec[kind.name])
            if not _ONE.fullmatch(key):
                wrong[_unclear(kind, key, origin)] = None
                continue
            address = Address(kind.name, key)
            for account in meant_for(spec, accounts):
                one = Tombstone(account=account.name, address=address, origin=origin)
                first = found.setdefault((account.name, address), one)
                if first is not one:
                    wrong[_twice(one, first)] = None
                elif not account.manage.covers(address):
                    finding = not_managed(address, account)
                    wrong[Diagnostic(finding, origin.span(), address)] = None
    return list(found.values()), list(wrong)


def _written(sources: Sequence[Source]) -> Iterator[tuple[Spec, Origin]]:
    for source in sources:
        for i, entry in enumerate(array(mapping(source.value).get("removed"))):
            if ("removed", i) not in source.broken:
                yield mapping(entry), Origin(source.places, ("removed", i))


def _unclear(kind: Kind, key: str, origin: Origin) -> Diagnostic:
    finding = Finding(
        rule="tombstone_unclear",
        at=(kind.name,),
        message=f"{key!r} does not name one {kind.title} in one language",
        hint="say NAME/LANGUAGE; one delete is one language",
    )
    return Diagnostic(finding, origin.span(finding.at))


def _twice(one: Tombstone, first: Tombstone) -> Diagnostic:
    there = first.origin.span()
    finding = Finding(
        rule="removed_twice",
        at=(),
        message=f"{one.address} is removed twice",
        hint=f"the other place is {there.file.path}:{there.line}; keep one",
    )
    return Diagnostic(finding, one.origin.span(), one.address)
