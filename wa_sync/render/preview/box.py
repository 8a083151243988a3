"""A box of a terminal: rows of one width between two borders."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.render.columns import width
from wa_sync.render.preview import cells
from wa_sync.render.sinks.terminal import Text, line


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wa_sync.model.bubble import Run
    from wa_sync.render.style import Role, Style


class Box:
    """Collects rows of so many columns; ``from_the_right`` sets them to that side."""

    def __init__(
        self, columns: int, style: Style, *, from_the_right: bool = False
    ) -> None:
        """Begin with an empty box."""
        self._columns = columns
        self._style = style
        self._from_the_right = from_the_right
        self._rows: list[Text] = []

    def write(
        self, runs: Iterable[Run], *roles: Role, before: Text | None = None
    ) -> None:
        """Write runs into as many rows as they take, each behind ``before``."""
        start = before or Text("")
        room = self._columns - width(start)
        for row in cells.rows(runs, room, self._style, *roles):
            blank = Text(" ") * (room - row.columns)
            if self._from_the_right:
                end = Text("").join(reversed(start))
                self._rows.append(line("│ {}{}{} │", blank, row.text, end))
            else:
                self._rows.append(line("│ {}{}{} │", start, row.text, blank))

    def middle(self, runs: Iterable[Run], *roles: Role) -> None:
        """Write runs in the middle of their rows."""
        for row in cells.rows(runs, self._columns, self._style, *roles):
            left = Text(" ") * ((self._columns - row.columns) // 2)
            rest = Text(" ") * (self._columns - row.columns - len(left))
            self._rows.append(line("│ {}{}{} │", left, row.text, rest))

    def rule(self) -> None:
        """Draw a line across."""
        self._rows.append(self._across("├", "┤"))

    def rows(self) -> Iterator[Text]:
        """Return the whole box."""
        yield self._across("╭", "╮")
        yield from self._rows
        yield self._across("╰", "╯")

    def _across(self, left: str, right: str) -> Text:
        return line("{}{}{}", left, Text("─") * (self._columns + 2), right)
