"""Field changes side by side: what went on the left, what came on the right."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wa_sync.model.change import Absent
from wa_sync.render import wording
from wa_sync.render.diff import Kind, compare
from wa_sync.render.text import values
from wa_sync.render.text.fields import label


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from wa_sync.model.change import FieldChange
    from wa_sync.model.source import Json
    from wa_sync.render.diff import Line

_ELEMENT: Mapping[Kind, str] = {Kind.REMOVED: "del", Kind.ADDED: "ins", Kind.SAME: ""}


@dataclass(frozen=True, slots=True)
class Part:
    """A stretch of a line; ``tag`` is ``del``, ``ins``, or empty for what stayed."""

    text: str
    tag: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One field: its lines before and after, each in parts; empty where it is not."""

    label: str
    before: Sequence[Sequence[Part]]
    after: Sequence[Sequence[Part]]
    cause: str = ""


def rows(diff: Iterable[FieldChange]) -> Iterator[Row]:
    """Yield the fields of a change, in their order."""
    for change in diff:
        before, after = _sides(change.before, change.after)
        cause = "" if change.cause is None else wording.CAUSE[change.cause]
        yield Row(str(label(change.path)), before, after, cause)


def _sides(
    before: Json | Absent, after: Json | Absent
) -> tuple[list[list[Part]], list[list[Part]]]:
    if isinstance(before, str) and isinstance(after, str):
        lines = compare(before, after)
        return _side(lines, Kind.REMOVED), _side(lines, Kind.ADDED)
    return _whole(before, "del"), _whole(after, "ins")


def _side(lines: Iterable[Line], mine: Kind) -> list[list[Part]]:
    return [
        [Part(str(part.text), _ELEMENT[part.kind]) for part in line.segments]
        for line in lines
        if line.kind in {mine, Kind.SAME}
    ]


def _whole(value: Json | Absent, tag: str) -> list[list[Part]]:
    if isinstance(value, Absent):
        return []
    return [[Part(str(line), tag)] for line in values.lines(value)]
