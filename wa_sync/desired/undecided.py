"""What is not known of a variant → which findings mean nothing yet.

That is what a variable would have given that failed, or what has not the shape it
needs.
"""

from __future__ import annotations

from itertools import product
from math import prod
from typing import TYPE_CHECKING

from wa_sync.model.source import ROOT, array, mapping, text


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from wa_sync.kind import Kind, Variant
    from wa_sync.model.finding import Finding
    from wa_sync.model.source import Json, Pointer, Spec


_FEW = 64
"""Checks of one variant: past it, nothing is said instead."""


def failures(variant: Variant, unknown: Iterable[Pointer]) -> tuple[Pointer, ...]:
    """Return where in a variant something is not known, from where in its entry."""
    return tuple(_in(variant, unknown))


def _in(variant: Variant, unknown: Iterable[Pointer]) -> Iterator[Pointer]:
    overlay = variant.overlay
    for at in unknown:
        if overlay and at[: len(overlay)] == overlay:
            yield at[len(overlay) :]
        elif not overlay or (at[:1] != overlay[:1] and at[0] not in variant.own):
            yield at


def certain(kind: Kind, entry: Spec, failed: Sequence[Pointer]) -> list[Finding]:
    """Judge a variant, and keep what holds whatever is not known of it.

    For a word at its top that is not known (a category, a language), every one that
    the schema shows is tried.
    """
    words = {str(at[0]): _words(kind, str(at[0])) for at in failed if len(at) == 1}
    tried = {key: some for key, some in words.items() if some and kind.many}
    rest = [at for at in failed if at[0] not in tried]
    if prod(map(len, tried.values())) > _FEW:
        return []
    first, *others = [
        list(kind.check({**entry, **dict(zip(tried, some, strict=True))}))
        for some in product(*tried.values())
    ]
    return [
        finding
        for finding in first
        if all(finding in found for found in others)
        and finding.at[:1] not in {(key,) for key in tried}
        and decided(kind, finding, rest)
    ]


def _words(kind: Kind, key: str) -> Sequence[Json]:
    """Return the words that a field may hold, as the schema shows them."""
    schema = kind.schema()
    field = mapping(mapping(schema.get("properties")).get(key))
    target = text(field.get("$ref")).removeprefix("#/$defs/")
    field = mapping(mapping(schema.get("$defs")).get(target)) if target else field
    shown = array(field.get("enum")) or array(field.get("examples"))
    return [one for one in shown if isinstance(one, str)]


def decided(kind: Kind, finding: Finding, failed: Sequence[Pointer]) -> bool:
    """Whether a finding holds whatever the variables would have given.

    A variable in a part of a template (its type, its text) may change what is wrong
    with that part, one at the top (its category) what is wrong with all of it. The
    fields of a resource that is no list are strangers to each other.
    """
    return not any(_hides(kind, at, finding.at) for at in failed)


def _hides(kind: Kind, failed: Pointer, at: Pointer) -> bool:
    part = failed[:-1]
    if part == ROOT and not kind.many:
        part = failed
    return at[: len(part)] == part or failed[: len(at)] == at
