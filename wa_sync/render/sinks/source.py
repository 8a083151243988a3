"""Source code that other programs are built from: texts of others are its literals.

A name that becomes an identifier is checked, not escaped: what a language takes for a
word can only be letters, digits and underscores. CI runners find no command in it.
"""

from __future__ import annotations

import json
import re
from typing import Self

from wa_sync.render.sinks.shown import Shown


_WORD = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
# the second sign of what runners obey; in a literal, each can be written as a number
_COMMAND = re.compile(r"(?<=#)#|(?<=:):|(?<=section)_")
_PAIR = re.compile(r"\\u(d[89ab][0-9a-f]{2})\\u(d[c-f][0-9a-f]{2})")


class Source(Shown):
    """Lines of a program; a text of others in it is a literal."""

    __slots__ = ()

    @classmethod
    def word(cls, name: str) -> Self:
        """Take a name for an identifier; raises ValueError for what is none."""
        if not _WORD.fullmatch(name):
            raise ValueError(f"{name!r} is no identifier")
        return cls(name)


class TypeScript(Source):
    """TypeScript: JSON's literals are its own."""

    __slots__ = ()

    @classmethod
    def escape(cls, text: str) -> Self:
        """Write a text as a literal of ASCII, in double quotes."""
        return cls(_literal(text))


class Python(Source):
    """Python: as JSON's literals, but for what takes two of them there."""

    __slots__ = ()

    @classmethod
    def escape(cls, text: str) -> Self:
        """Write a text as a literal of ASCII, in double quotes."""
        return cls(_PAIR.sub(_joined, _literal(text)))


def _literal(text: str) -> str:
    return _COMMAND.sub(lambda sign: f"\\u{ord(sign[0]):04x}", json.dumps(text))


def _joined(pair: re.Match[str]) -> str:
    units = bytes.fromhex(pair[1]) + bytes.fromhex(pair[2])
    return f"\\U{ord(units.decode('utf-16-be')):08x}"
