"""Field changes as lines: ``label: before → after``, texts as a diff."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from wa_sync.canonical import equal
from wa_sync.model.change import Absent
from wa_sync.render.columns import width
from wa_sync.render.diff import Kind, compare
from wa_sync.render.sinks.terminal import Text, line
from wa_sync.render.style import Role
from wa_sync.render.text import values


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wa_sync.model.change import FieldChange
    from wa_sync.model.source import Json
    from wa_sync.render.diff import Line, Segment
    from wa_sync.render.style import Style

_SHORT = 40  # columns up to which before and after share a line
_CONTEXT = 2  # unchanged lines kept beside a changed one

_LINE = {Kind.REMOVED: Role.REMOVED, Kind.ADDED: Role.ADDED, Kind.SAME: Role.FAINT}
_WORD = {Kind.REMOVED: Role.REMOVED_WORD, Kind.ADDED: Role.ADDED_WORD}


def lines(
    diff: Sequence[FieldChange], style: Style, *, verbose: bool = False
) -> Iterator[Text]:
    """Write differences, in their order; with causes, where they have several."""
    moved = _moved(diff)
    mixed = len({change.cause for change in diff}) > 1
    for change in diff:
        place = moved.get(change.path) if change.op == "remove" else None
        if change.op == "add" and change.path in moved.values():
            continue
        name = label(change.path)
        if mixed and change.cause is not None:
            name = line("{} ({})", name, change.cause)
        if place is not None:
            yield line("  {}: moved to {}", name, _last(place))
        else:
            yield from _change(name, change, style, verbose=verbose)


@lru_cache(maxsize=1024)
def label(path: str) -> Text:
    """Write a JSON pointer as words; places in a list count from 1."""
    words: list[Text] = []
    steps = path.split("/")[1:]
    if steps[0:1] == ["components"] and steps[1:] and not _number(steps[1]):
        steps = steps[1:]  # the outline names components by their type
    for step in steps:
        word = step.replace("~1", "/").replace("~0", "~")
        if _number(word):
            words.append(Text.escape(_ordinal(word)))
        else:
            name = Text.escape(word.lower() if word.isupper() else word)
            if name not in words[-1:]:
                words.append(name)
    return Text(" › ").join(words) or Text("everything")


def _number(step: str) -> bool:
    return step.isdecimal() and step.isascii()


def _ordinal(step: str) -> str:
    return str(int(step) + 1)


def _last(path: str) -> str:
    return _ordinal(path.rpartition("/")[2])


def _moved(diff: Sequence[FieldChange]) -> dict[str, str]:
    """Pair what left a place of a list with what came to another, unchanged."""
    come = [change for change in diff if change.op == "add" and _in_list(change)]
    pairs: dict[str, str] = {}
    for gone in diff:
        if gone.op != "remove" or not _in_list(gone):
            continue
        for other in come:
            if _parent(other) == _parent(gone) and _same(gone, other):
                pairs[gone.path] = other.path
                come.remove(other)
                break
    return pairs


def _same(gone: FieldChange, come: FieldChange) -> bool:
    one, other = gone.before, come.after
    return not (
        isinstance(one, Absent) or isinstance(other, Absent) or not equal(one, other)
    )


def _in_list(change: FieldChange) -> bool:
    return _number(change.path.rpartition("/")[2])


def _parent(change: FieldChange) -> str:
    return change.path.rpartition("/")[0]


def _change(
    name: Text, change: FieldChange, style: Style, *, verbose: bool
) -> Iterator[Text]:
    before, after = change.before, change.after
    if isinstance(before, Absent):
        yield from _whole(Kind.ADDED, name, after, style)
    elif isinstance(after, Absent):
        yield from _whole(Kind.REMOVED, name, before, style)
    elif isinstance(before, str) and isinstance(after, str):
        yield from _texts(name, before, after, style, verbose=verbose)
    else:
        one, other = values.short(before), values.short(after)
        if one is not None and other is not None:
            yield from _both(name, one, other, style)
        else:
            yield from _whole(Kind.REMOVED, name, before, style)
            yield from _whole(Kind.ADDED, name, after, style)


def _both(name: Text, before: Text, after: Text, style: Style) -> Iterator[Text]:
    if max(width(before), width(after)) <= _SHORT:
        removed = style.paint(Role.REMOVED, before)
        added = style.paint(Role.ADDED, after)
        yield line("  {}: {} → {}", name, removed, added)
    else:
        yield line("  {}:", name)
        yield style.paint(Role.REMOVED, line("    - {}", before))
        yield style.paint(Role.ADDED, line("    + {}", after))


def _whole(
    kind: Kind, name: Text, value: Json | Absent, style: Style
) -> Iterator[Text]:
    present = None if isinstance(value, Absent) else value
    for one in values.entry(name, present):
        yield style.paint(_LINE[kind], line("{} {}", kind.value, one))


def _texts(
    name: Text, before: str, after: str, style: Style, *, verbose: bool
) -> Iterator[Text]:
    one, other = values.scalar(before), values.scalar(after)
    single = "\n" not in before and "\n" not in after
    if single and max(width(one), width(other)) <= _SHORT and one != other:
        yield from _both(name, one, other, style)
        return
    yield line("  {}:", name)
    for found in _windowed(compare(before, after), verbose=verbose):
        yield from (line("    {}", part) for part in _line(found, style))


def _windowed(found: Sequence[Line], *, verbose: bool) -> Iterator[Line | None]:
    """Leave out what stayed far from any change; None stands for a gap."""
    near = {
        place + offset
        for place, one in enumerate(found)
        if one.kind is not Kind.SAME
        for offset in range(-_CONTEXT, _CONTEXT + 1)
    }
    gap = False
    for place, one in enumerate(found):
        if verbose or place in near:
            yield one
            gap = False
        elif not gap:
            yield None
            gap = True


def _line(found: Line | None, style: Style) -> Iterator[Text]:
    if found is None:
        yield style.paint(Role.FAINT, "  …")
    elif found.kind is Kind.SAME:
        yield style.paint(Role.FAINT, line("  {}", found.text).rstrip())
    else:
        sign = style.paint(_LINE[found.kind], f"{found.kind.value} ")
        yield sign + Text("").join(_segment(found, p, style) for p in found.segments)
        if not style.coloured and len(found.segments) > 1:
            yield line("  {}", "".join(map(_carets, found.segments))).rstrip()


def _segment(found: Line, part: Segment, style: Style) -> Text:
    partly = len(found.segments) > 1 and part.kind is not Kind.SAME
    return style.paint((_WORD if partly else _LINE)[found.kind], part.text)


def _carets(part: Segment) -> str:
    return (" " if part.kind is Kind.SAME else "^") * width(part.text)
