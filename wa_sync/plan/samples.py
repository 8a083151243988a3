"""Local samples whose bytes a change replaced: what live shows says nothing of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.model.source import mapping


if TYPE_CHECKING:
    from collections.abc import Mapping

    from wa_sync.model.resource import Asset
    from wa_sync.model.source import Json, Pointer, Spec


def new_bytes(
    base: Mapping[Pointer, Asset], head: Mapping[Pointer, Asset]
) -> Mapping[Pointer, tuple[Asset, Asset]]:
    """Return the samples that hold something else than at the base: before, after."""
    return {
        at: (base[at], asset)
        for at, asset in head.items()
        if at in base and base[at].sha256 != asset.sha256
    }


def marked(spec: Spec, assets: Mapping[Pointer, Asset]) -> Spec:
    """Put in the place of each sample what it holds, so that it can be compared."""
    found: Json = spec
    for at, asset in assets.items():
        found = _put(found, at, f"{asset.path} ({asset.sha256[:12]})")
    return mapping(found)


def _put(value: Json, at: Pointer, what: str) -> Json:
    if not at:
        return what
    step, rest = at[0], at[1:]
    if isinstance(step, int):
        items = list(value) if isinstance(value, list) else []
        if step >= len(items):
            return value
        return [*items[:step], _put(items[step], rest, what), *items[step + 1 :]]
    return {**mapping(value), step: _put(mapping(value).get(step), rest, what)}
