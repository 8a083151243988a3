"""What a reviewer has to weigh, in words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.model.change import Action, Risk
from wa_sync.render.sinks.markdown import Markdown


if TYPE_CHECKING:
    from collections.abc import Collection, Mapping

    from wa_sync.model.change import Change

_NAMED: Mapping[Risk, Markdown] = {
    Risk.BREAKING: Markdown("**breaking**"),
    Risk.COST: Markdown("**cost**"),
}


def weighed(change: Change) -> frozenset[Risk]:
    """Return the risks that a change has."""
    return frozenset(said.risk for said in change.consequences)


def risky(change: Change) -> bool:
    """Whether a change has to be read whole before it is approved."""
    return (
        change.action is Action.DELETE
        or change.blocked is not None
        or not weighed(change).isdisjoint(_NAMED)
    )


def named(risks: Collection[Risk]) -> Markdown:
    """Name risks: ``**breaking**, **cost**``; empty where there are none."""
    return Markdown(", ").join(word for risk, word in _NAMED.items() if risk in risks)
