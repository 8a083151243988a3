"""The page of files that are not valid: what is wrong with them, and where."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.render import pages, wording
from wa_sync.render.weighing import gravest


if TYPE_CHECKING:
    from collections.abc import Sequence

    from wa_sync.model.finding import Diagnostic
    from wa_sync.render.sinks.html import Html

TOLD = 1500
"""Mistakes that are shown: nobody mends more at once."""


def invalid(found: Sequence[Diagnostic], *, told: int = TOLD) -> Html:
    """Return a page that needs nothing else, with the errors first."""
    ordered = gravest(found)
    body = pages.piece(
        "invalid.html",
        counts=wording.problems(ordered),
        rows=[(one.finding, one.span) for one in ordered[:told]],
        left=max(len(ordered) - told, 0),
    )
    return pages.page("wa-sync plan", body, styles=("bubble", "plan"))
