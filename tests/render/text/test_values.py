from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from wa_sync.render.text import values


if TYPE_CHECKING:
    from wa_sync.model.source import Json


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("text", "text"),
        ("", '""'),
        (" padded ", '" padded "'),
        ("12", '"12"'),
        ("null", '"null"'),
        (12, "12"),
        (1.5, "1.5"),
        (False, "false"),
        (True, "true"),
        (None, "null"),
        ({}, "{}"),
        ({"a": 1}, "{a: 1}"),
        ([], "[]"),
        ([1, "b", [2]], "[1, b, [2]]"),
    ],
)
def test_scalar(value: Json, written: str) -> None:
    """A text that looks like something else is quoted; everything fits on a line."""
    assert values.scalar(value) == written


def test_lines() -> None:
    """Nested values are written as YAML would be, texts behind a bar."""
    value: Json = {
        "empty": {},
        "short": [1, 2],
        "items": [{"a": 1, "b": [[]]}, "x\ny"],
        "text": "a  \n\nb",
        "long": ["x" * 40, "y" * 40],
        "broken": ["a\nb"],
    }
    assert "\n".join(values.lines(value)) == (
        "empty: {}\n"
        "short: [1, 2]\n"
        "items:\n"
        "  - a: 1\n"
        "    b:\n"
        "      - []\n"
        "  - │ x\n"
        "    │ y\n"
        "text:\n"
        "  │ a··\n"
        "  │\n"
        "  │ b\n"
        "long:\n"
        f"  - {'x' * 40}\n"
        f"  - {'y' * 40}\n"
        "broken:\n"
        "  - │ a\n"
        "    │ b"
    )
