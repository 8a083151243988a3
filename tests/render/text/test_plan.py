from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from support import plans

from wa_sync.model.made import Made
from wa_sync.render.style import Style
from wa_sync.render.text import plan


def test_account_without_numbers() -> None:
    """An account that names no ids is shown by what it has."""
    bare = plans.account(waba_id=None, phone_number_id=None)
    shown = plan(
        replace(plans.nothing(), accounts=(bare,)), Style.plain(), verbose=True
    )
    assert shown == (
        "demo · maton v21.0\n"
        "8 declared, 7 live: 2 unchanged\n"
        f"digest sha256:{'a0' * 32}\n"
        "\n"
        "No changes. Live matches your files. 8 unchanged.\n"
    )


@pytest.mark.parametrize(
    ("commit", "dirty", "told"),
    [
        ("1a2b3c4d5e6f7", True, "Made from 1a2b3c4d5e6f with uncommitted changes.\n"),
        ("1a2b3c4d5e6f7", False, "Made from 1a2b3c4d5e6f.\n"),
        ("1a2b3c4d5e6f7", None, "Made from 1a2b3c4d5e6f.\n"),
        (None, None, ""),
    ],
)
def test_a_saved_plan_names_its_checkout(
    commit: str | None, *, dirty: bool | None, told: str
) -> None:
    """Whoever reads it learns whether the commit is all that it was made of."""
    made = Made(datetime(2026, 1, 2, tzinfo=UTC), commit, dirty)
    saved = replace(plans.nothing(), made=made)
    plain = plan(plans.nothing(), Style.plain())
    assert plan(saved, Style.plain()).removeprefix(plain) == told


@pytest.mark.parametrize(("verbose", "shown", "left"), [(False, 8, 22), (True, 30, 0)])
def test_what_is_live_already_is_cut(*, verbose: bool, shown: int, left: int) -> None:
    """A merge of many is told by number, with the first few names."""
    note = plans.everything().drift[-1]
    there = replace(plans.nothing(), drift=(note,) * 30)
    lines = str(plan(there, Style.plain(), verbose=verbose)).splitlines()
    assert "  Of this change, already live: 30" in lines
    assert lines.count(f"    {note.address}") == shown
    assert (f"    … {left} more, shown with -v" in lines) == (left > 0)
