"""Values on one line, and brackets and texts that run over several."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.config.order import arranged
from wa_sync.config.outline import Sort, child, tied
from wa_sync.config.quoting import mistakable, quoted_text


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.config.order import Order, Scope
    from wa_sync.config.outline import Node
    from wa_sync.model.source import Json

_STEP = 2
_MERGE = "<<"
_OPEN = ("{", "[")


class Flow:
    """Writes values of one text that take no lines of their own."""

    def __init__(self, text: str, order: Order) -> None:
        """Keep the text, and the order of its fields."""
        self._text = text
        self._order = order

    def key(self, key: Node) -> str:
        """Return a key as it is written."""
        return self._source(key) if key.value == _MERGE else self._scalar(key)

    def inline(self, node: Node, value: Json, scope: Scope) -> str:
        """Return a value that stands on one line."""
        if node.sort is Sort.SCALAR:
            return self._scalar(node) if isinstance(value, str) else self._source(node)
        if not self._plainly_bracketed(node):
            return self._source(node)
        parts: list[str] = []
        for i, entry in enumerate(node.entries):
            key = None if entry.key is None else entry.key.value
            inside = child(value, entry, i)
            written = self.inline(entry.node, inside, self._order.below(scope, key))
            anchor = f"{entry.node.anchor} " if entry.node.anchor else ""
            named = "" if entry.key is None else f"{self.key(entry.key)}: "
            parts.append(f"{named}{anchor}{written}")
        names = () if tied(node) else self._order.names(scope)
        inner = ", ".join(arranged(parts, names, node))
        return f"{{{inner}}}" if node.mapped else f"[{inner}]"

    def _plainly_bracketed(self, node: Node) -> bool:
        """Whether a value has brackets, and each field or item in them a value."""
        return (
            node.sort is Sort.FLOW
            and self._text.startswith(_OPEN, node.start)
            and all(
                entry.node.start < entry.node.end
                and (entry.key is None or entry.start == entry.key.start)
                for entry in node.entries
            )
        )

    def _scalar(self, node: Node) -> str:
        """Return a text on one line, in quotes where it may be mistaken."""
        if not node.style and node.sort is Sort.SCALAR and mistakable(node.value):
            return quoted_text(node.value, '"')
        return self._source(node)

    def _source(self, node: Node) -> str:
        return self._text[node.start : node.end]

    def wrapped(self, node: Node, indent: int) -> list[str]:
        """Return brackets over several lines; how many are open says how far in."""
        first, *rest = self._source(node).split("\n")
        brackets = sorted(self._brackets(node))
        place, passed, opened = node.start + len(first) + 1, 0, 0
        lines = [_ended(first)]
        for line in rest:
            bare = line.lstrip(" \t")
            start = place + len(line) - len(bare)
            while passed < len(brackets) and brackets[passed] <= (start, 0):
                opened += 1 if brackets[passed][1] else -1
                passed += 1
            lines.append(" " * (indent + _STEP * opened) + _ended(bare) if bare else "")
            place += len(line) + 1
        return lines

    def _brackets(self, node: Node) -> Iterator[tuple[int, int]]:
        """Yield where brackets open (1) and close (0)."""
        if self._text.startswith(_OPEN, node.start) and not node.block:
            yield from ((node.start, 1), (node.end - 1, 0))
        for entry in node.entries:
            if entry.key is not None:
                yield from self._brackets(entry.key)
            yield from self._brackets(entry.node)


def further_in(source: str, indent: int) -> list[str]:
    """Return the lines of a text in quotes or of a plain one, indented anew."""
    first, *rest = source.split("\n")
    lead = " " * indent
    bare = [line.lstrip(" \t") for line in rest]
    return [_ended(first), *(f"{lead}{_ended(line)}" if line else "" for line in bare)]


def _ended(line: str) -> str:
    """Drop the blanks that end a line, unless the first of them is escaped."""
    bare = line.rstrip(" \t")
    return line if bare.endswith("\\") else bare
