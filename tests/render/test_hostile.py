from __future__ import annotations

import json as stdlib_json
import unicodedata
from functools import cache
from typing import TYPE_CHECKING

import orjson
import pyte
import pytest
from support import hostile, plans

from wa_sync.render import json, text
from wa_sync.render.style import Style


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


@cache
def texts(poison: str, *, painted: bool = False) -> Sequence[str]:
    """Every text output there is, with a poison in every field."""
    return tuple(_texts(poison, Style.ansi() if painted else Style.plain()))


def _texts(poison: str, style: Style) -> Iterator[str]:
    for keys in (False, True):
        plan = hostile.poisoned(plans.everything(), poison, keys=keys)
        report = hostile.poisoned(plans.report(), poison, keys=keys)
        yield text.plan(plan, style, verbose=True)
        yield text.report(report, style)
    diags = [hostile.poisoned(item, poison, keys=True) for item in plans.DIAGNOSTICS]
    yield text.diagnostics(diags, style)


def documents(poison: str) -> Iterator[str]:
    """Every JSON output there is, with a poison in every field."""
    yield json.plan(hostile.poisoned(plans.everything(), poison, keys=True))
    yield json.report(hostile.poisoned(plans.report(), poison, keys=True))
    diags = [hostile.poisoned(item, poison, keys=True) for item in plans.DIAGNOSTICS]
    yield json.diagnostics(diags, valid=False)


@pytest.mark.parametrize("poison", hostile.POISONS, ids=ascii)
class TestHostile:
    """Whatever stands in files and answers, showing it does nothing."""

    def test_nothing_unseen(self, poison: str) -> None:
        """No control, bidi or invisible character is left; tabs of a source are."""
        for shown in texts(poison):
            assert set(hostile.unseen(shown)) <= {"\t"}

    def test_no_command(self, poison: str) -> None:
        """No CI runner finds a command, with paint or without."""
        for shown in (*texts(poison), *texts(poison, painted=True)):
            assert list(hostile.commands(shown)) == []
            assert list(hostile.commands(hostile.without_colour(shown))) == []

    def test_json(self, poison: str) -> None:
        """JSON is ASCII, holds no command, and strict readers take it."""
        for shown in documents(poison):
            assert shown.isascii()
            assert list(hostile.commands(shown)) == []
            assert orjson.loads(shown.encode()) == stdlib_json.loads(shown)

    def test_screen(self, poison: str) -> None:
        """A terminal shows the text and nothing else happens to it."""
        painted = without_joiners(texts(poison, painted=True)[0])
        lines = hostile.without_colour(painted).split("\n")
        screen = pyte.Screen(max(map(len, lines)) * 2, len(lines))
        pyte.Stream(screen).feed(painted.replace("\n", "\r\n"))
        assert [as_drawn(line) for line in screen.display] == [
            as_drawn(line) for line in lines
        ]
        assert screen.title == ""


def without_joiners(output: str) -> str:
    """Leave out what makes pyte forget the rest of a line."""
    return output.replace("\u200d", "").replace("\ufe0f", "")


def as_drawn(line: str) -> str:
    """A line as pyte draws it: composed, and without blanks at the end."""
    return unicodedata.normalize("NFC", line.rstrip())


def test_the_check_can_fail() -> None:
    """What the tests look for is found where it is."""
    for poison in hostile.POISONS:
        found = [*hostile.commands(poison), *hostile.unseen(poison)]
        assert found or poison == "### ##\\[x]"
