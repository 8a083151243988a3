"""Entries ↔ variants ↔ live templates, and how a spec is explained."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.composed import BODY
from support.variants import ACCOUNT, live, template

from wa_sync.kind import Draft, Variant
from wa_sync.kinds.message_template.compose import compose
from wa_sync.kinds.message_template.expand import expand, key
from wa_sync.kinds.message_template.normal import normalize


if TYPE_CHECKING:
    from wa_sync.model.source import Json, Spec


def test_one_language_is_one_variant() -> None:
    """An entry with ``language`` is complete in itself."""
    entry = template(BODY, accounts=["demo"], allow=["a_rule"])
    assert list(expand(entry)) == [Variant(template(BODY))]


def test_several_languages_share_what_stands_beside_them() -> None:
    """What stands below a language is its own; the rest is taken from the entry."""
    entry: Spec = {
        "name": "spring",
        "category": "MARKETING",
        "languages": {
            "en_US": {"components": [BODY], "category": "UTILITY"},
            "de": None,
        },
    }
    assert list(expand(entry)) == [
        Variant(
            {
                "name": "spring",
                "category": "UTILITY",
                "components": [BODY],
                "language": "en_US",
            },
            overlay=("languages", "en_US"),
            own=frozenset({"components", "category"}),
        ),
        Variant(
            {"name": "spring", "category": "MARKETING", "language": "de"},
            overlay=("languages", "de"),
        ),
    ]


@pytest.mark.parametrize(
    ("variant", "expected"),
    [
        (template(), "order_update/en_US"),
        ({"name": "order_update"}, None),
        ({"language": "de"}, None),
    ],
)
def test_a_template_is_known_by_name_and_language(
    variant: Spec, expected: str | None
) -> None:
    """Both together are the key."""
    assert key(variant, ACCOUNT) == expected


def test_one_language_is_written_as_people_write_it() -> None:
    """Samples are flat, defaults are gone, and what a reader looks for comes first."""
    spec = normalize(
        template(
            {"example": {"body_text": [["Ana"]]}, "text": "Hi {{1}}!", "type": "BODY"},
            {"type": "FOOTER", "text": "Bye"},
            {
                "type": "BUTTONS",
                "buttons": [
                    {"text": "Book", "flow_id": "1", "type": "FLOW"},
                    {"type": "COPY_CODE", "example": ["SPRING"]},
                ],
            },
            {
                "type": "CAROUSEL",
                "cards": [{"components": [{"text": "b", "type": "BODY"}]}],
            },
            message_send_ttl_seconds=60,
        )
    )
    (draft,) = compose([live(spec)])
    assert draft == Draft(
        "order_update",
        {
            "name": "order_update",
            "language": "en_US",
            "category": "UTILITY",
            "message_send_ttl_seconds": 60,
            "components": [
                {"type": "BODY", "text": "Hi {{1}}!", "example": ["Ana"]},
                {"type": "FOOTER", "text": "Bye"},
                {
                    "type": "BUTTONS",
                    "buttons": [
                        {"type": "FLOW", "text": "Book", "flow_id": "1"},
                        {"type": "COPY_CODE", "example": "SPRING"},
                    ],
                },
                {
                    "type": "CAROUSEL",
                    "cards": [{"components": [{"type": "BODY", "text": "b"}]}],
                },
            ],
        },
    )
    assert list(draft.entry) == [
        *("name", "language", "category", "message_send_ttl_seconds", "components")
    ]


def test_languages_of_a_name_are_one_entry() -> None:
    """Names in order, languages in order, the category said once."""
    en, de = template(BODY), template({"type": "BODY", "text": "Hallo"}, language="de")
    named = normalize({**template(), "name": "a", "parameter_format": "NAMED"})
    lives = [live(normalize(en)), live(named), live(normalize(de))]
    assert list(compose(lives)) == [
        Draft(
            "a",
            {
                "name": "a",
                "language": "en_US",
                "category": "UTILITY",
                "parameter_format": "NAMED",
                "components": [],
            },
        ),
        Draft(
            "order_update",
            {
                "name": "order_update",
                "category": "UTILITY",
                "languages": {
                    "de": {"components": [{"type": "BODY", "text": "Hallo"}]},
                    "en_US": {"components": [BODY]},
                },
            },
        ),
    ]


def test_categories_that_differ_are_entries_of_their_own() -> None:
    """Old templates of one name may differ in category, which one entry cannot say."""
    lives = [
        live(normalize(template(language=code, category=category)))
        for code, category in [
            ("en", "UTILITY"),
            ("de", "MARKETING"),
            ("fr", "UTILITY"),
        ]
    ]
    assert list(compose(lives)) == [
        Draft(
            "order_update-marketing",
            {
                "name": "order_update",
                "language": "de",
                "category": "MARKETING",
                "components": [],
            },
        ),
        Draft(
            "order_update-utility",
            {
                "name": "order_update",
                "category": "UTILITY",
                "languages": {"en": {"components": []}, "fr": {"components": []}},
            },
        ),
    ]


@pytest.mark.parametrize(
    ("given", "written"),
    [
        (
            {"body_text_named_params": [{"param_name": "a", "example": "A"}]},
            {"a": "A"},
        ),
        (
            {"body_text_named_params": [{"param_name": "body_text", "example": "A"}]},
            None,
        ),
        (
            {"body_text_named_params": [{"param_name": "a", "example": "A", "x": 1}]},
            None,
        ),
        (
            {
                "body_text_named_params": [
                    {"param_name": "a", "example": "A"},
                    {"param_name": "a", "example": "B"},
                ]
            },
            None,
        ),
        ({"body_text_named_params": []}, None),
        ({"body_text": [["A"], ["B"]]}, None),
        ({"body_text": [[]]}, None),
        ({"body_text": [["A"]], "new": 1}, None),
        ({"header_text": ["A"]}, None),
    ],
)
def test_samples_that_are_unusual_stay_as_they_are(given: Spec, written: Json) -> None:
    """Short forms are used only where they lead back to the same."""
    spec: Spec = {
        **template(),
        "components": [{"type": "BODY", "text": "{{a}} {{1}}", "example": given}],
    }
    (draft,) = compose([live(spec)])
    assert draft.entry["components"] == [
        {
            "type": "BODY",
            "text": "{{a}} {{1}}",
            "example": given if written is None else written,
        }
    ]


def test_strange_components_are_written_as_they_are() -> None:
    """What is no component cannot be improved."""
    spec: Spec = {
        **template(),
        "components": ["?", {"type": "BUTTONS", "buttons": ["?"]}, {"type": "LIST"}],
    }
    (draft,) = compose([live(spec)])
    assert draft.entry["components"] == spec["components"]
    (bare,) = compose([live({"name": "a", "language": "b"})])
    assert bare.entry == {"name": "a", "language": "b"}
