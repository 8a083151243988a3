"""How many columns a text takes on a terminal.

Wide letters take two and combining ones none (Unicode UAX #11); emoji joined by
U+200D are counted one by one, as most terminals draw them.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache


def width(text: str) -> int:
    """Count the columns of a text that holds neither tabs nor control characters."""
    return len(text) if text.isascii() else sum(map(_cell, text))


@lru_cache(maxsize=4096)
def _cell(char: str) -> int:
    if unicodedata.category(char) in {"Mn", "Me", "Cf"}:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
