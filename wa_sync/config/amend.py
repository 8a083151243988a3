"""A value in a text → the edits that make it another, and nothing else.

What is equal stays as it was typed, comments and layout included; what is new is
written as ``writer`` would. Blanks at the end of a text do not count: Meta drops them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from wa_sync.canonical import canonical, equal
from wa_sync.config.blocks import header_comment, refilled
from wa_sync.config.outline import Sort
from wa_sync.config.quoting import quoted_text
from wa_sync.config.trivia import gap
from wa_sync.config.writer import field_lines, inline, item_lines


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from wa_sync.config.outline import Entry, Node
    from wa_sync.model.source import Json


_STEP = 2


class Edit(NamedTuple):
    """The characters from ``start`` to ``end`` become ``text``."""

    start: int
    end: int
    text: str


def settled(value: Json) -> Json:
    """Return a value without the blanks that end its texts."""
    if isinstance(value, str):
        return value.rstrip()
    if isinstance(value, dict):
        return {key: settled(item) for key, item in value.items()}
    return [settled(item) for item in value] if isinstance(value, list) else value


def applied(text: str, edits: Sequence[Edit]) -> str:
    """Return a text with edits that do not overlap."""
    parts, done = [], 0
    for edit in sorted(edits):
        parts += [text[done : edit.start], edit.text]
        done = edit.end
    return "".join([*parts, text[done:]])


def _same(before: Json, after: Json) -> bool:
    return equal(settled(before), settled(after))


class Amending:
    """Finds the edits of one text."""

    def __init__(self, text: str) -> None:
        """Take the text that is to be amended."""
        self.text = text

    def value(
        self, around: Node, entry: Entry, before: Json, after: Json
    ) -> Iterator[Edit]:
        """Yield what makes the value of an entry another."""
        node = entry.node
        if _same(before, after):
            return
        if isinstance(before, dict) and isinstance(after, dict) and node.mapped:
            yield from self._fields(around, entry, before, after)
        elif isinstance(before, list) and isinstance(after, list) and node.entries:
            yield from self._items(around, entry, before, after)
        else:
            yield self._put(around, entry, after)

    def _fields(
        self,
        around: Node,
        entry: Entry,
        before: Mapping[str, Json],
        after: Mapping[str, Json],
    ) -> Iterator[Edit]:
        node = entry.node
        keys = [one.key.value if one.key else "" for one in node.entries]
        if not set(keys) & set(after) or node.sort is Sort.ODD:
            yield self._put(around, entry, dict(after))
            return
        for key, one in zip(keys, node.entries, strict=True):
            if key in after:
                yield from self.value(node, one, before.get(key), after[key])
        yield from self._removed(node, [key not in after for key in keys])
        first = next(i for i, key in enumerate(keys) if key in after)
        behind: int | None = None
        fresh: dict[str, Json] = {}
        for key, item in after.items():
            if key in keys:
                yield from self._added(node, behind, fresh, first)
                behind, fresh = keys.index(key), {}
            elif key not in before or not _same(before[key], item):
                # what << brought in already need not be said again
                fresh[key] = item
        yield from self._added(node, behind, fresh, first)

    def _items(
        self,
        around: Node,
        entry: Entry,
        before: Sequence[Json],
        after: Sequence[Json],
    ) -> Iterator[Edit]:
        if not after:
            yield self._put(around, entry, [])
            return
        node = entry.node
        gone = [False] * len(before)
        for i, end, j, stop in _moves(before, after):
            both = min(end - i, stop - j)
            for k in range(both):
                one = node.entries[i + k]
                yield from self.value(node, one, before[i + k], after[j + k])
            gone[i + both : end] = [True] * (end - i - both)
            fresh = dict(enumerate(after[j + both : stop]))
            behind = i + both - 1 if i + both else None
            yield from self._added(node, behind, fresh)
        yield from self._removed(node, gone)

    def _removed(self, node: Node, gone: Sequence[bool]) -> Iterator[Edit]:
        """Yield one edit for each run of entries that go; one of them stays."""
        entries, i = node.entries, 0
        while i < len(gone):
            first = i
            while i < len(gone) and gone[i]:
                i += 1
            if i > first:
                yield self._without(node, entries[first:i], first, i)
            i += 1

    def _without(
        self, node: Node, run: Sequence[Entry], first: int, behind: int
    ) -> Edit:
        start, end = run[0].start, run[-1].node.end
        if node.sort is Sort.FLOW:
            if behind < len(node.entries):
                return Edit(start, node.entries[behind].start, "")
            return Edit(node.entries[first - 1].node.end, end, "")
        line = self.text.rfind("\n", 0, start) + 1
        end = self._line_end(end)
        if not self.text[line:start].strip():
            # with the line feed before it, or else behind it
            return Edit(line - 1, end, "") if line else Edit(line, end + 1, "")
        lines = gap(self.text, end, node.entries[behind].start).lines
        if any(one.text for one in lines):
            return Edit(len(self.text[:start].rstrip(" ")), end, "")
        return Edit(start, node.entries[behind].start, "")

    def _added(
        self,
        node: Node,
        behind: int | None,
        fresh: Mapping[str, Json] | Mapping[int, Json],
        first: int = 0,
    ) -> Iterator[Edit]:
        """Yield what puts fields or items behind an entry, or before the first."""
        if not fresh:
            return
        at = node.entries[first if behind is None else behind]
        if node.sort is Sort.FLOW:
            text = ", ".join(_flow(key, item) for key, item in fresh.items())
            place = at.start if behind is None else at.node.end
            yield Edit(place, place, f"{text}, " if behind is None else f", {text}")
            return
        column = self._column(node.start)
        lines = [
            line for key, item in fresh.items() for line in _lines(key, item, column)
        ]
        text = "\n".join(lines)
        if behind is None:
            yield Edit(at.start, at.start, f"{text.lstrip(' ')}\n{' ' * column}")
        else:
            place = self._line_end(at.node.end)
            yield Edit(place, place, f"\n{text}")

    def _put(self, around: Node, entry: Entry, value: Json) -> Edit:
        """Return what puts a whole value in the place of another."""
        node = entry.node
        if not around.block:
            lead = " " * (entry.key is not None and entry.mark == node.start)
            return Edit(node.start, node.end, f"{lead}{self._inline(node, value)}")
        column = self._column(around.start)
        lines = self._rendered(node, value, column, mapped=entry.key is not None)
        between = gap(self.text, entry.mark, node.start)
        end = self._line_end(node.end)
        tail = gap(self.text, node.end, end).end
        if node.style in {"|", ">"}:
            tail = header_comment(self.text[node.start : node.end])
        comments = [one for one in (between.end, tail) if one]
        below = [one.text for one in between.lines if one.text]
        below += [one.strip() for one in comments[1:]]
        lead = " " * (column + _STEP)
        head, *rest = lines
        if below and head:
            head, rest = "", [f"{lead}{head}", *rest]
        first = f"{' ' if head else ''}{head}{''.join(comments[:1])}"
        kept = [f"{lead}{one}" for one in below]
        return Edit(entry.mark, end, "\n".join([first, *kept, *rest]))

    def _rendered(
        self, node: Node, value: Json, column: int, *, mapped: bool
    ) -> list[str]:
        """Return what stands behind the colon or dash, and the lines below it."""
        if isinstance(value, str):
            source = self.text[node.start : node.end]
            block = node.style in {"|", ">"}
            filled = refilled(source, value, column + _STEP) if block else None
            if filled is not None:
                return filled
            if node.style in {"'", '"'} and "\n" not in value:
                return [quoted_text(value, node.style)]
        lead = f"{' ' * column}a:" if mapped else f"{' ' * column}-"
        lines = field_lines("a", value, column) if mapped else item_lines(value, column)
        return [lines[0][len(lead) :].strip(" "), *lines[1:]]

    def _inline(self, node: Node, value: Json) -> str:
        if isinstance(value, str) and node.style:
            return quoted_text(value, node.style)
        return inline(value)

    def _column(self, index: int) -> int:
        return index - self.text.rfind("\n", 0, index) - 1

    def _line_end(self, index: int) -> int:
        end = self.text.find("\n", index)
        return len(self.text) if end < 0 else end


def _moves(
    before: Sequence[Json], after: Sequence[Json]
) -> Iterator[tuple[int, int, int, int]]:
    """Yield which stretches of a list become which of another, in their order."""
    from difflib import SequenceMatcher

    old, new = ([canonical(settled(item)) for item in one] for one in (before, after))
    matcher = SequenceMatcher(None, old, new, autojunk=False)
    for tag, i, end, j, stop in matcher.get_opcodes():
        if tag != "equal":
            yield i, end, j, stop


def _flow(key: str | int, value: Json) -> str:
    return inline({key: value})[1:-1] if isinstance(key, str) else inline(value)


def _lines(key: str | int, value: Json, column: int) -> list[str]:
    if isinstance(key, str):
        return field_lines(key, value, column)
    return item_lines(value, column)
