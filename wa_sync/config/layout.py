"""A text → the same in the one layout that wa-sync fmt writes; nothing else changes.

Two blanks a level, list items below their key, fields in the order of the schema, one
blank behind a colon or dash, texts in quotes where another reader of YAML would take
them for something else. Comments go where their values go. Brackets that run over
several lines stay on them. A mapping that holds an anchor or an alias keeps its order,
since an anchor has to stand first; so do the sections, which are the author's.

This recurses, once for each container inside another, at most MAX_DEPTH deep.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from wa_sync.config.blocks import moved
from wa_sync.config.flow import Flow, further_in
from wa_sync.config.order import arranged
from wa_sync.config.outline import Entry, Sort, child, outline, tied
from wa_sync.config.trivia import gap, parted, tidy, to_document


if TYPE_CHECKING:
    from collections.abc import Sequence

    from wa_sync.config.order import Order, Scope
    from wa_sync.config.outline import Node
    from wa_sync.config.trivia import Level
    from wa_sync.model.source import Json


_STEP = 2
_FIRST = ("version",)


def laid_out(text: str, values: Sequence[Json], order: Order) -> str:
    """Return a valid text in its one layout; ``values`` are its documents' values."""
    layout = _Layout(text, order)
    rest = iter(values)
    lines: list[str] = []
    levels: list[Level] = []
    end = 0
    for root in outline(text):
        lines += _between(lines, text[end : root.start], levels)
        if root.mapped:
            lines += layout.document(root, next(rest))
        end, levels = root.end, layout.levels(root, 0)
    lines += _between(lines, text[end:], levels, last=True)
    return "\n".join(lines) + "\n"


def _between(
    before: list[str], stretch: str, levels: Sequence[Level], *, last: bool = False
) -> list[str]:
    """Return what stands between two documents; what ends a line is put there."""
    ending, behind, head = to_document(stretch if before else f"\n{stretch}")
    if before:
        before[-1] += ending
    inner, outer = parted(behind, -1, levels)
    below = tidy([*inner, *(line.text for line in outer)], first=not before)
    while (head or last) and below and not below[-1]:
        below.pop()
    return [*below, *head]


class _Layout:
    """Lays out the values of one text."""

    def __init__(self, text: str, order: Order) -> None:
        self.text = text
        self.order = order
        self.flow = Flow(text, order)

    def document(self, root: Node, value: Json) -> list[str]:
        """Return the lines of a document."""
        if root.sort is Sort.FLOW:
            whole = Entry(root.start, root.start, None, root)
            return self._leaf(whole, -_STEP, value, self.order.root)
        return self.block(root, 0, value, self.order.root)

    def block(self, node: Node, indent: int, value: Json, scope: Scope) -> list[str]:
        """Return the lines of a block that begins at a column, all of them indented."""
        column = self._column(node.start)
        if node.sort is Sort.ODD:
            source = self.text[node.start : node.end].split("\n")
            return _shifted(source, indent, column)
        chunks: list[list[str]] = []
        above: list[str] = []
        for i, entry in enumerate(node.entries):
            inside, below = child(value, entry, i), self._below(scope, entry)
            lines = [*above, *self._entry(entry, indent, inside, below)]
            if i + 1 < len(node.entries):
                between = gap(self.text, entry.node.end, node.entries[i + 1].start)
                lines[-1] += between.end
                levels = self.levels(entry.node, indent + _STEP)
                inner, outer = parted(between.lines, column, levels)
                lines += tidy(inner)
                above = tidy([_at(indent, line.text) for line in outer])
            chunks.append(lines)
        names = self.order.names(scope) if scope != self.order.root else _FIRST
        chunks = arranged(chunks, () if tied(node) else names, node)
        lines = [*chain.from_iterable(chunks)]
        return lines[next(i for i, line in enumerate(lines) if line) :]

    def _entry(self, entry: Entry, indent: int, value: Json, scope: Scope) -> list[str]:
        lead, node = " " * indent, entry.node
        head = "-" if entry.key is None else f"{self.flow.key(entry.key)}:"
        named = f"{head} {node.anchor}" if node.anchor else head
        between = gap(self.text, entry.mark, node.start)
        inner = indent + _STEP
        above = tidy([_at(inner, line.text) for line in between.lines], first=True)
        if node.start == node.end:
            return [f"{lead}{named}"]
        if node.sort in {Sort.FLOW, Sort.SCALAR, Sort.ALIAS}:
            first, *rest = self._leaf(entry, indent, value, scope)
            if not between.end and not above:
                return [f"{lead}{named} {first}", *rest]
            return [f"{lead}{named}{between.end}", *above, _at(inner, first), *rest]
        below = self.block(node, inner, value, scope)
        if head == named == "-" and not between.end and not above:
            return [f"{lead}- {below[0][inner:]}", *below[1:]]
        return [f"{lead}{named}{between.end}", *above, *below]

    def _leaf(self, entry: Entry, indent: int, value: Json, scope: Scope) -> list[str]:
        """Return the lines of a value, of which the first is not indented yet."""
        node = entry.node
        source = self.text[node.start : node.end]
        if node.style in {"|", ">"}:
            return moved(source, self._column(entry.start), indent, _STEP)
        if "\n" not in source:
            return [self.flow.inline(node, value, scope)]
        if node.sort is Sort.FLOW:
            return self.flow.wrapped(node, indent + _STEP)
        return further_in(source, indent + _STEP)

    def levels(self, node: Node, indent: int) -> list[Level]:
        """Return the blocks that a value ends with, the innermost first.

        For each, the column where it stands and the one where it goes.
        """
        found: list[Level] = []
        while node.block or node.sort is Sort.ODD:
            found.insert(0, (self._column(node.start), indent))
            if node.sort is Sort.ODD:
                break
            node, indent = node.entries[-1].node, indent + _STEP
        return found

    def _below(self, scope: Scope, entry: Entry) -> Scope:
        return self.order.below(scope, entry.key.value if entry.key else None)

    def _column(self, index: int) -> int:
        return index - self.text.rfind("\n", 0, index) - 1


def _at(indent: int, line: str) -> str:
    return f"{' ' * indent}{line}" if line else ""


def _shifted(lines: Sequence[str], indent: int, column: int) -> list[str]:
    """Return lines of which the first began at a column, moved to another."""
    first, *rest = lines
    found = [_at(indent, first)]
    for line in rest:
        bare = line.lstrip(" ")
        found.append(_at(max(len(line) - len(bare) + indent - column, 0), bare))
    return found
