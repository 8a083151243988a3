"""A spec as it is explained: lists of unlike things keyed by what they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.variants import template

from wa_sync.kinds.message_template.normal import normalize
from wa_sync.kinds.message_template.outline import alike, outline


if TYPE_CHECKING:
    from wa_sync.model.source import Json, Spec


def test_an_outline_names_components_by_type() -> None:
    """Lists of unlike things are keyed, so that a path says what it means."""
    spec = normalize(
        template(
            {"type": "HEADER", "format": "TEXT", "text": "{{1}}", "example": ["A-1"]},
            {"type": "BODY", "text": "{{1}}!", "example": ["Ana"]},
            {"type": "BODY", "text": "twice"},
            {"type": "BUTTONS", "buttons": [{"type": "QUICK_REPLY", "text": "Yes"}]},
            {
                "type": "CAROUSEL",
                "cards": [{"components": [{"type": "BODY", "text": "b"}]}, "?"],
            },
            {"type": "CALL_PERMISSION_REQUEST"},
        )
    )
    assert outline(spec) == {
        "name": "order_update",
        "language": "en_US",
        "category": "UTILITY",
        "parameter_format": "POSITIONAL",
        "components": {
            "header": {"format": "TEXT", "text": "{{1}}", "example": ["A-1"]},
            "body": {"text": "{{1}}!", "example": ["Ana"]},
            "body 2": {"text": "twice"},
            "buttons": [{"type": "QUICK_REPLY", "text": "Yes"}],
            "carousel": [{"body": {"text": "b"}}, {}],
            "call_permission_request": {},
        },
    }


def test_an_outline_of_odd_things_keeps_them() -> None:
    """What cannot be keyed stays a value; without components there is nothing to do."""
    odd: Spec = {"components": ["?", {"type": "BUTTONS", "buttons": [], "raw": {}}]}
    assert outline(odd) == {
        "components": {"?": "?", "buttons": {"buttons": [], "raw": {}}}
    }
    assert outline({"name": "a"}) == {"name": "a"}
    assert outline({"components": "?"}) == {"components": "?"}


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ({"type": "URL", "text": "a"}, {"type": "URL", "text": "a", "url": "b"}, True),
        ({"type": "URL", "url": "b"}, {"type": "URL", "text": "a", "url": "b"}, True),
        ({"type": "URL", "text": "a"}, {"type": "URL", "text": "b"}, False),
        ({"type": "URL", "text": "a"}, {"type": "FLOW", "text": "a"}, False),
        ({"type": "SPM"}, {"type": "SPM"}, True),
        ({"body": {"text": "b"}, "header": 1}, {"body": {"text": "b"}}, True),
        ("a", "a", True),
        ("a", {"type": "URL"}, False),
        ({"type": "URL"}, "a", False),
    ],
)
def test_buttons_and_cards_are_known_again(
    one: Json,
    other: Json,
    expected: bool,  # noqa: FBT001 - what is expected
) -> None:
    """The same label, target or part is enough to tell."""
    assert alike(one, other) is expected
