"""Text → a tree of its values, each with the stretch of the text that it takes.

What stands between two values is indicators, blanks and comments (``trivia``), so that
a text can be laid out anew, or changed in one place, without losing any of them. Only
texts that ``reader`` found no mistake in come here; its budgets hold then.

This recurses, once for each container inside another, at most MAX_DEPTH deep.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum, auto
from typing import TYPE_CHECKING

from yaml import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from wa_sync.config.blocks import block_end
from wa_sync.config.characters import hide_separators, show_separators
from wa_sync.config.syntax import needs_pure, parse
from wa_sync.config.trivia import indicator, past_trivia
from wa_sync.model.source import array, mapping


if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wa_sync.config.syntax import Event
    from wa_sync.model.source import Json


class Sort(Enum):
    """What a value is, for whoever writes it down."""

    SCALAR = auto()
    ALIAS = auto()
    FLOW = auto()
    """A mapping or list in brackets; also a mapping of one key in such a list."""
    MAPPING = auto()
    SEQUENCE = auto()
    ODD = auto()
    """A block mapping with ``?`` before a key: it is moved, never taken apart."""


@dataclass(frozen=True, slots=True)
class Node:
    """A value, from its first character to behind its last, without its anchor.

    ``value`` is what a scalar says, and ``style`` its quote or block sign; empty for a
    plain one. ``mapped``: whether the entries have keys.
    """

    sort: Sort
    start: int
    end: int
    anchor: str = ""
    value: str = ""
    style: str = ""
    entries: tuple[Entry, ...] = ()
    mapped: bool = False

    @property
    def block(self) -> bool:
        """Whether its entries have lines of their own, and can be taken apart."""
        return self.sort in {Sort.MAPPING, Sort.SEQUENCE}


@dataclass(frozen=True, slots=True)
class Entry:
    """One field or item: ``start`` is its key, ? or dash, ``mark`` behind its : or -.

    In brackets an item has no dash, and ``mark`` is where the item begins.
    """

    start: int
    mark: int
    key: Node | None
    node: Node


_MAPPING: type[object] = MappingStartEvent
_ENDS = (MappingEndEvent, SequenceEndEvent)


def outline(text: str) -> tuple[Node, ...]:
    """Return the root of each document of a text that holds no mistake."""
    hidden = hide_separators(text)
    events = iter(parse(hidden, pure=needs_pure(text)))
    tree = _Tree(hidden, lambda: next(events), separators=hidden != text)
    return tuple(tree.roots())


def child(value: Json, entry: Entry, number: int) -> Json:
    """Return the value of an entry, the so-manieth of a value; None for a ``<<``."""
    if entry.key is not None:
        return mapping(value).get(entry.key.value)
    items = array(value)
    return items[number] if number < len(items) else None


def tied(node: Node) -> bool:
    """Whether an anchor or an alias is in a value, so that its order counts."""
    return (
        node.sort is Sort.ALIAS
        or node.anchor != ""
        or any(tied(entry.node) for entry in node.entries)
    )


class _Tree:
    """Takes the events of one text."""

    def __init__(
        self, text: str, take: Callable[[], Event], *, separators: bool
    ) -> None:
        self.text = text
        self.separators = separators
        self.take = take

    def roots(self) -> Sequence[Node]:
        found: list[Node] = []
        while not isinstance(event := self.take(), StreamEndEvent):
            if isinstance(event, DocumentStartEvent):
                found.append(self._node(self.take(), event.end_mark.index))
        return found

    def _node(self, event: Event, mark: int) -> Node:
        """Build a value that stands somewhere behind ``mark``."""
        start, end = event.start_mark.index, event.end_mark.index
        if isinstance(event, AliasEvent):
            return Node(Sort.ALIAS, start, start + 1 + len(str(event.anchor)))
        anchor = f"&{event.anchor}" if event.anchor else ""
        named = start + len(anchor) if anchor else mark
        if isinstance(event, ScalarEvent):
            return self._scalar(event, anchor, named, end)
        start = past_trivia(self.text, start + len(anchor)) if anchor else start
        return self._container(event, anchor, start)

    def _scalar(self, event: Event, anchor: str, named: int, end: int) -> Node:
        value = show_separators(event.value) if self.separators else event.value
        style = event.style or ""
        if not value and not style:
            return Node(Sort.SCALAR, named, named, anchor)
        start = event.start_mark.index
        start = past_trivia(self.text, start + len(anchor)) if anchor else start
        if style in {"|", ">"}:
            end = block_end(self.text, start, end)
        return Node(Sort.SCALAR, start, end, anchor, value, style)

    def _container(self, event: Event, anchor: str, start: int) -> Node:
        mapped = type(event) is _MAPPING
        flow = bool(getattr(event, "flow_style", False))
        # behind a bracket; a mapping of one key in a list may have none
        first = start + (self.text[start] in "[{" and flow)
        if mapped:
            entries, end, odd = self._fields(first)
        else:
            entries, end, odd = *self._items(first, flow=flow), False
        if not flow or first == start:
            end = entries[-1].node.end
        sort = Sort.ODD if odd else Sort.MAPPING if mapped else Sort.SEQUENCE
        sort = Sort.FLOW if flow else sort
        return Node(sort, start, end, anchor, entries=tuple(entries), mapped=mapped)

    def _fields(self, start: int) -> tuple[list[Entry], int, bool]:
        """Return the entries, where the end stands, and whether a key has a ``?``."""
        found: list[Entry] = []
        odd, before = False, start
        while not isinstance(event := self.take(), _ENDS):
            key = self._node(event, before)
            question = indicator(self.text, before, "?")
            odd = odd or question is not None
            colon = indicator(self.text, key.end, ":")
            # in brackets, and behind a question mark, a key may stand alone
            mark = key.end if colon is None else colon + 1
            node = self._node(self.take(), mark)
            start = key.start if question is None else question
            found.append(Entry(start, mark, key, node))
            before = node.end
        return found, event.end_mark.index, odd

    def _items(self, start: int, *, flow: bool) -> tuple[list[Entry], int]:
        found: list[Entry] = []
        before = start
        while not isinstance(event := self.take(), _ENDS):
            begins = event.start_mark.index
            if not flow:
                begins = indicator(self.text, before, "-") or before
            node = self._node(event, begins + (not flow))
            found.append(Entry(begins, begins + (not flow), None, node))
            before = node.end
        return found, event.end_mark.index
