"""A span as an excerpt of its file, with a gutter and carets under what is meant.

Columns are those of the terminal: wide letters count two, combining ones none, and
a tab in the source stays a tab in the line of carets. A line that is too long is
shown around the span.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.render.columns import width
from wa_sync.render.sinks.terminal import Text, cells, line
from wa_sync.render.style import Role


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wa_sync.model.source import Span
    from wa_sync.render.style import Style

_WIDEST = 100  # columns of source shown
_LEAD = 30  # columns kept before a span that starts far to the right
_TALLEST = 4  # lines of a span shown whole


def margin(span: Span) -> str:
    """Return the blanks that are as wide as the line numbers of an excerpt."""
    return " " * len(str(_last_line(span)))


def lines(span: Span, role: Role, style: Style) -> Iterator[Text]:
    """Write where the span is, and the excerpt."""
    blanks = margin(span)
    arrow = style.paint(Role.INFO, "-->")
    place = (span.file.path, span.line, span.column)
    yield line("{}{} {}:{}:{}", blanks, arrow, *place)
    source = span.file.text.split("\n")
    if span.line > len(source):
        return
    bar = style.paint(Role.INFO, "|")
    yield line("{} {}", blanks, bar)
    if _last_line(span) == span.line:
        yield from _single(span, source[span.line - 1], role, style)
    else:
        yield from _several(span, source, role, style)
    yield line("{} {}", blanks, bar)


def _last_line(span: Span) -> int:
    """The last line that holds something of the span."""
    source = span.file.text.split("\n")
    last = min(span.end_line, len(source))
    if last == span.end_line and span.end_column == 1:
        last -= 1
    while last > span.line and not source[last - 1].strip():
        last -= 1
    return max(last, span.line)


def _single(span: Span, text: str, role: Role, style: Style) -> Iterator[Text]:
    start = span.column - 1
    whole = span.end_line == span.line
    end = span.end_column - 1 if whole else len(text.rstrip())
    shown, before, under = _window(text, start, max(end, start + 1))
    number = style.paint(Role.INFO, f"{span.line} |")
    bar = style.paint(Role.INFO, "|")
    yield line("{} {}", number, shown).rstrip()
    below = style.paint(role, under)
    yield line("{} {} {}{}", margin(span), bar, before, below)


def _several(
    span: Span, source: Sequence[str], role: Role, style: Style
) -> Iterator[Text]:
    last = _last_line(span)
    numbers = list(range(span.line, last + 1))
    if len(numbers) > _TALLEST:
        numbers = [*numbers[:2], 0, last]
    blanks = len(str(last))
    for number in numbers:
        if not number:
            yield line("{} {}", "…".rjust(blanks), style.paint(role, "│"))
            continue
        corner = {span.line: "╭", last: "╰"}.get(number, "│")
        shown, _, _ = _window(source[number - 1], 0, 1)
        left = style.paint(Role.INFO, f"{number:>{blanks}} |")
        yield line("{} {} {}", left, style.paint(role, corner), shown).rstrip()


def _window(text: str, start: int, end: int) -> tuple[Text, Text, str]:
    """Return the part shown, the blanks up to the span, and the carets under it.

    ``start`` and ``end`` count characters from 0.
    """
    there = [
        cell if char != "\t" else "\t"
        for cell, char in zip(cells(text), text, strict=True)
    ]
    first = _first_shown(there, start)
    last = _last_shown(there, first)
    shown = "".join(there[first:last])
    head, tail = "…" if first else "", "…" if last < len(there) else ""
    before = head + "".join(there[first : min(start, last)])
    covered = "".join(there[start : min(end, last)])
    blanks = "".join("\t" if char == "\t" else " " * width(char) for char in before)
    carets = "^" * max(_columns(covered), 1)
    return Text(f"{head}{shown}{tail}"), Text(blanks), carets


def _columns(text: str) -> int:
    return width(text.replace("\t", " "))


def _first_shown(there: Sequence[str], start: int) -> int:
    """Leave out the beginning if the span would stand outside the window."""
    if _columns("".join(there)) <= _WIDEST:
        return 0
    if _columns("".join(there[:start])) <= _WIDEST - _LEAD:
        return 0
    first, room = start, _LEAD
    while first > 0 and room > 0:
        first -= 1
        room -= _columns(there[first])
    return first


def _last_shown(there: Sequence[str], first: int) -> int:
    room, last = _WIDEST, first
    while last < len(there) and room >= _columns(there[last]):
        room -= _columns(there[last])
        last += 1
    return last
