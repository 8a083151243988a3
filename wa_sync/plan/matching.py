"""Which item of a list became which, and which of them stayed in their order."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from wa_sync.canonical import equal


if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from wa_sync.model.source import Json

    Alike: TypeAlias = Callable[[Json, Json], bool]


def stayed(
    before: Sequence[Json], after: Sequence[Json], alike: Alike
) -> Mapping[int, int]:
    """Return the places of the items that stayed: in ``before`` → in ``after``."""
    return _in_order(before, after, _pairs(before, after, alike))


def _pairs(
    before: Sequence[Json], after: Sequence[Json], alike: Alike
) -> Sequence[tuple[int, int]]:
    """Pair each item with what it became: with an equal one if there is any."""
    pairs: dict[int, int] = {}
    for same in (equal, alike):
        free = [index for index in range(len(after)) if index not in pairs.values()]
        for index, item in enumerate(before):
            if index in pairs:
                continue
            twin = next((other for other in free if same(item, after[other])), None)
            if twin is not None:
                pairs[index] = twin
                free.remove(twin)
    return sorted(pairs.items())


def _in_order(
    before: Sequence[Json], after: Sequence[Json], pairs: Sequence[tuple[int, int]]
) -> Mapping[int, int]:
    """Choose the pairs that did not move: as many as can be, changed ones first.

    The heaviest increasing subsequence; a changed item weighs double, since only
    in its place can it be told what changed.
    """
    best: list[tuple[int, tuple[tuple[int, int], ...]]] = []
    for index, twin in pairs:
        weight = 1 if equal(before[index], after[twin]) else 2
        heaviest = max(
            (chain for chain in best if chain[1][-1][1] < twin),
            default=(0, ()),
        )
        best.append((heaviest[0] + weight, (*heaviest[1], (index, twin))))
    return dict(max(best, default=(0, ()))[1])
