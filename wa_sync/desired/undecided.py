"""Variables that failed → which findings of a variant mean nothing yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.model.source import ROOT


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wa_sync.kind import Kind, Variant
    from wa_sync.model.finding import Finding
    from wa_sync.model.source import Pointer


def failures(variant: Variant, wrong: Sequence[Finding]) -> tuple[Pointer, ...]:
    """Return where in a variant variables failed, from where they did in its entry."""
    return tuple(_in(variant, wrong))


def _in(variant: Variant, wrong: Sequence[Finding]) -> Iterator[Pointer]:
    overlay = variant.overlay
    for at in (finding.at for finding in wrong):
        if overlay and at[: len(overlay)] == overlay:
            yield at[len(overlay) :]
        elif not overlay or (at[:1] != overlay[:1] and at[0] not in variant.own):
            yield at


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
