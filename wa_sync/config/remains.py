"""An entry and its mistakes of shape → the part of it that can be judged all the same.

What is wrong is taken out, and what that may change is in doubt: a missing category
says nothing of a footer, but a component without a type is none that a rule could ask.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.model.source import ROOT, Part


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from wa_sync.config.explain import Mistake
    from wa_sync.model.source import Json, Pointer


def remains(entry: Json, mistakes: Sequence[Mistake]) -> Part | None:
    """Return an entry without its mistakes; None where nothing is left of it.

    The places of the mistakes lead into the entry.
    """
    cuts = {_key(one.finding.at) for one in mistakes if not _absent(one)}
    if ROOT in cuts or not isinstance(entry, dict):
        return None
    doubts = {_key(one.about) for one in mistakes if one.about is not None}
    return Part(_without(entry, ROOT, cuts), frozenset(doubts))


def _absent(one: Mistake) -> bool:
    """Whether a key is missing, so that there is nothing to be taken out."""
    return one.about is not None and len(one.about) > len(one.finding.at)


def _key(at: Pointer) -> Pointer:
    """Lead to the key of a list, where an item is meant: items have to keep places."""
    while at and isinstance(at[-1], int):
        at = at[:-1]
    return at


def _without(value: Json, at: Pointer, cuts: set[Pointer]) -> Json:
    if isinstance(value, dict):
        return dict(_kept(value, at, cuts))
    if isinstance(value, list):
        return [_without(item, (*at, i), cuts) for i, item in enumerate(value)]
    return value


def _kept(
    fields: Mapping[str, Json], at: Pointer, cuts: set[Pointer]
) -> Iterator[tuple[str, Json]]:
    for key, below in fields.items():
        if (*at, key) not in cuts:
            yield key, _without(below, (*at, key), cuts)
