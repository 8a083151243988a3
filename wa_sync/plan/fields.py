"""Whether two specs are equal, and in which fields they are not.

Equality decides, DeepDiff explains. Equality means equal canonical JSON: to Python
``True == 1`` and ``1 == 1.0``, to Meta they differ. DeepDiff is only asked for the
words, and its answer is checked by carrying it out: whatever it leaves out or puts
in the wrong place (-0.0, pure reorderings, indices behind a moved item) is told
coarser, as replaced items or a replaced value. So an unequal pair is never
explained by nothing.

A path leads through ``before``; only the last step of an addition to a list is the
item's place in ``after``. Carrying out all removals first, then the additions from
low to high, turns ``before`` into ``after``.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from difflib import SequenceMatcher
from typing import TYPE_CHECKING, Literal, NamedTuple, TypeAlias

from wa_sync.model.change import ABSENT, Absent, FieldChange
from wa_sync.model.source import ROOT, json_pointer


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from wa_sync.model.source import Json, Pointer, Spec

    Alike: TypeAlias = Callable[[Json, Json], bool]

_OPS: Mapping[str, Literal["add", "remove", "replace"]] = {
    "dictionary_item_added": "add",
    "iterable_item_added": "add",
    "dictionary_item_removed": "remove",
    "iterable_item_removed": "remove",
    "values_changed": "replace",
    "type_changes": "replace",
}


class _Edit(NamedTuple):
    """A field change whose path is still a pointer."""

    path: Pointer
    op: Literal["add", "remove", "replace"]
    before: Json | Absent
    after: Json | Absent


def canonical(value: Json) -> bytes:
    """Write a value in the one way that all equal values share."""
    import orjson

    try:
        return orjson.dumps(value, option=orjson.OPT_SORT_KEYS)
    except TypeError:
        # integers beyond 64 bits and lone surrogates are not for orjson
        return json.dumps(value, sort_keys=True, separators=(",", ":")).encode()


def equal(before: Json, after: Json) -> bool:
    """Whether two values are the same JSON; the order of keys does not count."""
    return canonical(before) == canonical(after)


def fingerprint(spec: Json) -> str:
    """Return ``sha256:…`` of a value's canonical JSON."""
    return f"sha256:{hashlib.sha256(canonical(spec)).hexdigest()}"


def explain(before: Json, after: Json, alike: Alike) -> tuple[FieldChange, ...]:
    """Return the differences, sorted by path: empty exactly if both are equal.

    ``alike`` says whether two items of a list are the same thing, though changed:
    so one inserted button is one addition.
    """
    edits = sorted(_explain(before, after, alike), key=_place)
    return tuple(
        FieldChange(json_pointer(edit.path), edit.op, edit.before, edit.after)
        for edit in edits
    )


def _place(edit: _Edit) -> tuple[tuple[tuple[bool, int, str], ...], str]:
    """Sort numbers as numbers, and a removal before an addition at its place."""
    steps = tuple(
        (False, step, "") if isinstance(step, int) else (True, 0, step)
        for step in edit.path
    )
    return steps, "remove add replace".partition(edit.op)[0]


def _explain(before: Json, after: Json, alike: Alike) -> Iterator[_Edit]:
    if equal(before, after):
        return
    # for a create there is nothing to match, and DeepDiff is slow to say so
    edits = _ask_deepdiff(before, after, alike) if before and after else ()
    if _leads_to(after, before, edits):
        yield from edits
    elif isinstance(before, Mapping) and isinstance(after, Mapping):
        yield from _explain_mappings(before, after, alike)
    elif isinstance(before, list) and isinstance(after, list):
        yield from _explain_lists(before, after)
    else:
        yield _Edit(ROOT, "replace", before, after)


def _ask_deepdiff(before: Json, after: Json, alike: Alike) -> Sequence[_Edit]:
    try:
        return list(_deepdiff(before, after, alike))
    except UnicodeEncodeError:
        return ()  # DeepDiff hashes texts as UTF-8, which has no lone surrogates


def _deepdiff(before: Json, after: Json, alike: Alike) -> Iterator[_Edit]:
    from deepdiff import DeepDiff

    found = DeepDiff(
        before,
        after,
        view="tree",
        ignore_private_variables=False,
        threshold_to_diff_deeper=0,
        iterable_compare_func=lambda one, other, _level=None: alike(one, other),
    )
    for category, levels in found.tree.items():
        op = _OPS.get(category)
        if op is None:
            continue  # a moved item: told by the additions and removals around it
        for level in levels:
            # behind a moved item DeepDiff swaps the sides: its t2 path is in before
            path = tuple(level.path(output_format="list", use_t2=True))
            yield _Edit(
                path,
                op,
                ABSENT if op == "add" else level.t1,
                ABSENT if op == "remove" else level.t2,
            )


def _explain_mappings(before: Spec, after: Spec, alike: Alike) -> Iterator[_Edit]:
    for key in sorted({*before, *after}):
        if key not in after:
            yield _Edit((key,), "remove", before[key], ABSENT)
        elif key not in before:
            yield _Edit((key,), "add", ABSENT, after[key])
        else:
            for edit in _explain(before[key], after[key], alike):
                yield edit._replace(path=(key, *edit.path))


def _explain_lists(before: Sequence[Json], after: Sequence[Json]) -> Iterator[_Edit]:
    """Tell items apart by equality alone, keeping their order."""
    matcher = SequenceMatcher(
        None,
        [canonical(item) for item in before],
        [canonical(item) for item in after],
        autojunk=False,
    )
    for tag, start, end, new_start, new_end in matcher.get_opcodes():
        if tag != "equal":
            for index in range(start, end):
                yield _Edit((index,), "remove", before[index], ABSENT)
            for index in range(new_start, new_end):
                yield _Edit((index,), "add", ABSENT, after[index])


def _leads_to(after: Json, before: Json, edits: Sequence[_Edit]) -> bool:
    try:
        return equal(_carry_out(before, edits), after)
    except LookupError:
        return False


def _carry_out(value: Json, edits: Sequence[_Edit]) -> Json:
    """Apply edits to a value; LookupError where one leads nowhere."""
    below: dict[str | int, list[_Edit]] = {}
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


def _carry_out_mapping(value: Spec, below: Mapping[str | int, list[_Edit]]) -> Json:
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
    value: Sequence[Json], below: Mapping[str | int, list[_Edit]]
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
    below: Mapping[str | int, list[_Edit]],
) -> Iterator[tuple[int, _Edit]]:
    steps = sorted(step for step in below if isinstance(step, int))
    for step in steps:
        for edit in below[step]:
            if not edit.path and edit.op == "add":
                yield step, edit


def _present(value: Json | Absent) -> Json:
    return None if isinstance(value, Absent) else value
