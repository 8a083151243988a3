"""Normal forms → what is sent."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.variants import template

from wa_sync.kinds.message_template.limits import GRAPH_ORDERS
from wa_sync.kinds.message_template.normal import normalize, to_request


if TYPE_CHECKING:
    from wa_sync.model.source import Json


def test_a_request_is_the_normal_form() -> None:
    """Examples are nested, buttons stay OTP, and the format is said."""
    spec = normalize(
        template(
            {"type": "body", "text": "Hi {{1}}!", "example": ["Ana"]},
            {"type": "buttons", "buttons": [{"type": "otp", "otp_type": "copy_code"}]},
        )
    )
    assert to_request(spec, {}) == {
        "name": "order_update",
        "language": "en_US",
        "category": "UTILITY",
        "parameter_format": "POSITIONAL",
        "components": [
            {"type": "BODY", "text": "Hi {{1}}!", "example": {"body_text": [["Ana"]]}},
            {"type": "BUTTONS", "buttons": [{"type": "OTP", "otp_type": "COPY_CODE"}]},
        ],
    }


def test_raw_fields_are_sent_where_they_belong() -> None:
    """No tool key reaches Meta; what stands under it does."""
    spec = normalize(
        template(
            {"type": "BODY", "text": "b", "raw": {"tone": "warm"}},
            {
                "type": "BUTTONS",
                "buttons": [{"type": "QUICK_REPLY", "text": "a", "raw": {"n": 1}}, "?"],
            },
            {"type": "CALL_PERMISSION_REQUEST"},
            raw={"new": True},
        )
    )
    spec["components"] = [*spec["components"], "?"]  # type: ignore[misc] # a list of Json
    assert to_request(spec, {}) == {
        "name": "order_update",
        "language": "en_US",
        "category": "UTILITY",
        "parameter_format": "POSITIONAL",
        "components": [
            {"type": "BODY", "text": "b", "tone": "warm"},
            {
                "type": "BUTTONS",
                "buttons": [
                    {"type": "QUICK_REPLY", "text": "a", "n": 1},
                    {"type": None},
                ],
            },
            {"type": "call_permission_request"},
            "?",
        ],
        "new": True,
    }


def test_handles_go_to_their_headers() -> None:
    """A fresh handle takes the place of one that was written by hand."""
    spec = normalize(
        template(
            {
                "type": "HEADER",
                "format": "IMAGE",
                "example": {"header_handle": ["4::old"]},
            },
            {
                "type": "CAROUSEL",
                "cards": [{"components": [{"type": "HEADER", "format": "VIDEO"}]}, "?"],
            },
        )
    )
    handles = {
        ("components", 0, "example", "header_handle"): "4::a",
        (
            *("components", 1, "cards", 0, "components", 0),
            *("example", "header_handle"),
        ): "4::b",
    }
    assert to_request(spec, handles)["components"] == [
        {"type": "HEADER", "format": "IMAGE", "example": {"header_handle": ["4::a"]}},
        {
            "type": "CAROUSEL",
            "cards": [
                {
                    "components": [
                        {
                            "type": "HEADER",
                            "format": "VIDEO",
                            "example": {"header_handle": ["4::b"]},
                        }
                    ]
                },
                {"components": []},
            ],
        },
    ]


def test_a_library_template_has_neither_texts_nor_format() -> None:
    """The library decides about both."""
    spec = normalize(
        {
            "name": "delivered",
            "language": "en_US",
            "category": "UTILITY",
            "library_template_name": "delivery_update_1",
            "library_template_button_inputs": '[{"type": "URL"}]',
        }
    )
    assert to_request(spec, {}) == {
        "name": "delivered",
        "language": "en_US",
        "category": "UTILITY",
        "library_template_name": "delivery_update_1",
        "library_template_button_inputs": [{"type": "URL"}],
    }


def test_raw_adds_and_never_replaces() -> None:
    """Whatever stands under raw, the planned template is the one that is sent."""
    button: dict[str, Json] = {"type": "QUICK_REPLY", "text": "a", "raw": {"text": "b"}}
    spec = normalize(
        template(
            {"type": "BODY", "text": "b", "raw": {"type": "FOOTER", "text": "other"}},
            {"type": "BUTTONS", "buttons": [button], "raw": {"buttons": []}},
            raw={"name": "other", "language": "de", "components": [], "new": True},
        )
    )
    assert to_request(spec, {}) == {
        "name": "order_update",
        "language": "en_US",
        "category": "UTILITY",
        "parameter_format": "POSITIONAL",
        "components": [
            {"type": "BODY", "text": "b"},
            {"type": "BUTTONS", "buttons": [{"type": "QUICK_REPLY", "text": "a"}]},
        ],
        "new": True,
    }


@pytest.mark.parametrize("order", sorted(GRAPH_ORDERS))
def test_raw_gives_the_api_no_orders(order: str) -> None:
    """What makes a POST a DELETE, or speaks with another token, is not sent."""
    spec = normalize(template({"type": "BODY", "text": "b"}, raw={order: "delete"}))
    assert order not in to_request(spec, {})
