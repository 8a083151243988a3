"""The script, carried out: every screen on the way, and what the terminal holds after.

What is shown is what the shell and wa-sync wrote. Only how long a screen stays is made
up here, since nobody could read along at the speed of a machine.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from session.shell import MORE, PROMPT, shell


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from pyte.screens import Char

    from session.script import Moment, Script, Step
    from session.shell import Screen, Shell

KEYS: Final = 2
"""How many keys are pressed between two screens: half the size of the picture."""
KEY, ENTER, LINE = 0.04, 0.4, 0.3
"""Seconds that a key takes, that a typed line stays, and that a new line is read."""
LEAST, LAST = 1.2, 8.0
"""Seconds that any answer stays at least, and that the last screen does."""


@dataclass(frozen=True, slots=True)
class Frame:
    """A screen, where its cursor is (column, row), and how many seconds it stays."""

    rows: tuple[tuple[Char, ...], ...]
    cursor: tuple[int, int] | None
    hold: float


@dataclass(frozen=True, slots=True)
class Recording:
    """All screens in their order, and the text of the whole session."""

    frames: tuple[Frame, ...]
    text: str


def record(script: Script) -> Recording:
    """Type the script into a shell; RuntimeError where it goes another way."""
    with shell(script) as there:
        there.until(_before_cursor(PROMPT))
        frames = [_frame(there.screen, LEAST)]
        for step in script.steps:
            frames += _done(there, step)
        text = "".join(f"{line}\n" for line in _lines(there.screen))
    return Recording((*frames[:-1], replace(frames[-1], hold=LAST)), text)


def _done(there: Shell, step: Step) -> Iterator[Frame]:
    """Type a command, and whatever it asks for."""
    *first, last = step.types.splitlines()
    for line in first:
        yield from _typed(there, line)
        there.until(_before_cursor(MORE))
    yield from _typed(there, last)
    for moment in step.then:
        yield from _passed(there, moment)
    before = _height(there.screen)
    there.until(_before_cursor(PROMPT))
    yield _frame(there.screen, _reading(there, before, step.hold))


def _passed(there: Shell, moment: Moment) -> Iterator[Frame]:
    before = _height(there.screen)
    there.until(_before_cursor(moment.until))
    yield _frame(there.screen, _reading(there, before, moment.hold))
    if moment.behind is not None:
        there.desk.run(moment.behind)
    if moment.types is not None:
        yield from _typed(there, moment.types)


def _typed(there: Shell, line: str) -> Iterator[Frame]:
    """Press the keys of a line, each when the one before shows, and then Enter."""
    before, height = there.screen.before_cursor, _height(there.screen)
    for count, key in enumerate(line, start=1):
        there.press(key)
        there.until(_before_cursor(before + line[:count]))
        if count % KEYS == 0 or count == len(line):
            yield _frame(there.screen, ENTER if count == len(line) else KEY * KEYS)
    there.press("\r")
    there.until(lambda screen: _height(screen) > height)


def _before_cursor(text: str) -> Callable[[Screen], bool]:
    """Say whether a text is all that stands there; … in it stands for anything."""
    pattern = re.compile(".*".join(map(re.escape, text.split("…"))))
    return lambda screen: pattern.fullmatch(screen.before_cursor) is not None


def _reading(there: Shell, before: int, hold: float | None) -> float:
    """Return for how long new lines are looked at."""
    if hold is not None:
        return hold
    return LEAST + LINE * (_height(there.screen) - before)


def _height(screen: Screen) -> int:
    """Return in which line the cursor is, counted from the first of the session."""
    return len(screen.history.top) + int(screen.cursor.y)


def _frame(screen: Screen, hold: float) -> Frame:
    rows = tuple(_chars(screen.buffer[y], screen.columns) for y in range(screen.lines))
    cursor = None if screen.cursor.hidden else (screen.cursor.x, screen.cursor.y)
    return Frame(rows, cursor, round(hold, 3))


def _chars(row: Mapping[int, Char], columns: int) -> tuple[Char, ...]:
    return tuple(row[x] for x in range(columns))


def _lines(screen: Screen) -> Iterator[str]:
    """Yield every line from the first to the last prompt, which is empty."""
    gone = [_chars(row, screen.columns) for row in screen.history.top]
    for row in (*gone, *(_frame(screen, 0).rows[: screen.cursor.y])):
        yield "".join(one.data for one in row).rstrip()
