"""Events → plain JSON, within the budgets, with a mark for every key and value.

Nothing here recurses, and nothing is built that a budget would refuse. It runs for
every scalar of every file: what is rare is asked for once per file (``odd``), and
the state lives in attributes that are saved when a container opens.
"""

from __future__ import annotations

from sys import intern
from typing import TYPE_CHECKING, TypeAlias

from yaml import (
    AliasEvent,
    DocumentEndEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
)

from wa_sync.config.aliases import Anchors, Opening
from wa_sync.config.budgets import MAX_DEPTH, MAX_KEY_CHARACTERS
from wa_sync.config.characters import FORBIDDEN, join_surrogates, show_separators
from wa_sync.config.places import ALIAS, CONTAINER, INDEX, MAPPING, Marks
from wa_sync.config.problems import Problems, Stop
from wa_sync.config.scalars import below, convert
from wa_sync.config.syntax import BLANK, marked, may_cut
from wa_sync.config.wants import NOTHING


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wa_sync.config.syntax import Event
    from wa_sync.config.wants import Names, Wanted, Wants
    from wa_sync.model.source import Json


Fields: TypeAlias = "dict[str, Json]"
Items: TypeAlias = "list[Json]"

# what surrounds an open container: fields, items, key, wanted, names, node, opening,
# merged, as in Builder
_Outer: TypeAlias = (
    "tuple[Fields | None, Items | None, str | None, Wanted, Names, int, "
    "Opening | None, list[Fields] | None]"
)
_MERGE = "<<"
_BRACES = "YAML takes a bare { or [ for its own: put the text in quotes"
_STAR = "to begin a text with *, put it in quotes"


class Builder:
    """Takes the events of one file and yields its documents."""

    def __init__(self, marks: Marks, problems: Problems, wants: Wants) -> None:
        """Begin at the start of a file."""
        self.text = text = marks.lines.file.text
        self.marks = marks
        self.starts = marks.starts
        self.seconds = marks.seconds
        self.problems = problems
        self.wants = wants
        self.separators = "\u2028" in text or "\u2029" in text
        self.odd = self.separators or "\\" in text or marked(text)
        self.comments = may_cut(text)
        self.anchors = Anchors(marks, problems)
        self.stack: list[_Outer] = []
        self.root: Json = None
        self.fields: Fields | None = None
        self.items: Items | None = None
        self.key: str | None = None
        self.wanted: Wanted = NOTHING
        self.names: Names = {}
        self.node = 0
        self.opening: Opening | None = None
        self.merged: list[Fields] | None = None

    def documents(self, events: Iterable[Event]) -> Iterator[tuple[int, Json]]:
        """Yield each document's first event and its value; raises Stop, Unparsable."""
        first = 0
        for event in events:
            kind: type[object] = type(event)
            if kind is ScalarEvent:
                self._scalar(event)
            elif kind is MappingEndEvent or kind is SequenceEndEvent:
                self._close(event)
            elif kind is MappingStartEvent:
                self._open(event, {}, None)
            elif kind is SequenceStartEvent:
                self._open(event, None, [])
            elif kind is AliasEvent:
                self._alias(event)
            elif kind is DocumentStartEvent:
                first = len(self.starts)
            elif kind is DocumentEndEvent:
                self.anchors.forget()
                yield first, self.root

    def _scalar(self, event: Event) -> None:
        value = event.value
        end = event.end_mark.index
        self.starts.append(event.start_mark.index)
        self.seconds.append(end)
        if self.odd:
            value = self._odd(event, value)
        if self.key is None and self.fields is not None:
            self._name(value, event)
            return
        typed: Json = value
        if not event.style:
            if self.wanted:
                typed = convert(value, self.wanted)
            if self.comments and typed is value and self.text[end : end + 1] in BLANK:
                self.problems.cut(end, self._indent())
        if self.odd and event.anchor is not None:
            opening = self.anchors.begin(event.anchor)
            self.anchors.add(opening, typed, len(self.starts) - 1, end)
        self._put(typed)

    def _indent(self) -> int:
        """Return how far what goes on below the last value is indented at least."""
        around = self.starts[self.node] & INDEX
        if self.text[around] in "{[":
            return 0
        start = self.starts[-1] & INDEX
        if self.fields is None:
            around = self.text.rfind("-", 0, start)
        else:
            around = self.starts[-2] & INDEX
        return around - self.text.rfind("\n", 0, around)

    def _odd(self, event: Event, value: str) -> str:
        if self.separators:
            value = show_separators(value)
        if event.style == '"' and not (value.isascii() and value.isprintable()):
            value = join_surrogates(value)
            if FORBIDDEN.search(value):
                self.problems.escaped(
                    value, event.start_mark.index, event.end_mark.index
                )
        if event.tag is not None:
            self.problems.tag(event.tag, event.start_mark.index, event.end_mark.index)
        return value

    def _name(self, key: str, event: Event) -> None:
        if len(key) > MAX_KEY_CHARACTERS:
            message = f"a key has at most {MAX_KEY_CHARACTERS:,} characters"
            raise Stop("yaml_long_key", message, event.start_mark.index)
        if event.anchor is not None:
            raise Stop("yaml_key", "a key has no anchor", event.start_mark.index)
        if len(self.stack) == 1:
            self.names = self.wants.get(key, {})
        self.key = intern(key)
        self.wanted = self.names.get(key, NOTHING)
        if key == _MERGE:
            if not event.style and self.merged is None:
                self.merged = []
        elif self.fields is not None and key in self.fields:
            self._twice(key, event)

    def _twice(self, key: str, event: Event) -> None:
        if self.problems.full:
            return
        last = len(self.starts) - 1
        for node in self.marks.children(self.node, last):
            if self.marks.key_text(node) == key:
                place = event.start_mark.index, event.end_mark.index
                self.problems.duplicate(key, place, self.starts[node])
                return

    def _put(self, value: Json) -> None:
        if self.fields is not None and self.key is not None:
            if self.merged is not None and self.key == _MERGE:
                self._merge(self.merged, value)
            else:
                self.fields[self.key] = value
            self.key = None
        elif self.items is not None:
            self.items.append(value)
        else:
            self.root = value

    def _open(self, event: Event, fields: Fields | None, items: Items | None) -> None:
        start = event.start_mark.index
        if self.fields is not None and self.key is None:
            raise Stop("yaml_key", "a key has to be a text", start, hint=_BRACES)
        if len(self.stack) >= MAX_DEPTH:
            raise Stop("yaml_too_deep", f"nested more than {MAX_DEPTH} deep", start)
        if event.tag is not None:
            self.problems.tag(event.tag, start, start + 1)
        self.stack.append(
            (
                self.fields,
                self.items,
                self.key,
                self.wanted,
                self.names,
                self.node,
                self.opening,
                self.merged,
            )
        )
        if self.wanted:
            self.names = below(self.wanted, self.names)
        self.node = len(self.starts)
        self.starts.append(
            start | (CONTAINER if fields is None else CONTAINER | MAPPING)
        )
        self.seconds.append(0)
        self.fields, self.items = fields, items
        self.key = self.opening = self.merged = None
        if event.anchor is not None:
            self.opening = self.anchors.begin(event.anchor)

    def _close(self, event: Event) -> None:
        self.seconds[self.node] = len(self.starts)
        fields = self.fields
        value: Json = self.items if fields is None else fields
        if fields is not None and self.merged is not None:
            for merged in self.merged:
                for key, inherited in merged.items():
                    fields.setdefault(key, inherited)
        if self.opening is not None:
            self.anchors.add(self.opening, value, self.node, event.end_mark.index)
        (
            self.fields,
            self.items,
            self.key,
            self.wanted,
            self.names,
            self.node,
            self.opening,
            self.merged,
        ) = self.stack.pop()
        self._put(value)

    def _alias(self, event: Event) -> None:
        start = event.start_mark.index
        name = event.anchor or ""
        if self.fields is not None and self.key is None:
            raise Stop("yaml_key", "an alias cannot be a key", start, hint=_STAR)
        anchored = self.anchors.use(name, start)
        self.starts.append(start | ALIAS)
        if anchored is None:
            self.seconds.append(len(self.starts) - 1)
            end = event.end_mark.index
            message = f"no &{name[:60]} stands before this alias"
            self.problems.add("yaml_unknown_alias", message, start, end, _STAR)
            self._put(f"*{name}")
        else:
            self.seconds.append(anchored.node)
            self._put(anchored.value)

    def _merge(self, merged: list[Fields], value: Json) -> None:
        parts = value if isinstance(value, list) else [value]
        if all(isinstance(part, dict) for part in parts):
            merged.extend(part for part in parts if isinstance(part, dict))
        else:
            start = self.starts[-1] & INDEX
            message = "<< takes a mapping, an alias of one, or a list of these"
            self.problems.add("yaml_merge", message, start, start + 1)
