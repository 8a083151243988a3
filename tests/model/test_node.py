"""What can be an id of the Graph API."""

from __future__ import annotations

import pytest

from wa_sync.model.node import is_node


@pytest.mark.parametrize(
    ("given", "fits"),
    [
        ("106540352242922", True),
        ("", False),
        ("../5", False),
        ("5\n", False),
        ("\u0665", False),
    ],
)
def test_an_id_is_digits(given: str, *, fits: bool) -> None:
    """Those of ASCII, and nothing else."""
    assert is_node(given) is fits
