"""Checks, a line each."""

from __future__ import annotations

from support.checked import CHECKS

from wa_sync.render.style import Style
from wa_sync.render.text.checkup import checkup


def test_a_line_each_and_those_of_an_account_under_its_name() -> None:
    """A hint stands below its message; what others wrote is made visible."""
    assert checkup(CHECKS, Style.plain()) == (
        "  ok       git            the history is whole\n"
        "  wrong    configuration  the files are not valid: 1 error\n"
        "                          hint: wa-sync validate shows each with its place\n"
        "\n"
        "account demo\n"
        "  warning  token          MATON_API_KEY: ‹U+001B›[31mred\n"
        "  skipped  waba           nobody asked\n"
        "\n"
        "4 checks: 1 ok, 1 warning, 1 wrong, 1 skipped.\n"
    )


def test_nothing_looked_at() -> None:
    """Even then there is an end."""
    assert checkup((), Style.plain()) == "\n0 checks: none.\n"


def test_verdicts_are_painted() -> None:
    """Wrong is red, and no paint hides in a width."""
    assert checkup(CHECKS[1:2], Style.ansi()) == (
        "  \x1b[1;31mwrong\x1b[0m    configuration  the files are not valid: 1 error\n"
        "                          hint: wa-sync validate shows each with its place\n"
        "\n"
        "\x1b[1m1 check: 1 wrong.\x1b[0m\n"
    )
