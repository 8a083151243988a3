"""Which characters a file may hold (a text reaches customers, a plan a reviewer)."""

from __future__ import annotations

import re
import unicodedata
from typing import TYPE_CHECKING

from wa_sync.model.source import ROOT


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.model.source import Json, Pointer


# C0 but tab and line feed, DEL, C1, lone surrogates, bidi controls, byte order marks,
# noncharacters, tag characters: invisible, or able to show something else than is sent
_PLANES = "".join(
    f"{chr(plane | 0xFFFE)}{chr(plane | 0xFFFF)}"
    for plane in range(0x10000, 0x110000, 0x10000)
)
FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069"
    "\ud800-\udfff\ufdd0-\ufdef\ufeff\ufffe\uffff"
    f"\U000e0000-\U000e007f{_PLANES}]"
)

# YAML 1.1 breaks lines at these two, YAML 1.2 and people do not: while the parser
# looks at a text, noncharacters stand in for them
_AWAY = {0x2028: 0x1FFFE, 0x2029: 0x1FFFF}
_BACK = {stand_in: character for character, stand_in in _AWAY.items()}

_CONTROLS = {0x00: "NUL", 0x1B: "ESC", 0x7F: "DEL", 0x85: "NEL", 0xFEFF: "BOM"}


def describe(character: str) -> str:
    """Name a character that cannot be shown: ``U+202E RIGHT-TO-LEFT OVERRIDE``."""
    number = ord(character)
    name = _CONTROLS.get(number) or unicodedata.name(character, "")
    return f"U+{number:04X} {name}".rstrip()


def hidden(value: Json, at: Pointer = ROOT) -> Iterator[tuple[Pointer, str]]:
    """Yield each text that holds what a file may not, and the first of that."""
    if isinstance(value, str):
        match = FORBIDDEN.search(value)
        if match:
            yield at, match[0]
    elif isinstance(value, dict):
        for key, below in value.items():
            yield from hidden(below, (*at, key))
    elif isinstance(value, list):
        for i, below in enumerate(value):
            yield from hidden(below, (*at, i))


def may_hide(value: Json) -> bool:
    """Whether ``hidden`` may have something to yield; quick, and generous."""
    # what repr escapes is all that is not printable
    return "\\" in repr(value)


def hide_separators(text: str) -> str:
    """Put stand-ins in the place of U+2028 and U+2029, character for character."""
    return text.translate(_AWAY)


def show_separators(text: str) -> str:
    """Undo ``hide_separators``."""
    return text.translate(_BACK)


def join_surrogates(text: str) -> str:
    """Join the halves that JSON writes as two escapes; single ones stay as they are."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")
