from __future__ import annotations

from dataclasses import replace

from support import plans

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
