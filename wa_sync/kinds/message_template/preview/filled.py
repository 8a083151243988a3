"""A text with its variables filled in, and which of it is theirs."""

from __future__ import annotations

from bisect import bisect
from itertools import islice
from operator import attrgetter
from typing import TYPE_CHECKING, NamedTuple

from wa_sync.kinds.message_template.preview import markup
from wa_sync.kinds.message_template.spec import variables
from wa_sync.model.bubble import Line, Origin, Run


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from wa_sync.model.bubble import Mark


class Part(NamedTuple):
    """A stretch of the text from one origin; ``name`` is that of a variable."""

    start: int
    end: int
    origin: Origin
    name: str = ""


class Filled(NamedTuple):
    """A text as it is sent, and its parts, which follow each other without a gap."""

    text: str
    parts: tuple[Part, ...]


def fill(
    text: str, examples: Mapping[str, str], origin: Origin = Origin.WRITTEN
) -> Filled:
    """Put sample values into a text; a variable without one stays as it is."""
    said: list[str] = []
    parts: list[Part] = []
    size = at = 0

    def add(piece: str, part_of: Origin, name: str = "") -> None:
        nonlocal size
        if piece:
            said.append(piece)
            parts.append(Part(size, size + len(piece), part_of, name))
            size += len(piece)

    for one in variables(text):
        add(text[at : one.start], origin)
        given = examples.get(one.name)
        whole = text[one.start : one.end]
        add(given or whole, Origin.EXAMPLE if given else Origin.MISSING, one.name)
        at = one.end
    add(text[at:], origin)
    return Filled("".join(said), tuple(parts))


def plain(filled: Filled) -> tuple[Run, ...]:
    """Cut into runs on one line; a line end inside becomes a blank, as in a label."""
    text = filled.text.replace("\n", " ")
    return tuple(_cut(filled._replace(text=text), 0, len(text), frozenset()))


def rich(filled: Filled) -> tuple[Line, ...]:
    """Cut into lines of runs, by WhatsApp's formatting of what is sent."""
    return tuple(
        Line(
            tuple(
                run for stretch in parsed.stretches for run in _cut(filled, *stretch)
            ),
            parsed.shape,
            parsed.number,
        )
        for parsed in markup.read(filled.text)
    )


def _cut(filled: Filled, start: int, end: int, marks: frozenset[Mark]) -> Iterator[Run]:
    first = bisect(filled.parts, start, key=attrgetter("end"))
    for part in islice(filled.parts, first, None):
        low, high = max(start, part.start), min(end, part.end)
        if low >= high:
            break
        yield Run(filled.text[low:high], marks, part.origin, part.name)
