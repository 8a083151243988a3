"""What a reviewer has to weigh before anything else, in every format the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.model.change import Action
from wa_sync.render.wording import WEIGHED


if TYPE_CHECKING:
    from wa_sync.model.change import Change, Risk


def weighed(change: Change) -> frozenset[Risk]:
    """Return the risks that a change has."""
    return frozenset(said.risk for said in change.consequences)


def severe(change: Change) -> bool:
    """Whether a change hurts somebody even where it goes well."""
    return change.action is Action.DELETE or not weighed(change).isdisjoint(WEIGHED)


def risky(change: Change) -> bool:
    """Whether a change has to be read whole before it is approved."""
    return severe(change) or change.blocked is not None
