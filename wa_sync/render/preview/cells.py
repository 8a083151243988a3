"""Text set in columns of a terminal: made harmless, painted, broken at blanks.

What a text holds is escaped as a whole, since a runner's command may begin in one
stretch and end in another; each row has to stand behind something of ours.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

from wa_sync.model.bubble import Mark, Origin, Run
from wa_sync.render.columns import width
from wa_sync.render.sinks import terminal
from wa_sync.render.sinks.terminal import Text
from wa_sync.render.style import Role


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from wa_sync.render.style import Style


_MARKS = {
    Mark.BOLD: Role.STRONG,
    Mark.ITALIC: Role.ITALIC,
    Mark.STRUCK: Role.STRUCK,
    Mark.CODE: Role.CODE,
    Mark.MONO: Role.CODE,
}
_ORIGINS = {Origin.EXAMPLE: Role.SAMPLE, Origin.MISSING: Role.WARNING}
_JOINER = "\u200d"


class Cell(NamedTuple):
    """What is shown for one character: how wide it is, and how it is painted."""

    shown: str
    columns: int
    roles: tuple[Role, ...] = ()


class Row(NamedTuple):
    """One row of a terminal, and how many columns of it are taken."""

    text: Text
    columns: int


def rows(
    runs: Iterable[Run], columns: int, style: Style, *roles: Role
) -> Iterator[Row]:
    """Break runs into rows of so many columns; ``roles`` paint all of it.

    Without paint the signs of the formatting are shown: it would be lost otherwise.
    """
    given = list(runs) if style.coloured else list(signed(runs))
    shown = terminal.cells("".join(run.text for run in given))
    cells: list[Cell] = []
    at = 0
    for run in given:
        painted = (*roles, *_roles(run))
        pieces = shown[at : at + len(run.text)]
        cells += (Cell(piece, width(piece), painted) for piece in pieces)
        at += len(run.text)
    yield from (_row(part, style) for part in _broken(cells, columns))


def signed(runs: Iterable[Run]) -> Iterator[Run]:
    """Write the signs of the formatting around what it sets, nested."""
    opened: list[Mark] = []
    for run in runs:
        while not run.marks.issuperset(opened):
            yield Run(opened.pop().value)
        for mark in Mark:
            if mark in run.marks and mark not in opened:
                opened.append(mark)
                yield Run(mark.value)
        yield run
    yield from (Run(mark.value) for mark in reversed(opened))


def _roles(run: Run) -> tuple[Role, ...]:
    marks = tuple(role for mark, role in _MARKS.items() if mark in run.marks)
    origin = _ORIGINS.get(run.origin)
    return (*marks, origin) if origin else marks


def _row(cells: Sequence[Cell], style: Style) -> Row:
    parts = [
        _painted("".join(cell.shown for cell in alike), roles, style)
        for roles, alike in groupby(cells, key=lambda cell: cell.roles)
    ]
    return Row(Text("").join(parts), sum(cell.columns for cell in cells))


def _painted(shown: str, roles: tuple[Role, ...], style: Style) -> Text:
    text = Text(shown)  # harmless: it is what the sink said is shown
    for role in roles:
        text = style.paint(role, text)
    return text


def _broken(cells: Sequence[Cell], columns: int) -> Iterator[Sequence[Cell]]:
    """Break at the last blank that fits, or in the middle of what is too long."""
    start = 0
    while True:
        end, taken = start, 0
        while end < len(cells) and taken + cells[end].columns <= columns:
            taken += cells[end].columns
            end += 1
        next_one = end
        if end < len(cells):
            blank = _last_blank(cells, start, end)
            end = _between(cells, start, end) if blank is None else blank
            next_one = end if blank is None else blank + 1
        yield cells[start:end]
        start = next_one
        if start == len(cells):
            return


def _last_blank(cells: Sequence[Cell], start: int, end: int) -> int | None:
    places = (at for at in range(end, start, -1) if cells[at].shown == " ")
    return next(places, None)


def _between(cells: Sequence[Cell], start: int, end: int) -> int:
    """Find where no letter is parted from what belongs to it; at least one goes."""
    for at in range(end, start, -1):
        if cells[at].columns and cells[at - 1].shown != _JOINER:
            return at
    return max(end, start + 1)
