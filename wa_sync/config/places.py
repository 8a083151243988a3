"""Where every key and value of a file stands, in eight bytes each.

The parser's events come in a fixed order, so two numbers an event are enough: for a
scalar its start and end, for a container its start and the number of the event
after its last. Lines, columns and the way to a value are worked out when a place is
asked for, which is rare.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from typing import TYPE_CHECKING

from wa_sync.config.syntax import scalar_text
from wa_sync.model.source import Span


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from wa_sync.model.source import Pointer, SourceFile


CONTAINER = 1 << 30
MAPPING = 1 << 29
ALIAS = 1 << 31
INDEX = MAPPING - 1
"""The three marks above share a number with a character index below this."""


class Lines:
    """A file whose lines can be counted."""

    __slots__ = ("_starts", "file")

    def __init__(self, file: SourceFile) -> None:
        """Keep the file; its lines are counted when a place is asked for."""
        self.file = file
        self._starts: array[int] | None = None

    def span(self, start: int, end: int) -> Span:
        """Return the stretch between two character indexes (the end is exclusive)."""
        line, column = self._position(start)
        end_line, end_column = self._position(end)
        return Span(self.file, line, column, end_line, end_column)

    def _position(self, index: int) -> tuple[int, int]:
        if self._starts is None:
            self._starts = array("I", _line_starts(self.file.text))
        line = bisect_right(self._starts, index)
        return line, index - self._starts[line - 1] + 1


def _line_starts(text: str) -> Iterator[int]:
    start = 0
    while True:
        yield start
        start = text.find("\n", start) + 1
        if not start:
            return


class Marks:
    """What the events of one file left behind, by the number of the event."""

    __slots__ = ("_children", "_fields", "lines", "seconds", "starts")

    def __init__(self, lines: Lines) -> None:
        """Begin with no event."""
        self.lines = lines
        self.starts: array[int] = array("I")
        self.seconds: array[int] = array("I")
        self._children: dict[int, Sequence[int]] = {}
        self._fields: dict[int, Mapping[str, tuple[int, int]]] = {}

    def span(self, node: int) -> Span:
        """Return the place of a node."""
        start = self.starts[node]
        if start & CONTAINER:
            end = self._end(node)
        else:
            end = self.seconds[node] if not start & ALIAS else self._word(start & INDEX)
        start &= INDEX
        text = self.lines.file.text
        while end > start and text[end - 1] in " \n":
            end -= 1
        return self.lines.span(start, end)

    def _end(self, node: int) -> int:
        last = self.seconds[node] - 1
        start = self.starts[last]
        if start & ALIAS:
            return self._word(start & INDEX)
        if not start & CONTAINER:
            return self.seconds[last]
        start &= INDEX
        return (
            start + 2
            if self.lines.file.text[start + 1 : start + 2] in "]}"
            else start + 1
        )

    def _word(self, start: int) -> int:
        text = self.lines.file.text
        end = start
        while end < len(text) and text[end] not in " \t\n,]}":
            end += 1
        return end

    def child(self, node: int, step: str | int) -> tuple[int | None, int] | None:
        """Return the events of the key (in a mapping) and of the value at a step."""
        node = self._target(node)
        start = self.starts[node]
        if not start & CONTAINER:
            return None
        if isinstance(step, str):
            return self.fields(node).get(step) if start & MAPPING else None
        if start & MAPPING:
            return None
        children = self._children.get(node)
        if children is None:
            children = array("I", self.children(node, self.seconds[node]))
            self._children[node] = children
        return (None, children[step]) if step < len(children) else None

    def children(self, node: int, end: int) -> Iterator[int]:
        """Yield the events directly below a container, up to the event ``end``."""
        node += 1
        while node < end:
            yield node
            node = self.seconds[node] if self.starts[node] & CONTAINER else node + 1

    def fields(self, node: int) -> Mapping[str, tuple[int, int]]:
        """Return the key and value events of a mapping, merged ones included."""
        fields = self._fields.get(node)
        if fields is None:
            fields = self._fields[node] = self._read_fields(node)
        return fields

    def _read_fields(self, node: int) -> Mapping[str, tuple[int, int]]:
        own: dict[str, tuple[int, int]] = {}
        merged: list[int] = []
        events = self.children(node, self.seconds[node])
        for key, value in zip(events, events, strict=False):
            if self.source(key) == "<<":
                merged.append(value)
            else:
                own[self.key_text(key)] = (key, value)
        for value in merged:
            for target in self._merged(value):
                own = {**self.fields(target), **own}
        return own

    def _merged(self, value: int) -> Iterator[int]:
        value = self._target(value)
        start = self.starts[value]
        if start & MAPPING:
            yield value
        elif start & CONTAINER:
            for item in self.children(value, self.seconds[value]):
                target = self._target(item)
                if self.starts[target] & MAPPING:
                    yield target

    def _target(self, node: int) -> int:
        # an alias without an anchor points at itself
        while self.starts[node] & ALIAS and self.seconds[node] != node:
            node = self.seconds[node]
        return node

    def source(self, node: int) -> str:
        """Return a scalar as it stands in the file, quotes and all."""
        start = self.starts[node]
        if start & (CONTAINER | ALIAS):
            return ""
        return self.lines.file.text[start & INDEX : self.seconds[node]]

    def key_text(self, node: int) -> str:
        """Return what a key says, without its quotes."""
        target = self._target(node)
        source = self.source(target)
        return scalar_text(source) if source[:1] in "\"'|>?&" else source


class FilePlaces:
    """The places of one document (``Places`` of model/source.py)."""

    __slots__ = ("_marks", "_root")

    def __init__(self, marks: Marks, root: int) -> None:
        """Look at the document whose first event is ``root``."""
        self._marks = marks
        self._root = root

    def span(self, at: Pointer, *, key: bool = False) -> Span:
        """Return the place of a value, or of its nearest ancestor that was written."""
        name: int | None = None
        node = self._root
        found = True
        for step in at:
            child = self._marks.child(node, step)
            if child is None:
                found = False
                break
            name, node = child
        if key and found and name is not None:
            node = name
        return self._marks.span(node)
