"""Edits that lead from one value to another, and carrying them out.

A path leads through the value before; only the last step of an addition to a list is
the item's place in the value after. All removals come first, then the additions from
low to high.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from wa_sync.canonical import equal
from wa_sync.model.change import Absent


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wa_sync.model.source import Json, Pointer, Spec

Op: TypeAlias = Literal["add", "remove", "replace"]


class Edit(NamedTuple):
    """A field change whose path is still a pointer."""

    path: Pointer
    op: Op
    before: Json | Absent
    after: Json | Absent


def leads_to(after: Json, before: Json, edits: Sequence[Edit]) -> bool:
    """Whether carrying out the edits turns ``before`` into ``after``."""
    try:
        return equal(_carry_out(before, edits), after)
    except LookupError:
        return False


def _carry_out(value: Json, edits: Sequence[Edit]) -> Json:
    """Apply edits to a value; LookupError where one leads nowhere."""
    below: dict[str | int, list[Edit]] = {}
    for edit in edits:
        if not edit.path:
            return _present(edit.after)
        below.setdefault(edit.path[0], []).append(edit._replace(path=edit.path[1:]))
    if isinstance(value, Mapping):
        return _carry_out_mapping(value, below)
    if isinstance(value, list):
        return _carry_out_list(value, below)
    if below:
        raise LookupError
    return value


def _carry_out_mapping(value: Spec, below: Mapping[str | int, list[Edit]]) -> Json:
    result = dict(value)
    for key, edits in below.items():
        step = str(key)
        last = edits[-1]
        if last.path or last.op == "replace":
            result[step] = _carry_out(result[step], edits)
        elif last.op == "remove":
            del result[step]
        else:
            result[step] = _present(last.after)
    return result


def _carry_out_list(
    value: Sequence[Json], below: Mapping[str | int, list[Edit]]
) -> Json:
    result = []
    for index, item in enumerate(value):
        edits = [edit for edit in below.get(index, ()) if edit.path or edit.op != "add"]
        if not any(edit.op == "remove" and not edit.path for edit in edits):
            result.append(_carry_out(item, edits))
    for index, edit in _additions(below):
        result.insert(index, _present(edit.after))
    return result


def _additions(
    below: Mapping[str | int, list[Edit]],
) -> Iterator[tuple[int, Edit]]:
    steps = sorted(step for step in below if isinstance(step, int))
    for step in steps:
        for edit in below[step]:
            if not edit.path and edit.op == "add":
                yield step, edit


def _present(value: Json | Absent) -> Json:
    return None if isinstance(value, Absent) else value
