"""How one text is written: plain where that is safe everywhere, else in quotes."""

from __future__ import annotations

import re


_PLAIN_START = re.compile(r"[^\W_]|[/($_.+]|[^\x00-\x7f]")
# what YAML 1.1 or 1.2 would read as a number, a date, a boolean or nothing at all
_NUMBER_LIKE = re.compile(r"[-+.0-9][-+.0-9a-fA-FxXoObB_:eEtTzZ ]*|[-+]?\.(?i:inf|nan)")
_WORDS = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null", "~"})
_NEEDS_QUOTES = re.compile(r":(?:\s|$)|(?:^|\s)#|\s$|[\t\n]|^(?:---|\.\.\.)")
_FLOW = re.compile(r"[,\[\]{}:?]")
_CONFLICT = re.compile(r"^[ \t]*(?:<{7}|>{7}|\|{7})", re.MULTILINE)
_RAGGED = re.compile(r"[ \t]$|\t", re.MULTILINE)
# invisible, yet at home in texts: joiners within emoji and Indic words, hard spaces
_AT_HOME = frozenset("\u200c\u200d\u00a0\u202f")
_EMOJI = range(0x1F000, 0x1FC00)
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t"}


def line_text(value: str) -> str:
    """Write a text on one line, outside of brackets."""
    return value if _plain(value) else _quoted(value)


def flow_text(value: str) -> str:
    """Write a text on one line, safe inside of brackets and before a colon."""
    return value if _plain(value) and not _FLOW.search(value) else _quoted(value)


def mistakable(value: str) -> bool:
    """Whether another reader of YAML would take a plain text for something else."""
    return value.casefold() in _WORDS or _NUMBER_LIKE.fullmatch(value) is not None


def quoted_text(value: str, style: str) -> str:
    """Write a text on one line in quotes, in ``style`` where they take it."""
    if style == "'" and "'" not in value and all(map(_shows, value)):
        return f"'{value}'"
    return _quoted(value) if style == "'" else f'"{"".join(map(_escaped, value))}"'


def fits_block(value: str) -> bool:
    """Whether a block (``|`` or ``|-``) would give the text back exactly."""
    lines = value.removesuffix("\n")
    return (
        bool(lines)
        and lines[0] not in " \n"
        and lines[-1] != "\n"
        and not _RAGGED.search(value)
        and not _CONFLICT.search(value)
        and all(character == "\n" or _shows(character) for character in value)
    )


def _plain(value: str) -> bool:
    return (
        _PLAIN_START.match(value) is not None
        and value.casefold() not in _WORDS
        and not _NUMBER_LIKE.fullmatch(value)
        and not _NEEDS_QUOTES.search(value)
        and value[0] not in _AT_HOME
        and value[-1] not in _AT_HOME
        and all(map(_shows, value))
    )


def _shows(character: str) -> bool:
    return character.isprintable() or character in _AT_HOME or ord(character) in _EMOJI


def _quoted(value: str) -> str:
    if ('"' in value or "\\" in value) and "'" not in value and all(map(_shows, value)):
        return f"'{value}'"
    return '"' + "".join(map(_escaped, value)) + '"'


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    if _shows(character):
        return character
    number = ord(character)
    return f"\\u{number:04X}" if number < 1 << 16 else f"\\U{number:08X}"
