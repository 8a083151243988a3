"""The terminal and the logs of CI runners, which read what a terminal is shown.

GitHub's runner obeys ``::name::`` at the start of a line (blanks before it do not
count) and ``##[name]`` anywhere, Azure ``##vso[``, TeamCity ``##teamcity[``, GitLab
``section_start:`` (reliability-security.md §2.6). A backslash keeps them apart.
"""

from __future__ import annotations

import re
from typing import Self

from wa_sync.render.sinks.shown import Shown
from wa_sync.render.sinks.visible import pieces, visible


_COMMAND = re.compile(r"##(?=\[|(?i:vso|teamcity)\[)|section_(?=start:|end:)")
_LEADING = re.compile(r"^(\s*):(?=:)")


class Text(Shown):
    """Text for a terminal: one line, or lines of ours joined; colours are ours."""

    __slots__ = ()

    @classmethod
    def escape(cls, text: str) -> Self:
        """Make one harmless line of a text; line ends and tabs become marks."""
        shown = _COMMAND.sub(r"\g<0>\\", visible(text))
        return cls(_LEADING.sub(r"\1\\:", shown))


line = Text.of


def page(text: str) -> Text:
    """Make each line of a text harmless, and leave its line ends."""
    return Text("\n").join(text.split("\n"))


def cells(text: str) -> list[str]:
    """Return what is shown for each character of a text, commands broken.

    For who counts columns: unlike an escaped text, it may begin with ``::``, so that
    something has to stand before it.
    """
    shown = list(pieces(text))
    for found in _COMMAND.finditer(text):
        shown[found.end() - 1] += "\\"
    return shown
