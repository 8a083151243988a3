"""Every spelling that a declaration may have → the one that Meta reads back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.normal_forms import component
from support.variants import template

from wa_sync.kinds.message_template.normal import asset_paths, normalize


if TYPE_CHECKING:
    from wa_sync.model.source import Json, Spec


TWO = "Hi {{1}}, order {{2}} is here."
NAMED = "Hi {{first_name}}, order {{order}} is here."
NAMED_NORMAL = {
    "body_text_named_params": [
        {"param_name": "first_name", "example": "Ana"},
        {"param_name": "order", "example": "A-1"},
    ]
}


@pytest.mark.parametrize(
    ("text", "written", "normal"),
    [
        (TWO, ["Ana", "A-1"], {"body_text": [["Ana", "A-1"]]}),
        (TWO, [["Ana", "A-1"]], {"body_text": [["Ana", "A-1"]]}),
        (TWO, {"body_text": ["Ana", "A-1"]}, {"body_text": [["Ana", "A-1"]]}),
        (TWO, {"body_text": [["Ana", "A-1"]]}, {"body_text": [["Ana", "A-1"]]}),
        (TWO, {"body_text": [["Ana\n", 7]]}, {"body_text": [["Ana", "7"]]}),
        ("Hi {{1}}!", "Ana", {"body_text": [["Ana"]]}),
        ("Hi {{1}}!", {"body_text": "Ana"}, {"body_text": [["Ana"]]}),
        (NAMED, {"order": "A-1", "first_name": "Ana"}, NAMED_NORMAL),
        (
            NAMED,
            [
                {"param_name": "order", "example": "A-1"},
                {"param_name": "first_name", "example": "Ana "},
            ],
            NAMED_NORMAL,
        ),
        (NAMED, NAMED_NORMAL, NAMED_NORMAL),
        (NAMED, {"body_text_named_params": "Ana"}, {"body_text_named_params": "Ana"}),
        ("No variables.", ["Ana"], None),
        ("No variables.", {"body_text": [[]]}, None),
    ],
)
def test_examples_of_a_body(text: str, written: Json, normal: Json) -> None:
    """Examples are nested, in the order of their variables, and only where there are
    variables.
    """
    expected: dict[str, Json] = {"type": "BODY", "text": text}
    if normal is not None:
        expected["example"] = normal
    assert component({"type": "BODY", "text": text, "example": written}) == expected


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        (["A-1"], {"header_text": ["A-1"]}),
        ("A-1", {"header_text": ["A-1"]}),
        ({"header_text": [["A-1"]]}, {"header_text": ["A-1"]}),
    ],
)
def test_examples_of_a_header_are_flat(written: Json, normal: Json) -> None:
    """A header has one variable, so its examples are a plain list."""
    header: Spec = {"type": "header", "format": "text", "text": "Order {{1}}"}
    assert component({**header, "example": written}) == {
        "type": "HEADER",
        "format": "TEXT",
        "text": "Order {{1}}",
        "example": normal,
    }


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ("4::aW", ["4::aW"]),
        (["4::aW"], ["4::aW"]),
        (["4::aW\n4::bW"], ["4::aW", "4::bW"]),
        ([7], ["7"]),
    ],
)
def test_handles_written_by_hand_stay(written: Json, normal: Json) -> None:
    """A handle has to be sent, so it is part of what was declared."""
    header: Spec = {"type": "HEADER", "format": "IMAGE"}
    assert component({**header, "example": {"header_handle": written}}) == {
        **header,
        "example": {"header_handle": normal},
    }


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        ({"type": "FOOTER", "text": "Bye \n"}, {"type": "FOOTER", "text": "Bye"}),
        ({"type": "body", "text": None}, {"type": "BODY"}),
        (
            {"type": "BODY", "add_security_recommendation": False},
            {"type": "BODY"},
        ),
        (
            {"type": "BODY", "add_security_recommendation": True},
            {"type": "BODY", "add_security_recommendation": True},
        ),
        (
            {"type": "FOOTER", "text": "x", "example": "y"},
            {"type": "FOOTER", "text": "x"},
        ),
        (
            {"type": "HEADER", "format": "image", "asset": "a.jpg"},
            {"type": "HEADER", "format": "IMAGE"},
        ),
        (
            {
                "type": "limited_time_offer",
                "limited_time_offer": {"text": "Soon ", "has_expiration": None},
            },
            {"type": "LIMITED_TIME_OFFER", "limited_time_offer": {"text": "Soon"}},
        ),
        (
            {"type": "LIMITED_TIME_OFFER", "limited_time_offer": "?"},
            {"type": "LIMITED_TIME_OFFER", "limited_time_offer": "?"},
        ),
        (
            {"type": "CAROUSEL", "cards": "?"},
            {"type": "CAROUSEL", "cards": "?"},
        ),
        (
            {"type": "BUTTONS", "buttons": "?"},
            {"type": "BUTTONS", "buttons": "?"},
        ),
        (
            {
                "type": "carousel",
                "cards": [
                    {
                        "card_index": 0,
                        "components": [
                            {"type": "body", "text": "b"},
                            {"type": "header"},
                        ],
                    },
                    {},
                ],
            },
            {
                "type": "CAROUSEL",
                "cards": [
                    {"components": [{"type": "HEADER"}, {"type": "BODY", "text": "b"}]},
                    {},
                ],
            },
        ),
    ],
)
def test_components(written: Spec, normal: Json) -> None:
    """Types are in upper case, texts end without whitespace, defaults are gone."""
    assert component(written) == normal


def test_components_come_in_metas_order() -> None:
    """Meta's order, and after it the types that are not known, by name."""
    kinds = ["Z", "carousel", "BUTTONS", "FOOTER", "LIMITED_TIME_OFFER", "A", "BODY"]
    parts = normalize(template(*({"type": kind} for kind in kinds)))["components"]
    assert parts == [
        {"type": "BODY"},
        {"type": "LIMITED_TIME_OFFER"},
        {"type": "FOOTER"},
        {"type": "BUTTONS"},
        {"type": "CAROUSEL"},
        {"type": "A"},
        {"type": "Z"},
    ]


def test_fields_of_a_template() -> None:
    """Enums are in upper case, tool keys and what only Meta sets are gone."""
    written = template(
        category="utility",
        parameter_format="named",
        sub_category="custom",
        display_format="order_details",
        message_send_ttl_seconds="-120",
        send_type="direct",
        bid_spec=None,
        degrees_of_freedom_spec={
            "creative_features_spec": [
                {"key": "IMAGE_TOUCHUPS", "value": {"enroll_status": "opt_out"}},
                {"key": "Product_Extensions", "value": "?"},
            ]
        },
        library_template_body_inputs='{"add_contact_number": true}',
        library_template_button_inputs="[broken",
        accounts=["demo"],
        allow=["a_rule"],
        raw={"new": 1},
    )
    assert normalize(written) == {
        "name": "order_update",
        "language": "en_US",
        "category": "UTILITY",
        "parameter_format": "NAMED",
        "components": [],
        "display_format": "ORDER_DETAILS",
        "message_send_ttl_seconds": -120,
        "send_type": "DIRECT",
        "degrees_of_freedom_spec": {
            "creative_features_spec": {
                "image_touchups": {"enroll_status": "OPT_OUT"},
                "product_extensions": "?",
            }
        },
        "library_template_body_inputs": {"add_contact_number": True},
        "library_template_button_inputs": "[broken",
        "raw": {"new": 1},
    }


@pytest.mark.parametrize(
    ("field", "written"),
    [
        ("degrees_of_freedom_spec", "?"),
        ("degrees_of_freedom_spec", {"creative_features_spec": "?"}),
        ("library_template_body_inputs", '"text"'),
        ("message_send_ttl_seconds", "soon"),
    ],
)
def test_odd_values_stay_as_they_are(field: str, written: Json) -> None:
    """What no conversion understands is left for the rules to judge."""
    assert normalize(template(**{field: written}))[field] == written


def test_assets_lead_to_places_in_the_normal_form() -> None:
    """The place counts in Meta's order: the handle goes into the normal form."""
    written = template(
        {"type": "BODY", "text": "b"},
        {"type": "HEADER", "format": "IMAGE", "asset": "a.jpg"},
        {
            "type": "CAROUSEL",
            "cards": [
                {
                    "components": [
                        {"type": "BODY", "text": "b"},
                        {"type": "header", "format": "VIDEO", "asset": "b.mp4"},
                        "?",
                    ]
                },
                "?",
            ],
        },
    )
    assert asset_paths(written) == {
        ("components", 0, "example", "header_handle"): "a.jpg",
        (
            *("components", 2, "cards", 0, "components", 0),
            *("example", "header_handle"),
        ): "b.mp4",
    }
