"""Plain scalars → numbers, booleans and nulls, where a schema wants them.

Everything else is the text that was typed. What is wanted is known by the name of
the property: within one section a name has one scalar type (DESIGN, promise 5).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING

from wa_sync.config.wants import NOTHING, Wanted


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.config.wants import Names
    from wa_sync.model.source import Json


_JSON = frozenset({"json"})
_NULLS = frozenset({"null", "~", "Null", "NULL"})
_BOOLEANS = {
    typed: value
    for word, value in (("true", True), ("false", False))
    for typed in (word, word.title(), word.upper())
}
_LITERALS: Mapping[str, Json] = {"null": None, "true": True, "false": False}
_INTEGER = re.compile(r"-?[0-9]+")
_JSON_INTEGER = re.compile(r"-?(?:0|[1-9][0-9]*)")
_JSON_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_DIGITS = 20
_WIDEST = 1 << 63
"""Numbers that take more than 64 bits do not fit everywhere, and stay text."""
_LENGTH = 40


class _Throughout(Mapping[str, Wanted]):
    """The same is wanted under every name."""

    def __init__(self, wanted: Wanted) -> None:
        self.wanted = wanted

    def __getitem__(self, _: str) -> Wanted:
        return self.wanted

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


_BELOW: Mapping[str, Names] = {"json": _Throughout(_JSON), "text": _Throughout(NOTHING)}


def below(wanted: Wanted, names: Names) -> Names:
    """What is wanted inside a container of which ``wanted`` is known."""
    for word, inside in _BELOW.items():
        if word in wanted:
            return inside
    return names


def convert(typed: str, wanted: Wanted) -> Json:
    """Turn a plain scalar into what is wanted; it stays text where it does not fit."""
    if "json" in wanted:
        return _literal(typed)
    if "null" in wanted and typed in _NULLS:
        return None
    if "boolean" in wanted and typed in _BOOLEANS:
        return _BOOLEANS[typed]
    if "integer" in wanted and _INTEGER.fullmatch(typed):
        return _integer(typed)
    if "number" in wanted:
        return _number(typed)
    return typed


def _literal(typed: str) -> Json:
    return _LITERALS[typed] if typed in _LITERALS else _number(typed)


def _number(typed: str) -> Json:
    if len(typed) > _LENGTH or not _JSON_NUMBER.fullmatch(typed):
        return typed
    if _JSON_INTEGER.fullmatch(typed):
        return _integer(typed)
    number = float(typed)
    return typed if number in (float("inf"), float("-inf")) else number


def _integer(typed: str) -> int | str:
    if len(typed) > _DIGITS:
        return typed
    number = int(typed)
    return number if -_WIDEST <= number < _WIDEST else typed
