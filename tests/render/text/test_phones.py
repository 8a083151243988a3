"""Phone numbers in columns and on sheets."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.numbers import BARE, FOUND, LUCKY

from wa_sync.model.phone import AccountNumbers
from wa_sync.render.style import Style
from wa_sync.render.text.phones import phone, phones


PLAIN = Style.plain()


def named(name: str) -> str:
    """Show a table with one number of such a name, and return its line."""
    numbers = (replace(BARE, verified_name=name),)
    shown = phones((AccountNumbers(account="a", waba_id="1", numbers=numbers),), PLAIN)
    return shown.split("\n")[3]


def test_a_table_for_each_account() -> None:
    """Columns are as wide as what is in them; what Meta did not tell is a dash."""
    assert phones(FOUND, PLAIN) == (
        "demo · WABA 102290129340398\n"
        "\n"
        "  ID               NUMBER           NAME         NAME STATUS  STATUS     "
        "QUALITY  LIMIT    THROUGHPUT  VERIFIED\n"
        "  106540352242922  +1 202-555-0198  Lucky Shrub  APPROVED     CONNECTED  "
        "GREEN    TIER_1K  STANDARD    VERIFIED\n"
        "  5                –                –            –            –          "
        "–        –        –           –\n"
        "\n"
        "empty · WABA 102290129340399\n"
        "\n"
        "  no phone number\n"
        "\n"
        "2 phone numbers.\n"
    )


def test_a_sheet_tells_all() -> None:
    """One number is shown with everything that is known of it."""
    official = replace(LUCKY, is_official_business_account=True)
    assert phone("demo", official, PLAIN) == (
        "106540352242922 · account demo\n"
        "\n"
        "  number             +1 202-555-0198\n"
        "  verified name      Lucky Shrub\n"
        "  name status        APPROVED\n"
        "  new name status    NONE\n"
        "  verification       VERIFIED\n"
        "  status             CONNECTED\n"
        "  quality            GREEN\n"
        "  messaging limit    TIER_1K\n"
        "  throughput         STANDARD\n"
        "  platform           CLOUD_API\n"
        "  mode               LIVE\n"
        "  official business  yes\n"
        "  last onboarded     2026-01-02T12:00:00+0000\n"
    )


def test_colours_take_no_columns() -> None:
    """A table is as straight with them as without."""
    coloured = phones(FOUND, Style.ansi())
    assert "\x1b[32mGREEN\x1b[0m    TIER_1K" in coloured
    for code in ("1", "2", "32"):
        coloured = type(coloured)(coloured.replace(f"\x1b[{code}m", ""))
    assert coloured.replace("\x1b[0m", "") == phones(FOUND, PLAIN)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("a\x1b[2J\n::error::", "a‹U+001B›[2J↵::error::"),
        ("::error::x", "\\::error::x"),
        ("##[group]", "##\\[group]"),
        ("x" * 40, "x" * 40),
        ("x" * 41, "x" * 39 + "…"),
        ("\u202e" * 9, "‹U+202E›" * 4 + "…"),
        ("値" * 21, "値" * 19 + "…"),
        ("##[" * 13, "##\\[" * 9 + "##…"),
        ("x" * 10**6, "x" * 39 + "…"),
    ],
)
def test_a_hostile_name_is_shown_harmless_and_cut(name: str, shown: str) -> None:
    """It breaks no line, gives no order, and takes no more than its columns."""
    bare = "  5   –       {}  –            –       –        –      –           –"
    assert named(name) == bare.format(shown)
