"""What comes back is not what was sent: every difference that Meta makes."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.graph_caller import Caller, calling
from support.read_back import components

from wa_sync.model.source import mapping


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.model.source import Json, Spec


@pytest.fixture
def caller() -> Iterator[Caller]:
    """A fresh sandbox."""
    with calling() as one:
        yield one


def test_a_template_reads_back_as_the_recorded_one(caller: Caller) -> None:
    """The recorded request comes back as the recorded answer, key order included."""
    body: Spec = {
        "type": "BODY",
        "text": "Thank you for your order, {{1}}! Your number is {{2}}. Bye!",
        "example": {"body_text": [["Ignacio", "860198-230332"]]},
    }
    node = caller.create(
        name="seasonal_promotion",
        language="nl",
        category="MARKETING",
        allow_category_change=True,
        components=[
            body,
            {
                "type": "BUTTONS",
                "buttons": [
                    {
                        "type": "PHONE_NUMBER",
                        "text": "Call",
                        "phone_number": "59555010038",
                    },
                    {
                        "type": "URL",
                        "text": "Support",
                        "url": "https://a.example/support",
                    },
                ],
            },
        ],
    )
    read = mapping(caller.get(node))
    assert list(read.items()) == [
        ("name", "seasonal_promotion"),
        ("parameter_format", "POSITIONAL"),
        (
            "components",
            [
                body,
                {
                    "type": "BUTTONS",
                    "buttons": [
                        {
                            "type": "PHONE_NUMBER",
                            "text": "Call",
                            "phone_number": "+59555010038",
                        },
                        {
                            "type": "URL",
                            "text": "Support",
                            "url": "https://a.example/support",
                        },
                    ],
                },
            ],
        ),
        ("language", "nl"),
        ("status", "APPROVED"),
        ("category", "MARKETING"),
        ("disable_ios_autofill", False),
        ("is_primary_device_delivery_only", False),
        ("id", node),
    ]


def test_casing_order_and_whitespace_are_metas(caller: Caller) -> None:
    """Lower case is read in upper case, parts in Meta's order, ends trimmed."""
    assert components(
        caller,
        {"type": "footer", "text": "Example Shop \n"},
        {
            "type": "body",
            "text": " Order for you,\n\nready \n now. \n",
            "example": {"body_text": []},
        },
        {"type": "header", "format": "text", "text": "Ready "},
        category="utility",
    ) == [
        {"type": "HEADER", "format": "TEXT", "text": "Ready"},
        {"type": "BODY", "text": " Order for you,\n\nready \n now."},
        {"type": "FOOTER", "text": "Example Shop"},
    ]


def test_named_variables_keep_their_examples(caller: Caller) -> None:
    """Named parameters come back as they were given, with the format in upper case."""
    header: Json = {"param_name": "order_no", "example": "A-77"}
    body: Json = {"param_name": "first_name", "example": "Ana"}
    node = caller.create(
        parameter_format="named",
        components=[
            {
                "type": "HEADER",
                "format": "TEXT",
                "text": "Order {{order_no}} ready",
                "example": {"header_text_named_params": [header]},
            },
            {
                "type": "BODY",
                "text": "Hi {{first_name}}, your parcel is ready.",
                "example": {"body_text_named_params": [body]},
            },
        ],
    )
    read = mapping(caller.get(node, fields="parameter_format,components"))
    assert read == {
        "parameter_format": "NAMED",
        "components": [
            {
                "type": "HEADER",
                "format": "TEXT",
                "text": "Order {{order_no}} ready",
                "example": {"header_text_named_params": [header]},
            },
            {
                "type": "BODY",
                "text": "Hi {{first_name}}, your parcel is ready.",
                "example": {"body_text_named_params": [body]},
            },
        ],
        "id": node,
    }


def test_short_examples_come_back_nested(caller: Caller) -> None:
    """One value alone or in a flat list is read as Meta nests it."""
    assert components(
        caller,
        {
            "type": "HEADER",
            "format": "TEXT",
            "text": "Order {{1}} ready",
            "example": {"header_text": "A-77"},
        },
        {
            "type": "BODY",
            "text": "Hi {{1}}, your parcel is ready.",
            "example": {"body_text": ["Ana"]},
        },
    ) == [
        {
            "type": "HEADER",
            "format": "TEXT",
            "text": "Order {{1}} ready",
            "example": {"header_text": ["A-77"]},
        },
        {
            "type": "BODY",
            "text": "Hi {{1}}, your parcel is ready.",
            "example": {"body_text": [["Ana"]]},
        },
    ]
