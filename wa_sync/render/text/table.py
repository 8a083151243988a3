"""Rows in columns, for things that fit on a line; and sheets, for one thing."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from wa_sync.render.columns import width
from wa_sync.render.sinks.terminal import Text
from wa_sync.render.style import Role


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from wa_sync.render.style import Style

    Cell: TypeAlias = str | None

WIDEST = 40
"""Columns of a cell of a table; a longer text is cut there. A sheet shows it whole.

Ids of Graph take 16 columns, those of the gateway 36.
"""
_MOST = 4 * WIDEST  # characters that are tried: some take no column
_GAP = Text("  ")
_UNTOLD = Text("–")
_ROLES: Mapping[str, Role] = {
    "GREEN": Role.ADDED,
    "YELLOW": Role.WARNING,
    "RED": Role.ERROR,
}


def table(
    head: Sequence[str], rows: Sequence[Sequence[Cell]], style: Style
) -> Iterator[Text]:
    """Yield a head and a line for each row; a cell that is None was not told."""
    shown = [[_cell(cell) for cell in row] for row in rows]
    wide = [
        max(width(row[at]) for row in ([*map(Text.made, head)], *shown))
        for at in range(len(head))
    ]
    yield style.paint(Role.FAINT, _line([*map(Text.made, head)], wide))
    for row, cells in zip(rows, shown, strict=True):
        painted = [_painted(*both, style) for both in zip(row, cells, strict=True)]
        yield _line(painted, wide, [width(cell) for cell in cells])


def sheet(rows: Sequence[tuple[str, Cell]], style: Style) -> Iterator[Text]:
    """Yield a line for each thing that can be told about something."""
    widest = max(width(name) for name, _ in rows)
    for name, value in rows:
        shown = _UNTOLD if value is None else Text.made(value)
        label = Text.made(name) + Text(" ") * (widest - width(name))
        yield style.paint(Role.FAINT, label) + _GAP + _painted(value, shown, style)


def _cell(value: Cell) -> Text:
    """Make a value harmless, and cut it where it is too wide even for that."""
    if value is None:
        return _UNTOLD
    whole = Text.made(value)
    if width(whole) <= WIDEST:
        return whole
    shorter = (Text.made(value[:end]) for end in range(_MOST, 0, -1))
    return next(one for one in shorter if width(one) < WIDEST) + Text("…")


def _painted(value: Cell, shown: Text, style: Style) -> Text:
    role = _ROLES.get(value or "")
    return shown if role is None else style.paint(role, shown)


def _line(
    cells: Sequence[Text], wide: Sequence[int], lengths: Sequence[int] | None = None
) -> Text:
    """Join cells, each filled up to its column; paint takes no columns."""
    taken = lengths if lengths is not None else [width(cell) for cell in cells]
    filled = [
        cell + Text(" ") * (column - length)
        for cell, column, length in zip(cells, wide, taken, strict=True)
    ]
    return _GAP.join(filled).rstrip()
