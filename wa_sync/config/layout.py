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
from wa_sync.config.trivia import column, gap, parted, tidy, to_document


if TYPE_CHECKING:
    from collections.abc import Sequence

    from wa_sync.config.order import Order, Scope
    from wa_sync.config.outline import Node
    from wa_sync.config.trivia import Line
    from wa_sync.model.source import Json


_STEP = 2
_FIRST = ("version",)


def laid_out(text: str, values: Sequence[Json], order: Order) -> str:
    """Return a valid text in its one layout; ``values`` are its documents' values."""
    layout = _Layout(text, order)
    rest = iter(values)
    lines: list[str] = []
    roots = outline(text)
    starts = [*(root.start for root in roots[1:]), len(text)]
    _, above, head = to_document(f"\n{text[: roots[0].start]}")
    lines += [*_tidied(above, first=True, last=bool(head)), *head]
    for root, end in zip(roots, starts, strict=True):
        ending, below, head = to_document(text[root.end : end])
        inner, outer = parted(below, -1, layout.column(root) if root.mapped else None)
        if root.mapped:
            lines += layout.document(root, next(rest), inner)
        elif lines:
            lines[-1] += ending
        last = bool(head) or end == len(text)
        lines += [*_tidied(outer, first=not lines, last=last), *head]
    return "\n".join(lines) + "\n"


def _tidied(lines: Sequence[Line], *, first: bool, last: bool) -> list[str]:
    """Return what stands beside documents, without empty lines at either end."""
    found = tidy([line.text for line in lines], first=first)
    while last and found and not found[-1]:
        found.pop()
    return found


class _Layout:
    """Lays out the values of one text."""

    def __init__(self, text: str, order: Order) -> None:
        self.text = text
        self.order = order
        self.flow = Flow(text, order)

    def document(self, root: Node, value: Json, below: Sequence[Line]) -> list[str]:
        """Return the lines of a document, with the comments that end it."""
        scope = self.order.root
        if root.sort is not Sort.FLOW:
            return self._block(root, 0, value, scope, below)
        whole = Entry(root.start, root.start, None, root)
        lines = self._leaf(whole, -_STEP, value, scope)
        lines[-1] += self._ending(root)
        return lines

    def _block(
        self,
        node: Node,
        indent: int,
        value: Json,
        scope: Scope,
        below: Sequence[Line],
    ) -> list[str]:
        """Return the lines of a block at a column, with the comments that end it."""
        if node.sort is Sort.ODD:
            source = self.text[node.start : node.end].split("\n")
            lines = _shifted(source, indent, self.column(node))
            lines[-1] += self._ending(node)
            return [*lines, *tidy([_at(indent, line.text) for line in below])]
        chunks: list[list[str]] = []
        above: list[str] = []
        for i, entry in enumerate(node.entries):
            between = below
            if i + 1 < len(node.entries):
                start = node.entries[i + 1].start
                between = gap(self.text, entry.node.end, start).lines
            nested = entry.node.block or entry.node.sort is Sort.ODD
            inside = self.column(entry.node) if nested else None
            inner, outer = parted(between, self.column(node), inside)
            key = entry.key.value if entry.key else None
            said = child(value, entry, i), self.order.below(scope, key)
            chunks.append([*above, *self._entry(entry, indent, *said, inner)])
            above = tidy([_at(indent, line.text) for line in outer])
        names = self.order.names(scope) if scope != self.order.root else _FIRST
        chunks = arranged(chunks, () if tied(node) else names, node)
        lines = [*chain.from_iterable(chunks), *above]
        return lines[next(i for i, line in enumerate(lines) if line) :]

    def _entry(
        self,
        entry: Entry,
        indent: int,
        value: Json,
        scope: Scope,
        below: Sequence[Line],
    ) -> list[str]:
        lead, node, inner = " " * indent, entry.node, indent + _STEP
        head = "-" if entry.key is None else f"{self.flow.key(entry.key)}:"
        named = f"{head} {node.anchor}" if node.anchor else head
        between = gap(self.text, entry.mark, node.start)
        above = tidy([_at(inner, line.text) for line in between.lines], first=True)
        if node.block or node.sort is Sort.ODD:
            lines = self._block(node, inner, value, scope, below)
            bare = not between.end and not above and lines[0][inner] != "#"
            if named == "-" and bare:
                return [f"{lead}- {lines[0][inner:]}", *lines[1:]]
            return [f"{lead}{named}{between.end}", *above, *lines]
        if node.start == node.end:
            return [f"{lead}{named}{self._ending(node)}"]
        lines = self._leaf(entry, indent, value, scope)
        lines[-1] += self._ending(node)
        first, *rest = lines
        if not between.end and not above:
            return [f"{lead}{named} {first}", *rest]
        return [f"{lead}{named}{between.end}", *above, _at(inner, first), *rest]

    def _leaf(self, entry: Entry, indent: int, value: Json, scope: Scope) -> list[str]:
        """Return the lines of a value, of which the first is not indented yet."""
        node = entry.node
        source = self.text[node.start : node.end]
        if node.style in {"|", ">"}:
            return moved(source, column(self.text, entry.start), indent, _STEP)
        if "\n" not in source:
            return [self.flow.inline(node, value, scope)]
        if node.sort is Sort.FLOW:
            return self.flow.wrapped(node, indent + _STEP)
        return further_in(source, indent + _STEP)

    def _ending(self, node: Node) -> str:
        """Return the comment behind a value, with the blanks before it."""
        end = self.text.find("\n", node.end)
        return gap(self.text, node.end, len(self.text) if end < 0 else end).end

    def column(self, node: Node) -> int:
        """Return the column where a value begins, from 0."""
        return column(self.text, node.start)


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
