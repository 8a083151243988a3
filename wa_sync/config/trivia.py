"""What stands between two values: blanks, empty lines, comments and indicators."""

from __future__ import annotations

import re
from dataclasses import dataclass


_TRIVIA = re.compile(r"(?:[ \t\n]|(?<![^ \t\n])#[^\n]*)*")
_BETWEEN = re.compile(r"(?:[ \t\n,]|(?<![^ \t\n,])#[^\n]*)*")
_COMMENT = re.compile(r"(?:^|(?<=[ \t]))#.*")


@dataclass(frozen=True, slots=True)
class Line:
    """A comment on a line of its own, or an empty line, whose text is empty."""

    column: int
    text: str


@dataclass(frozen=True, slots=True)
class Gap:
    """What stands between two values that has to stay.

    ``end`` is the comment on the line of the first, with the blanks before it.
    """

    end: str
    lines: tuple[Line, ...]


def past_trivia(text: str, index: int) -> int:
    """Return where the next thing that is no blank and no comment stands."""
    match = _TRIVIA.match(text, index)
    return index if match is None else match.end()


def indicator(text: str, index: int, sign: str) -> int | None:
    """Return where an indicator stands, if it is the next thing."""
    match = _BETWEEN.match(text, index)
    found = index if match is None else match.end()
    return found if text.startswith(sign, found) else None


def gap(text: str, start: int, end: int) -> Gap:
    """Take apart what stands between two characters."""
    first, *rest = text[start:end].split("\n")
    lines = [line for line in map(_line, rest[:-1]) if line is not None]
    # the last is the line of what follows, or of nothing at the end of the file
    last = _line(rest[-1]) if rest else None
    if last is not None and last.text:
        lines.append(last)
    return Gap(_ending(first), tuple(lines))


def _line(line: str) -> Line | None:
    match = _COMMENT.search(line)
    if match is not None:
        return Line(match.start(), match[0].rstrip())
    return None if line.strip() else Line(0, "")


def _ending(line: str) -> str:
    match = _COMMENT.search(line)
    if match is None:
        return ""
    before = line[: match.start()]
    blanks = before[len(before.rstrip()) :].replace("\t", "  ") or " "
    return f"{blanks}{match[0].rstrip()}"


def tidy(lines: list[str]) -> list[str]:
    """Return lines without empty ones at the beginning, and never two together."""
    found: list[str] = []
    for line in lines:
        if line or (found and found[-1]):
            found.append(line)
    return found
