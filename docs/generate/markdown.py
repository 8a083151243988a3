"""Texts as Markdown."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$])")
_TICKS = re.compile("`+")


def plain(text: str) -> str:
    """Escape a text, so that it reads as it was written."""
    return _SPECIAL.sub(r"\\\1", text)


def code(text: str) -> str:
    """Return a text as code in a line, also in a cell of a table."""
    ticks = "`" * (_longest(text) + 1)
    room = " " if "`" in text else ""
    escaped = text.replace("|", r"\|")
    return f"{ticks}{room}{escaped}{room}{ticks}"


def block(language: str, text: str) -> str:
    """Return a text as a block of code."""
    fence = "`" * max(3, _longest(text) + 1)
    return f"{fence}{language}\n{text.rstrip()}\n{fence}\n"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return rows of Markdown as a table."""
    ruler = ["---"] * len(head)
    return "".join(f"| {' | '.join(row)} |\n" for row in [head, ruler, *rows])


def _longest(text: str) -> int:
    return max(map(len, _TICKS.findall(text)), default=0)
