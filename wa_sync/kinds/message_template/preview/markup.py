"""WhatsApp's formatting of a body: which signs are no text, and what they set how.

``*bold*``, ``_italic_`` and ``~struck~`` begin and end at the border of a word, and on
one line; one inside another nests, and they never overlap. Nothing is read inside
three backticks, which may be lines apart, nor inside single ones, which may not. A
line that begins with ``> ``, ``* ``, ``- `` or ``1. `` is a quotation or an item of a
list. Sources: the help of WhatsApp's apps (2024-02); mautrix-whatsapp, which reads the
same (2026).
"""

from __future__ import annotations

import re
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from wa_sync.model.bubble import Mark, Shape


if TYPE_CHECKING:
    from collections.abc import Iterator


_LITERAL = re.compile(r"```(?!\s*```)(?:[^`]++|`(?!``))++```|`(?!\s*`)[^`\n]++`")
_MASK = "\ufffc"  # neither a blank, nor a letter, nor a sign
_BEGIN = re.compile(r"(?P<quote>> )|(?P<bullet>[*-] )|(?P<number>[0-9]{1,3})\. ")
_SHAPES = {"quote": Shape.QUOTE, "bullet": Shape.BULLET, "number": Shape.NUMBERED}
_SIGNS = {mark.value: mark for mark in (Mark.BOLD, Mark.ITALIC, Mark.STRUCK)}

_NONE: frozenset[Mark] = frozenset()


class Stretch(NamedTuple):
    """A stretch of the text, from ``start`` up to ``end``, that is set alike."""

    start: int
    end: int
    marks: frozenset[Mark]


class Parsed(NamedTuple):
    """A line of the text without its signs; ``number`` as it was written."""

    stretches: tuple[Stretch, ...]
    shape: Shape = Shape.PLAIN
    number: str = ""


def read(text: str) -> tuple[Parsed, ...]:
    """Read a body line by line; what is no formatting stays as it is written."""
    # per character how it is set, None for a sign that is not shown
    marks: list[frozenset[Mark] | None] = [_NONE] * len(text)
    for literal in _LITERAL.finditer(text):
        _quote(*literal.span(), literal[0], marks)
    masked = _LITERAL.sub(lambda literal: _MASK * len(literal[0]), text)
    return tuple(_lines(text, masked, marks))


def _quote(
    start: int, end: int, literal: str, marks: list[frozenset[Mark] | None]
) -> None:
    mark = Mark.MONO if literal.startswith("```") else Mark.CODE
    size = len(mark.value)
    marks[start:end] = [frozenset({mark})] * (end - start)
    marks[start : start + size] = marks[end - size : end] = [None] * size


def _lines(
    text: str, masked: str, marks: list[frozenset[Mark] | None]
) -> Iterator[Parsed]:
    start = 0
    for line in text.split("\n"):
        end = start + len(line)
        begun = _BEGIN.match(masked, start, end)
        if begun is not None and text[begun.end() : end].strip():
            inside = begun.end()
            shape, number = _SHAPES[begun.lastgroup or ""], begun["number"] or ""
        else:
            inside, shape, number = start, Shape.PLAIN, ""
        _emphasise(masked, (inside, end), _NONE, marks)
        yield Parsed(tuple(_stretches(marks, inside, end)), shape, number)
        start = end + 1


def _emphasise(
    masked: str,
    where: tuple[int, int],
    within: frozenset[Mark],
    marks: list[frozenset[Mark] | None],
) -> None:
    """Set what stands between pairs of signs, and what is nested there."""
    at, end = where
    # signs that nothing closes any more: long texts stay quick
    hopeless: set[Mark] = set()
    while at < end:
        sign = masked[at]
        mark = _SIGNS.get(sign)
        if mark and mark not in within | hopeless and _opens(masked, at):
            closing = _closing(masked, at, end)
            if closing is not None:
                marks[at] = marks[closing] = None
                for place in range(at + 1, closing):
                    old = marks[place]
                    marks[place] = None if old is None else old | {mark}
                _emphasise(masked, (at + 1, closing), within | {mark}, marks)
                at = closing
            else:
                hopeless.add(mark)
        at += 1


def _opens(masked: str, at: int) -> bool:
    """Whether a word begins after the sign."""
    after = masked[at + 1 : at + 2]
    return not (masked[at - 1 : at].isalnum() or after in ("", masked[at])) and (
        not after.isspace()
    )


def _closing(masked: str, at: int, end: int) -> int | None:
    """Find where the sign stands again, at the end of a word."""
    found = masked.find(masked[at], at + 2, end)
    while found >= 0:
        before, after = masked[found - 1], masked[found + 1 : found + 2]
        if not (before.isspace() or after.isalnum()):
            return found
        found = masked.find(masked[at], found + 1, end)
    return None


def _stretches(
    marks: list[frozenset[Mark] | None], start: int, end: int
) -> Iterator[Stretch]:
    for alike, places in groupby(range(start, end), key=marks.__getitem__):
        first, *rest = places
        if alike is not None:
            yield Stretch(first, first + len(rest) + 1, alike)
