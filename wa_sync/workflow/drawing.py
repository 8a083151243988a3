"""A spec → the message that it makes, where its kind makes one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.kinds import BY_NAME


if TYPE_CHECKING:
    from collections.abc import Mapping

    from wa_sync.model.bubble import Bubble
    from wa_sync.model.resource import Address, Asset
    from wa_sync.model.source import Pointer, Spec


def draw(
    address: Address, spec: Spec, assets: Mapping[Pointer, Asset]
) -> Bubble | None:
    """Return the message of a spec in normal form; None of what is no message."""
    kind = BY_NAME.get(address.kind)
    return None if kind is None or kind.preview is None else kind.preview(spec, assets)
