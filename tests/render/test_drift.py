"""Drift as people and programs read it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from support import plans
from support.drifted import drifted, settled

from wa_sync.model.base import Base
from wa_sync.render import drift, html, json, text
from wa_sync.render.style import Style
from wa_sync.workflow.drawing import draw


if TYPE_CHECKING:
    from collections.abc import Callable

    from wa_sync.model.drift import Drift


CASES = {"drifted": drifted, "settled": settled}


@pytest.mark.parametrize("case", CASES)
def test_drift(golden: Callable[[str, str], None], case: str) -> None:
    """Text for people, whole and short, and the document for programs."""
    found: Drift = CASES[case]()
    golden(f"drift/{case}.txt", text.drift(found, Style.plain()))
    golden(f"drift/{case}.ansi.txt", text.drift(found, Style.ansi(), verbose=True))
    golden(f"drift/{case}.json", drift.drift(found))


def test_an_offline_plan_says_that_nobody_was_asked(
    golden: Callable[[str, str], None],
) -> None:
    """It has no digest to apply, and never says that live matches."""
    offline = replace(
        plans.everything(),
        offline=True,
        digest="",
        base=Base(commit="3f2c1ab" + "0" * 33),
    )
    golden("offline/plan.txt", text.plan(offline, Style.plain()))
    golden("offline/plan.json", json.plan(offline))
    golden("offline/plan.html", html.plan(offline, draw))
    nothing = text.plan(replace(plans.nothing(), offline=True), Style.plain())
    assert "Live matches" not in nothing
    assert "nobody was asked what is live" in nothing
