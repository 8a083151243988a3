"""What a reviewer has to weigh, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.model.change import Risk
from wa_sync.render.sinks.markdown import Markdown


if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

_NAMED: Mapping[Risk, Markdown] = {
    Risk.BREAKING: Markdown("**breaking**"),
    Risk.COST: Markdown("**cost**"),
}


def named(risks: Collection[Risk]) -> Markdown:
    """Name risks: ``**breaking**, **cost**``; empty where there are none."""
    return Markdown(", ").join(word for risk, word in _NAMED.items() if risk in risks)
