"""The short road for files without anything odd: text → plain JSON, or a refusal.

Most files have no anchor, no tag, no escape and no mistake, and a project has
thousands. Whatever is out of the ordinary raises Odd, and the file is read again from
its beginning by ``builder``, which knows every case and words every mistake. A law
holds that both build the same (tests/config/test_plain.py).

This recurses, once for each container inside another, at most MAX_DEPTH deep.
"""

from __future__ import annotations

from sys import intern
from typing import TYPE_CHECKING

from yaml import (
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    YAMLError,
)

from wa_sync.config.budgets import MAX_DEPTH, MAX_KEY_CHARACTERS
from wa_sync.config.characters import FORBIDDEN
from wa_sync.config.places import CONTAINER, MAPPING
from wa_sync.config.scalars import below, convert
from wa_sync.config.syntax import COMMENT, marked, may_cut, open_parser
from wa_sync.config.wants import NOTHING


if TYPE_CHECKING:
    from collections.abc import Callable

    from wa_sync.config.places import Marks
    from wa_sync.config.syntax import Event
    from wa_sync.config.wants import Names, Wanted, Wants
    from wa_sync.model.source import Json


_INDICATORS = ":-,?[{"
_NO_NAMES: Names = {}

# as plain types: an event may be any of these, whatever class its protocol hides
_SCALAR: type[object] = ScalarEvent
_MAPPING: type[object] = MappingStartEvent
_MAPPING_END: type[object] = MappingEndEvent
_SEQUENCE: type[object] = SequenceStartEvent
_SEQUENCE_END: type[object] = SequenceEndEvent
_DOCUMENT: type[object] = DocumentStartEvent


class Odd(Exception):
    """The file holds something that the short road does not know."""


def looks_plain(text: str, nodes: int) -> bool:
    """Whether the short road is worth a try; ``nodes`` is what may still be read."""
    return not (
        "\\" in text
        or "\u2028" in text
        or "\u2029" in text
        or (not text.replace("\n", "").isprintable() and FORBIDDEN.search(text))
        or marked(text)
        or _most_nodes(text, nodes) > nodes
    )


def _most_nodes(text: str, nodes: int) -> int:
    """Return a number that no text's nodes exceed, without parsing it."""
    most = 2 * len(text) + 2
    if most <= nodes:
        return most
    # an entry is a key and a value, and has a sign of its own; so has a document,
    # whose root comes on top
    return 3 * sum(map(text.count, _INDICATORS)) + 2


class PlainBuilder:
    """Takes the events of one file; its marks are as ``Builder`` leaves them."""

    def __init__(self, marks: Marks, wants: Wants) -> None:
        """Begin at the start of a file."""
        text = marks.lines.file.text
        self._text = text
        self._take: Callable[[], Event] = open_parser(text)
        self._marks = marks
        self._wants = wants
        self._comments = may_cut(text)

    def documents(self) -> list[tuple[int, dict[str, Json]]]:
        """Return each document's first event and its value; raises Odd."""
        found: list[tuple[int, dict[str, Json]]] = []
        try:
            self._take()  # the beginning of the stream
            while type(self._take()) is _DOCUMENT:
                first = len(self._marks.starts)
                root = self._take()
                if type(root) is not _MAPPING:
                    raise Odd
                found.append((first, self._mapping(root, _NO_NAMES, 1)))
                self._take()  # the end of the document
        except (YAMLError, ValueError, OverflowError):
            raise Odd from None
        return found

    def _mapping(self, event: Event, names: Names, depth: int) -> dict[str, Json]:
        if depth > MAX_DEPTH:
            raise Odd
        take, starts, seconds = self._take, self._marks.starts, self._marks.seconds
        node = len(starts)
        starts.append(event.start_mark.index | CONTAINER | MAPPING)
        seconds.append(0)
        fields: dict[str, Json] = {}
        while type(event := take()) is _SCALAR:
            key = intern(event.value)
            if key in fields or key == "<<" or len(key) > MAX_KEY_CHARACTERS:
                raise Odd
            starts.append(event.start_mark.index)
            seconds.append(event.end_mark.index)
            if depth == 1:
                names = self._wants.get(key, _NO_NAMES)
            event = take()
            if type(event) is _SCALAR and event.style:
                starts.append(event.start_mark.index)
                seconds.append(event.end_mark.index)
                fields[key] = event.value
            else:
                wanted = names.get(key, NOTHING)
                fields[key] = self._value(event, wanted, names, depth)
        if type(event) is not _MAPPING_END:
            raise Odd
        seconds[node] = len(starts)
        return fields

    def _sequence(self, event: Event, wanted: Wanted, names: Names, depth: int) -> Json:
        if depth > MAX_DEPTH:
            raise Odd
        take, starts, seconds = self._take, self._marks.starts, self._marks.seconds
        node = len(starts)
        starts.append(event.start_mark.index | CONTAINER)
        seconds.append(0)
        items: list[Json] = []
        while type(event := take()) is not _SEQUENCE_END:
            items.append(self._value(event, wanted, names, depth))
        seconds[node] = len(starts)
        return items

    def _value(self, event: Event, wanted: Wanted, names: Names, depth: int) -> Json:
        kind: type[object] = type(event)
        if kind is _SCALAR:
            end = event.end_mark.index
            self._marks.starts.append(event.start_mark.index)
            self._marks.seconds.append(end)
            value = event.value
            if event.style:
                return value
            typed = convert(value, wanted) if wanted else value
            if self._comments and typed is value and COMMENT.match(self._text, end):
                raise Odd  # it may cut the text off
            return typed
        if wanted:
            names = below(wanted, names)
        if kind is _MAPPING:
            return self._mapping(event, names, depth + 1)
        if kind is _SEQUENCE:
            return self._sequence(event, wanted, names, depth + 1)
        raise Odd
