"""Parts of a template in their normal form."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.variants import template

from wa_sync.kinds.message_template.normal import normalize


if TYPE_CHECKING:
    from wa_sync.model.source import Json, Spec


def component(written: Spec) -> Json:
    """The normal form of a template's only component."""
    parts = normalize(template(written))["components"]
    assert isinstance(parts, list)
    (only,) = parts
    return only  # type: ignore[no-any-return] # a list of Json holds Json
