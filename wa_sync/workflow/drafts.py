"""Live objects → the entries that import would write, with the ``allow:`` they need.

Approved templates that break today's create rules exist. So what would be written
is judged first, alone and together, and the rules that it breaks are written down.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wa_sync.config.interpolate import literal
from wa_sync.model.finding import Severity
from wa_sync.model.resource import Address, Declared
from wa_sync.model.source import ROOT, Origin, SourceFile, Span, mapping
from wa_sync.workflow.order import fields_order


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from wa_sync.kind import Draft, Kind, Variant
    from wa_sync.model.account import Account
    from wa_sync.model.resource import Live
    from wa_sync.model.source import Json, Pointer


@dataclass(frozen=True, slots=True)
class Written:
    """An entry, the file it goes to (below the project), and what it declares."""

    kind: Kind
    path: str
    entry: dict[str, Json]
    addresses: frozenset[Address]


class _Nowhere:
    """The places of entries that stand in no file yet."""

    def span(self, at: Pointer, *, key: bool = False) -> Span:
        """Return nothing's place."""
        del at, key
        return Span(SourceFile("", ""), 1, 1, 1, 1)


def written(kind: Kind, lives: Iterable[Live], account: Account) -> list[Written]:
    """Compose the entries for live objects of one kind."""
    drafts = list(kind.compose(sorted(lives, key=lambda live: live.address)))
    broken = [_broken_alone(kind, draft) for draft in drafts]
    declared = [_declared(kind, draft, account) for draft in drafts]
    by_identity = {id(one): i for i, some in enumerate(declared) for one in some}
    for one, finding in kind.check_together([d for some in declared for d in some]):
        if finding.severity is Severity.ERROR:
            broken[by_identity[id(one)]].add(finding.rule)
    return [
        Written(
            kind,
            f"templates/{draft.stem}.yaml" if kind.many else f"{draft.stem}.yaml",
            _entry(kind, draft, rules),
            frozenset(one.address for one in some),
        )
        for draft, rules, some in zip(drafts, broken, declared, strict=True)
    ]


def _variants(kind: Kind, draft: Draft) -> Iterator[Variant]:
    return kind.expand(draft.entry)


def _broken_alone(kind: Kind, draft: Draft) -> set[str]:
    return {
        finding.rule
        for variant in _variants(kind, draft)
        for finding in kind.check(variant.entry)
        if finding.severity is Severity.ERROR
    }


def _declared(kind: Kind, draft: Draft, account: Account) -> Sequence[Declared]:
    return [
        Declared(
            account=account.name,
            address=Address(kind.name, kind.key(variant.entry, account) or ""),
            entry=variant.entry,
            spec=kind.normalize(variant.entry),
            origin=Origin(_Nowhere(), ROOT),
        )
        for variant in _variants(kind, draft)
    ]


def _entry(kind: Kind, draft: Draft, rules: set[str]) -> dict[str, Json]:
    """Return what is written: as it is read back, in the order that fmt keeps."""
    entry = dict(mapping(literal(draft.entry)))
    if rules:
        entry["allow"] = [*sorted(rules)]
    order = fields_order()
    scope = order.below(order.root, kind.section)
    if kind.many:
        scope = order.below(scope, None)
    return dict(mapping(order.ordered(entry, scope)))
