"""Two texts → lines and words that stayed, went and came, as values.

Lines are compared as they are, but handed out harmless (``terminal.Text``):
cutting a line into words must not put a broken command together again. Blanks at
the end of a line and empty lines carry marks, since they count and cannot be seen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING

from wa_sync.render.sinks.terminal import Text


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from difflib import SequenceMatcher

_TOKENS = re.compile(r"\{\{[^{}]*\}\}|‹U\+[0-9A-F]+›|\w+|\s|.", re.DOTALL)
_MOST_TOKENS = 4000  # beyond that, words take seconds and nobody reads them
_LIKE_ENOUGH = 0.35  # below that, marking words is noisier than marking lines


class Kind(Enum):
    """What became of a stretch of text."""

    SAME = " "
    REMOVED = "-"
    ADDED = "+"


@dataclass(frozen=True, slots=True)
class Segment:
    """A stretch of a line."""

    kind: Kind
    text: Text


@dataclass(frozen=True, slots=True)
class Line:
    """A line; one that was removed or added may hold words that stayed."""

    kind: Kind
    segments: tuple[Segment, ...]

    @property
    def text(self) -> Text:
        """The whole line."""
        return Text("").join(segment.text for segment in self.segments)


@lru_cache(maxsize=1024)
def compare(before: str, after: str) -> tuple[Line, ...]:
    """Compare line by line, and changed lines word by word.

    Kept, since a run that writes several formats asks for each.
    """
    old, new = before.split("\n"), after.split("\n")
    lines: list[Line] = []
    matcher = _matcher(old, new)
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag == "equal":
            lines += (_whole(Kind.SAME, line) for line in old[start:end])
        elif tag == "replace":
            lines += _words(old[start:end], new[new_start:new_end])
        else:
            lines += (_whole(Kind.REMOVED, line) for line in old[start:end])
            lines += (_whole(Kind.ADDED, line) for line in new[new_start:new_end])
    return tuple(lines)


def _matcher(old: Sequence[str], new: Sequence[str]) -> SequenceMatcher[str]:
    from difflib import SequenceMatcher

    return SequenceMatcher(None, old, new, autojunk=False)


def shown(line: str) -> Text:
    """Return a line of a text, harmless, with its end made visible."""
    bare = line.rstrip(" ")
    return Text.escape(bare) + Text("·") * (len(line) - len(bare))


def _whole(kind: Kind, line: str) -> Line:
    text = shown(line) or Text("" if kind is Kind.SAME else "↵")
    return Line(kind, (Segment(kind, text),))


def _words(before: Sequence[str], after: Sequence[str]) -> Iterator[Line]:
    """Compare a block of lines as one stream of words: wrapping is no change."""
    old = _TOKENS.findall("\n".join(map(shown, before)))
    new = _TOKENS.findall("\n".join(map(shown, after)))
    matcher = _matcher(old, new)
    if len(old) + len(new) > _MOST_TOKENS or matcher.ratio() < _LIKE_ENOUGH:
        yield from (_whole(Kind.REMOVED, line) for line in before)
        yield from (_whole(Kind.ADDED, line) for line in after)
        return
    removed: list[Segment] = []
    added: list[Segment] = []
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        one, other = _part(old[start:end]), _part(new[new_start:new_end])
        stays = tag == "equal" and (one.strip() or not removed)
        removed.append(Segment(Kind.SAME if stays else Kind.REMOVED, one))
        added.append(Segment(Kind.SAME if stays else Kind.ADDED, other))
    yield from _lines(Kind.REMOVED, removed)
    yield from _lines(Kind.ADDED, added)


def _part(words: Sequence[str]) -> Text:
    """Join words that were cut out of harmless lines, whose ends must stay ends."""
    return Text("".join(words))


def _lines(kind: Kind, segments: Sequence[Segment]) -> Iterator[Line]:
    """Cut a stream of segments at its line ends."""
    line: list[Segment] = []
    for segment in segments:
        first, *rest = segment.text.split("\n")
        line.append(Segment(segment.kind, _part([first])))
        for text in rest:
            yield Line(kind, _tidy(kind, line))
            line = [Segment(segment.kind, _part([text]))]
    yield Line(kind, _tidy(kind, line))


def _tidy(kind: Kind, line: Sequence[Segment]) -> tuple[Segment, ...]:
    """Drop empty segments and join neighbours of one kind."""
    tidy: list[Segment] = []
    for segment in line:
        if tidy and tidy[-1].kind is segment.kind:
            tidy[-1] = Segment(segment.kind, tidy[-1].text + segment.text)
        elif segment.text:
            tidy.append(segment)
    return tuple(tidy) or (Segment(kind, Text("↵")),)
