"""What a terminal makes of an output, and whether anything happened to it."""

from __future__ import annotations

import unicodedata

import pyte
from support.hostile import without_colour


# they make pyte forget the rest of a line
_JOINERS = str.maketrans("", "", "\u200c\u200d\ufe0e\ufe0f")


class Watched(pyte.Screen):
    """A screen that remembers what was done to it, besides being written on."""

    def __init__(self, columns: int, lines: int) -> None:
        """Begin empty."""
        self.done: list[str] = []
        super().__init__(columns, lines)

    def bell(self, *_: object) -> None:
        """Ring."""
        self.done.append("bell")

    def report_device_attributes(self, *_: object, **__: object) -> None:
        """Answer a question, into somebody's input."""
        self.done.append("answer")

    def report_device_status(self, *_: object) -> None:
        """Answer where the cursor is."""
        self.done.append("answer")


def harm(output: str) -> list[str]:
    """Say what a terminal did with an output but to show it line by line."""
    shown = output.translate(_JOINERS)
    lines = without_colour(shown).split("\n")
    screen = Watched(max(map(len, lines)) * 2 + 2, len(lines))
    modes = set(screen.mode)
    pyte.Stream(screen).feed(shown.replace("\n", "\r\n"))
    drawn = [_drawn(line) for line in screen.display]
    wrong = [
        f"{expected!r} is drawn as {seen!r}"
        for seen, expected in zip(drawn, map(_drawn, lines), strict=True)
        if seen != expected
    ]
    if screen.title or screen.icon_name:
        wrong.append("the title is set")
    if screen.mode != modes:
        wrong.append("a mode is switched")
    return wrong + screen.done


def _drawn(line: str) -> str:
    """A line as pyte draws it: composed, and without blanks at the end."""
    return unicodedata.normalize("NFC", line.rstrip())
