"""What stands between two values: blanks, empty lines, comments and indicators."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from collections.abc import Sequence


_ENDS = ("---", "...")
_MARKS = (*_ENDS, "%")
_TRIVIA = re.compile(r"(?:[ \t\n]|(?<![^ \t\n])#[^\n]*+)*+")
_BETWEEN = re.compile(r"(?:[ \t\n,]|(?<![^ \t\n,])#[^\n]*+)*+")
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


def parted(
    lines: Sequence[Line], around: int, inside: int | None
) -> tuple[Sequence[Line], Sequence[Line]]:
    """Divide what stands behind an entry into what belongs to it, and the rest.

    To an entry that is a block at the column ``inside`` belong the comments that are
    no further out, up to the first that is no further in than the entry, which is
    ``around``: that one, and all behind it, belong to what follows.
    """
    taken = 0
    for i, line in enumerate(lines):
        if line.text:
            if inside is None or line.column <= around or line.column < inside:
                break
            taken = i + 1
    return lines[:taken], lines[taken:]


def column(text: str, index: int) -> int:
    """Return the column of a character, from 0."""
    return index - text.rfind("\n", 0, index) - 1


def to_document(stretch: str) -> tuple[str, tuple[Line, ...], list[str]]:
    """Take apart what stands between two documents.

    Return what ends the line of the first, what belongs to it, and, from the first
    marker or directive on, what belongs to the second.
    """
    first, *rest = stretch.split("\n")
    marker = next((i for i, line in enumerate(rest) if line.startswith(_MARKS)), None)
    if marker is None:
        between = gap(stretch, 0, len(stretch))
        return between.end, between.lines, []
    behind = "\n".join([first, *rest[:marker], ""])
    between = gap(behind, 0, len(behind))
    head: list[str] = []
    # what follows the last line feed is the beginning of what comes next
    for line in rest[marker:] if rest[-1].strip() else rest[marker:-1]:
        bare = line.strip()
        if bare or not head[-1].startswith(_ENDS):
            head.append(bare)
    return between.end, between.lines, head


def tidy(lines: Sequence[str], *, first: bool = False) -> list[str]:
    """Return lines with never two empty ones together, and none at the beginning.

    Unless it is the ``first`` of its block, an entry may have an empty line above.
    """
    found: list[str] = []
    for line in lines:
        if line or (found[-1] if found else not first):
            found.append(line)
    return found
