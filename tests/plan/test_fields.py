from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.jsons import VALUES

from wa_sync.canonical import equal
from wa_sync.model.change import ABSENT, Absent, FieldChange
from wa_sync.plan import fields
from wa_sync.plan.edits import Edit, leads_to


if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wa_sync.model.source import Json


def alike(one: Json, other: Json) -> bool:
    """Buttons of one type are the same thing; other values are what they equal."""
    if isinstance(one, dict) and isinstance(other, dict):
        return one.get("type") == other.get("type")
    return equal(one, other)


def step_of(text: str) -> str:
    """Undo the escapes of RFC 6901."""
    return text.replace("~1", "/").replace("~0", "~")


def patched(value: Json, changes: Sequence[FieldChange]) -> Json:
    """Carry out changes the way a reader of the JSON plan would."""
    below: dict[str, list[FieldChange]] = {}
    for change in changes:
        if not change.path:
            assert change.op == "replace"
            assert same(value, change.before)
            return present(change.after)
        step, slash, rest = change.path[1:].partition("/")
        below.setdefault(step_of(step), []).append(
            FieldChange(slash + rest, change.op, change.before, change.after)
        )
    if isinstance(value, dict):
        return patched_mapping(value, below)
    if isinstance(value, list):
        return patched_list(value, below)
    assert not below
    return value


def patched_mapping(
    value: Mapping[str, Json], below: Mapping[str, list[FieldChange]]
) -> Json:
    """Carry out what leads into a mapping."""
    result = dict(value)
    for step, inner in below.items():
        if inner[0].path or inner[0].op == "replace":
            result[step] = patched(value[step], inner)
        elif inner[0].op == "remove":
            assert same(result.pop(step), inner[0].before)
        else:
            assert step not in result
            result[step] = present(inner[0].after)
    return result


def patched_list(value: Sequence[Json], below: Mapping[str, list[FieldChange]]) -> Json:
    """Carry out what leads into a list: removals first, then additions in order."""
    kept = []
    for index, item in enumerate(value):
        inner = below.get(str(index), [])
        if not any(change.op == "remove" and not change.path for change in inner):
            stays = [change for change in inner if change.path or change.op != "add"]
            kept.append(patched(item, stays))
    for index in sorted(map(int, below)):
        for change in below[str(index)]:
            if change.op == "add" and not change.path:
                kept.insert(index, present(change.after))
    return kept


def same(value: Json, said: Json | Absent) -> bool:
    """Whether a change tells truly what was there before."""
    return not isinstance(said, Absent) and equal(value, said)


def present(value: Json | Absent) -> Json:
    """What a change puts in place, which must be something."""
    assert not isinstance(value, Absent)
    return value


class TestExplain:
    """The explanation is complete, sorted and in the reader's terms."""

    @given(VALUES, VALUES)
    def test_complete(self, before: Json, after: Json) -> None:
        """Nothing is said exactly if nothing differs; else it leads to ``after``."""
        changes = fields.explain(before, after, alike)
        assert (changes == ()) == equal(before, after)
        assert equal(patched(before, changes), after)

    @given(st.lists(st.fixed_dictionaries({"type": st.integers(0, 3)}), max_size=6))
    def test_lists(self, before: list[Json]) -> None:
        """Lists of like things are explained through every turn of their order."""
        after = [*reversed(before)]
        changes = fields.explain(before, after, alike)
        assert equal(patched(before, changes), after)

    def test_inserted_button(self) -> None:
        """One inserted button is one addition, and a changed one is one change."""
        before: Json = {
            "buttons": [
                {"type": "URL", "text": "Go"},
                {"type": "PHONE", "text": "Ring"},
            ]
        }
        after: Json = {
            "buttons": [
                {"type": "REPLY", "text": "Yes"},
                {"type": "URL", "text": "Go there"},
                {"type": "PHONE", "text": "Ring"},
            ]
        }
        assert fields.explain(before, after, alike) == (
            FieldChange("/buttons/0", "add", ABSENT, {"type": "REPLY", "text": "Yes"}),
            FieldChange("/buttons/0/text", "replace", "Go", "Go there"),
        )

    def test_moved_button(self) -> None:
        """A button that only moved goes from one place and comes to another."""
        one: Json = {"type": "URL", "text": "Go"}
        two: Json = {"type": "PHONE", "text": "Ring"}
        assert fields.explain({"b": [one, two]}, {"b": [two, one]}, alike) == (
            FieldChange("/b/0", "remove", one, ABSENT),
            FieldChange("/b/1", "add", ABSENT, one),
        )

    def test_moved_and_changed_button(self) -> None:
        """Where some button must have moved, it is one that did not change."""
        url: Json = {"type": "URL", "text": "Go"}
        other: Json = {"type": "URL", "text": "Go on"}
        phone: Json = {"type": "PHONE", "text": "Ring"}
        assert fields.explain([url, phone], [phone, other], alike) == (
            FieldChange("/0", "add", ABSENT, phone),
            FieldChange("/0/text", "replace", "Go", "Go on"),
            FieldChange("/1", "remove", phone, ABSENT),
        )

    @pytest.mark.parametrize(
        ("before", "after", "changes"),
        [
            (
                {"__k": 1},
                {"__k": 2},
                (FieldChange("/__k", "replace", 1, 2),),
            ),
            ({"a": -0.0}, {"a": 0.0}, (FieldChange("/a", "replace", -0.0, 0.0),)),
            (
                {"a": -0.0, "b": 1, "d": 1},
                {"a": 0.0, "c": None, "d": 1},
                (
                    FieldChange("/a", "replace", -0.0, 0.0),
                    FieldChange("/b", "remove", 1, ABSENT),
                    FieldChange("/c", "add", ABSENT, None),
                ),
            ),
            ({"a": "\ud800"}, {"a": 1}, (FieldChange("/a", "replace", "\ud800", 1),)),
            ([1], [True], (FieldChange("/0", "replace", 1, after=True),)),
            (
                {"a": []},
                {"a": ["\ud800"]},
                (FieldChange("/a/0", "add", ABSENT, "\ud800"),),
            ),
            (
                [[]],
                [["\ud800"]],
                (
                    FieldChange("/0", "remove", [], ABSENT),
                    FieldChange("/0", "add", ABSENT, ["\ud800"]),
                ),
            ),
            (
                ["\ud800", "a"],
                ["\ud801", "a"],
                (
                    FieldChange("/0", "remove", "\ud800", ABSENT),
                    FieldChange("/0", "add", ABSENT, "\ud801"),
                ),
            ),
            (
                [{"type": 1, "a": 1, "c": 3}],
                [{"type": 1, "b": 2, "c": 3}],
                (
                    FieldChange("/0/a", "remove", 1, ABSENT),
                    FieldChange("/0/b", "add", ABSENT, 2),
                ),
            ),
            (1, "1", (FieldChange("", "replace", 1, "1"),)),
            ({}, [], (FieldChange("", "replace", {}, []),)),
            (
                {"x/y": {"~": None}},
                {"x/y": {"~": "none"}},
                (FieldChange("/x~1y/~0", "replace", None, "none"),),
            ),
            (
                {"l": list(range(12))},
                {"l": [*range(2), *range(3, 10)]},
                (
                    FieldChange("/l/2", "remove", 2, ABSENT),
                    FieldChange("/l/10", "remove", 10, ABSENT),
                    FieldChange("/l/11", "remove", 11, ABSENT),
                ),
            ),
        ],
    )
    def test_examples(
        self, before: Json, after: Json, changes: tuple[FieldChange, ...]
    ) -> None:
        """DeepDiff's blind spots are covered, and numbers sort as numbers."""
        found = fields.explain(before, after, alike)
        assert repr(found) == repr(changes)

    def test_distrust(self) -> None:
        """An explanation that leads nowhere is not taken for one."""
        edit = Edit(("gone", "deep"), "replace", 1, 2)
        assert not leads_to({"a": 1}, {"a": 0}, [edit])
        assert not leads_to(1, 0, [edit])
