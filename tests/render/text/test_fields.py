from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support import plans

from wa_sync.model.change import ABSENT, FieldChange
from wa_sync.plan.fields import explain
from wa_sync.render.style import Style
from wa_sync.render.text import fields


if TYPE_CHECKING:
    from wa_sync.model.source import Json


def shown(before: Json, after: Json, *, verbose: bool = False) -> str:
    """Show how two values differ."""
    diff = explain(before, after, plans.alike)
    return "\n".join(fields.lines(diff, Style.plain(), verbose=verbose))


@pytest.mark.parametrize(
    ("path", "label"),
    [
        ("", "everything"),
        ("/components/body/text", "body › text"),
        ("/components/1/text", "components › 2 › text"),
        ("/components", "components"),
        ("/BUTTONS/buttons/0/url", "buttons › 1 › url"),
        ("/a~1b/~0/x\n", "a/b › ~ › x↵"),
    ],
)
def test_label(path: str, label: str) -> None:
    """A path is written as words, with places that count from 1."""
    assert fields.label(path) == label


def test_scalars() -> None:
    """Short values share a line; a null is a null and not a text."""
    before: Json = {"a": None, "b": "x", "c": [1], "d": 1, "e": "y"}
    after: Json = {"a": "null", "b": "x ", "c": [1, 2], "d": "1", "e": None}
    assert shown(before, after) == (
        '  a: null → "null"\n  b: x → "x "\n+ c › 2: 2\n  d: 1 → "1"\n  e: y → null'
    )


def test_long_values() -> None:
    """Long values stand one above the other."""
    before: Json = {"a": ["x" * 45], "b": [{"type": 1}]}
    after: Json = {"a": 1, "b": "text"}
    diff = explain(before, after, plans.alike)
    assert "\n".join(fields.lines(diff, Style.plain())) == (
        f"  a:\n    - [{'x' * 45}]\n    + 1\n- b:\n-   - type: 1\n+ b: text"
    )


def test_moved() -> None:
    """What only moved is said to have moved; what is new is not."""
    assert shown({"l": [1, 2, 3], "m": []}, {"l": [3, 1, 2], "m": [3]}) == (
        "  l › 3: moved to 1\n+ m › 1: 3"
    )


def test_not_moved() -> None:
    """One thing that went and another that came are told apart."""
    diff = (
        FieldChange("/l/1", "add", ABSENT, 4),
        FieldChange("/l/1", "remove", 2, ABSENT),
        FieldChange("/m/0", "remove", 4, ABSENT),
    )
    assert list(fields.lines(diff, Style.plain())) == [
        "+ l › 2: 4",
        "- l › 2: 2",
        "- m › 1: 4",
    ]


def test_twins() -> None:
    """Each of two equal items goes its own way, however the change came about."""
    diff = (
        FieldChange("/l/0", "remove", "a", ABSENT),
        FieldChange("/l/1", "remove", "a", ABSENT),
        FieldChange("/l/2", "add", ABSENT, "b"),
        FieldChange("/l/3", "add", ABSENT, "a"),
    )
    assert list(fields.lines(diff, Style.plain())) == [
        "  l › 1: moved to 4",
        "- l › 2: a",
        "+ l › 3: b",
    ]


def test_context() -> None:
    """Lines far from a change are left out, unless all are asked for."""
    before = "\n".join(str(number) for number in range(9))
    after = before.replace("4", "four")
    assert shown({"a": before}, {"a": after}) == (
        "  a:\n      …\n      2\n      3\n    - 4\n    + four\n"
        "      5\n      6\n      …"
    )
    assert shown({"a": before}, {"a": after}, verbose=True) == (
        "  a:\n      0\n      1\n      2\n      3\n    - 4\n    + four\n      5\n"
        "      6\n      7\n      8"
    )


def test_unseen() -> None:
    """Texts that look alike when shown are still both shown."""
    assert shown({"a": "↵"}, {"a": "\n"}) == "  a:\n    - ↵\n    + ↵\n    + ↵"
    assert shown({"a": "‹U+200B›"}, {"a": "\u200b"}) == (
        "  a:\n    - ‹U+200B›\n    + ‹U+200B›"
    )
