"""What cannot be seen, made visible: ``‹U+202E›`` for a character, ``↵`` and ``⇥``.

On a terminal a text must not move the cursor, set the clipboard or turn the reading
direction, and nowhere may a reviewer overlook what he approves (reliability-security.md
§2.5, S7).
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache


_SHOWN = {"\n": "↵", "\t": "⇥"}
_PLAIN = re.compile(r"[\x20-\x7e]*")

_JOINERS = "\u200c\u200d\ufe0e\ufe0f"
_LAST = (0xFFFE, 0xFFFF)
_PLANES = "".join(chr(plane << 16 | last) for plane in range(17) for last in _LAST)
# blank or ignorable in every font, whatever their category says: fillers, variation
# selectors, tags, noncharacters
_BLANK = re.compile(
    "[\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0"
    f"\ufe00-\ufe0f\U000e0000-\U000e0fff\ufdd0-\ufdef{_PLANES}]"
)
_UNSEEN = frozenset({"Cc", "Cf", "Cs", "Co", "Zl", "Zp", "Zs"})
_SPACES = " \u3000"
# scripts whose letters join, Arabic to Sinhala and Myanmar
_JOINING = re.compile("[\u0600-\u0dff\u1000-\u109f]")


def visible(text: str) -> str:
    """Return a text on one line, with a mark for each character that nobody sees."""
    return text if _PLAIN.fullmatch(text) else "".join(pieces(text))


def pieces(text: str) -> tuple[str, ...]:
    """Return what is shown for each character, so that columns can be counted."""
    return tuple(
        char if _harmless(text, index, char) else mark(char)
        for index, char in enumerate(text)
    )


def mark(char: str) -> str:
    """Return what stands for a character."""
    return _SHOWN.get(char) or f"‹U+{ord(char):04X}›"


def _harmless(text: str, index: int, char: str) -> bool:
    if char in _JOINERS:
        return _belongs(text, index)
    return _seen(char)


@lru_cache(maxsize=4096)
def _seen(char: str) -> bool:
    if _BLANK.match(char):
        return False
    return char in _SPACES or unicodedata.category(char) not in _UNSEEN


def _belongs(text: str, index: int) -> bool:
    """Whether a joiner or a variation selector stands where writing needs one."""
    before = text[index - 1] if index else ""
    after = text[index + 1 : index + 2]
    if text[index] in "\ufe0e\ufe0f":
        return bool(before) and (_pictorial(before) or before in "0123456789#*")
    if text[index] == "\u200d" and (before == "\ufe0f" or _pictorial(before)):
        return _pictorial(after)
    return bool(_JOINING.match(before) and _JOINING.match(after))


def _pictorial(char: str) -> bool:
    return char > "\x7f" and unicodedata.category(char) in {"So", "Sk", "Sm", "Po"}
