"""Sinks: text that others wrote, made harmless for where it is shown.

Names, bodies, error texts and file names come from files and from Meta. On a
terminal they must not move the cursor, set the clipboard or turn the reading
direction; in a CI log they must not be taken for commands: GitHub's runner obeys
``::name::`` at the start of a line (blanks before it do not count) and ``##[name]``
anywhere, Azure ``##vso[``, TeamCity ``##teamcity[``, GitLab ``section_start:``
(reliability-security.md §2.6). What cannot be seen is shown as ``‹U+202E›``.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from wa_sync.model.source import Json

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

_COMMAND = re.compile(r"##(?=\[|(?i:vso|teamcity)\[)|section_(?=start:|end:)")
_JSON_COMMAND = re.compile(r"(#)#(?=\[|(?i:vso|teamcity)\[)|(section)_(?=start:|end:)")
_NOT_ASCII = re.compile(r"[^\x00-\x7e]")
_LEADING = re.compile(r"^(\s*):(?=:)")


def terminal(text: str) -> str:
    """Return a text as one harmless line; line ends and tabs become marks."""
    shown = text if _PLAIN.fullmatch(text) else "".join(pieces(text))
    return _LEADING.sub(r"\1\\:", _COMMAND.sub(r"\g<0>\\", shown))


def pieces(text: str) -> tuple[str, ...]:
    """Return what is shown for each character; workflow commands are left alone."""
    return tuple(
        char if _harmless(text, index, char) else _mark(char)
        for index, char in enumerate(text)
    )


def json_text(document: str) -> str:
    """Break workflow commands in a JSON document without changing what it says.

    They can stand in its strings only, where any character may be escaped.
    """
    if "##" not in document and "section_" not in document:
        return document  # usual, and looking twice is faster than one expression
    return _JSON_COMMAND.sub(_escaped, document)


def ascii_only(document: str) -> str:
    """Escape what is not ASCII in a JSON document; only its strings can hold it."""
    plain = document.isascii() and "\x7f" not in document
    return document if plain else _NOT_ASCII.sub(_utf16, document)


def json_value(value: Json) -> Json:
    """Return a value that every JSON reader takes.

    Surrogate pairs are joined and single ones replaced, since no UTF-8 has them;
    a number that is none becomes null.
    """
    if isinstance(value, str):
        return _joined(value)
    if isinstance(value, float):
        return value if value - value == 0 else None
    if isinstance(value, list):
        return [json_value(item) for item in value]
    if isinstance(value, dict):
        return {_joined(key): json_value(item) for key, item in value.items()}
    return value


def _utf16(match: re.Match[str]) -> str:
    """Write a character as JSON escapes, beyond the first plane as a pair of them."""
    units = match[0].encode("utf-16-be").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def _escaped(match: re.Match[str]) -> str:
    return f"{match[1]}\\u0023" if match[1] else f"{match[2]}\\u005f"


def _joined(text: str) -> str:
    if text.isascii():
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")


def _mark(char: str) -> str:
    return _SHOWN.get(char) or f"‹U+{ord(char):04X}›"


def _harmless(text: str, index: int, char: str) -> bool:
    if char in _JOINERS:
        return _belongs(text, index)
    return _visible(char)


@lru_cache(maxsize=4096)
def _visible(char: str) -> bool:
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
