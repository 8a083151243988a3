"""JSON that every reader takes, and in which no CI runner finds a command."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from wa_sync.render.sinks.shown import Shown


if TYPE_CHECKING:
    from wa_sync.model.source import Json

_COMMAND = re.compile(r"(#)#(?=\[|(?i:vso|teamcity)\[)|(section)_(?=start:|end:)")
_NOT_ASCII = re.compile(r"[^\x00-\x7e]")


class Document(Shown):
    """A whole JSON document: made by ``document`` only, never composed."""

    __slots__ = ()


def document(value: Json, *, indent: bool = True) -> Document:
    """Write a value with a line end: ASCII, strict, and on one line without indent.

    Surrogate pairs are joined and single ones replaced, since no UTF-8 has them; a
    number that is none becomes null.
    """
    import orjson

    try:
        # ten times as fast as json, whose indentation is written in Python
        option = orjson.OPT_INDENT_2 if indent else 0
        written = orjson.dumps(value, option=option).decode()
    except TypeError:
        # lone surrogates, and integers beyond 64 bits
        written = _slowly(value, indent=indent)
    return Document(_without_commands(_ascii(written)) + "\n")


def _slowly(value: Json, *, indent: bool) -> str:
    apart = None if indent else (",", ":")
    return json.dumps(
        _valid(value), indent=2 if indent else None, separators=apart, allow_nan=False
    )


def _without_commands(written: str) -> str:
    """Break commands: they can stand in strings only, where all may be escaped."""
    if "##" not in written and "section_" not in written:
        return written  # usual, and looking twice is faster than one expression
    return _COMMAND.sub(_escaped, written)


def _escaped(match: re.Match[str]) -> str:
    return f"{match[1]}\\u0023" if match[1] else f"{match[2]}\\u005f"


def _ascii(written: str) -> str:
    """Escape what is not ASCII; only strings can hold it."""
    plain = written.isascii() and "\x7f" not in written
    return written if plain else _NOT_ASCII.sub(_utf16, written)


def _utf16(match: re.Match[str]) -> str:
    """Write a character as JSON escapes, beyond the first plane as a pair of them."""
    units = match[0].encode("utf-16-be").hex()
    return "".join(f"\\u{units[at : at + 4]}" for at in range(0, len(units), 4))


def _valid(value: Json) -> Json:
    if isinstance(value, str):
        return _joined(value)
    if isinstance(value, float):
        return value if value - value == 0 else None
    if isinstance(value, list):
        return [_valid(item) for item in value]
    if isinstance(value, dict):
        return {_joined(key): _valid(item) for key, item in value.items()}
    return value


def _joined(text: str) -> str:
    if text.isascii():
        return text
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
