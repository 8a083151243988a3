from __future__ import annotations

import pytest

from wa_sync.render.columns import width


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("", 0),
        ("abc", 3),
        ("é", 1),
        ("e\u0301", 1),
        ("日本", 4),
        ("🚚x", 3),
        ("‹U+200B›", 8),
        ("א\u05b8", 1),
    ],
)
def test_width(text: str, columns: int) -> None:
    """Wide letters take two columns, combining ones none."""
    assert width(text) == columns
