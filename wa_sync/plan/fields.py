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

from collections.abc import Mapping
from typing import TYPE_CHECKING

from wa_sync.canonical import equal
from wa_sync.model.change import ABSENT, FieldChange
from wa_sync.model.source import ROOT, json_pointer
from wa_sync.plan.edits import Edit, leads_to
from wa_sync.plan.matching import stayed


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wa_sync.model.source import Json, Spec
    from wa_sync.plan.edits import Op
    from wa_sync.plan.matching import Alike

_OPS: Mapping[str, Op] = {
    "dictionary_item_added": "add",
    "iterable_item_added": "add",
    "dictionary_item_removed": "remove",
    "iterable_item_removed": "remove",
    "values_changed": "replace",
    "type_changes": "replace",
}


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


def _place(edit: Edit) -> tuple[tuple[tuple[bool, int, str], ...], str]:
    """Sort numbers as numbers, and a removal before an addition at its place."""
    steps = tuple(
        (False, step, "") if isinstance(step, int) else (True, 0, step)
        for step in edit.path
    )
    return steps, "remove add replace".partition(edit.op)[0]


def _explain(before: Json, after: Json, alike: Alike) -> Iterator[Edit]:
    """Descend through mappings and ask about lists: DeepDiff is slow."""
    if equal(before, after):
        return
    if isinstance(before, Mapping) and isinstance(after, Mapping):
        yield from _explain_mappings(before, after, alike)
    elif isinstance(before, list) and isinstance(after, list):
        edits = _ask_deepdiff(before, after, alike) if before and after else ()
        if leads_to(after, before, edits):
            yield from edits
        else:
            yield from _explain_lists(before, after, alike)
    else:
        yield Edit(ROOT, "replace", before, after)


def _ask_deepdiff(before: Json, after: Json, alike: Alike) -> Sequence[Edit]:
    try:
        return list(_deepdiff(before, after, alike))
    except UnicodeEncodeError:
        return ()  # DeepDiff hashes texts as UTF-8, which has no lone surrogates


def _deepdiff(before: Json, after: Json, alike: Alike) -> Iterator[Edit]:
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
            yield Edit(
                path,
                op,
                ABSENT if op == "add" else level.t1,
                ABSENT if op == "remove" else level.t2,
            )


def _explain_mappings(before: Spec, after: Spec, alike: Alike) -> Iterator[Edit]:
    for key in sorted({*before, *after}):
        if key not in after:
            yield Edit((key,), "remove", before[key], ABSENT)
        elif key not in before:
            yield Edit((key,), "add", ABSENT, after[key])
        else:
            for edit in _explain(before[key], after[key], alike):
                yield edit._replace(path=(key, *edit.path))


def _explain_lists(
    before: Sequence[Json], after: Sequence[Json], alike: Alike
) -> Iterator[Edit]:
    """Tell what moved as gone from one place and come to another."""
    stays = stayed(before, after, alike)
    for index, item in enumerate(before):
        if index not in stays:
            yield Edit((index,), "remove", item, ABSENT)
            continue
        for edit in _explain(item, after[stays[index]], alike):
            yield edit._replace(path=(index, *edit.path))
    for index in sorted(set(range(len(after))) - set(stays.values())):
        yield Edit((index,), "add", ABSENT, after[index])
