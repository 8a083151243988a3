"""Buttons read back as Meta has them, whatever was posted."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.graph_caller import Caller, calling
from support.read_back import buttons, components

from wa_sync.model.source import array, mapping


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.model.source import Spec


@pytest.fixture
def caller() -> Iterator[Caller]:
    """A fresh sandbox."""
    with calling() as one:
        yield one


@pytest.mark.parametrize(
    ("posted", "read"),
    [
        (
            {"type": "url", "text": "Shop", "url": "https://shop.example"},
            {"type": "URL", "text": "Shop", "url": "https://shop.example/"},
        ),
        (
            {
                "type": "URL",
                "text": "Track",
                "url": "https://shop.example/t/{{1}}",
                "example": ["A77"],
            },
            {
                "type": "URL",
                "text": "Track",
                "url": "https://shop.example/t/{{1}}",
                "example": ["https://shop.example/t/A77"],
            },
        ),
        (
            {
                "type": "URL",
                "text": "Track",
                "url": "https://shop.example/t/{{1}}",
                "example": "https://shop.example/t/A77",
            },
            {
                "type": "URL",
                "text": "Track",
                "url": "https://shop.example/t/{{1}}",
                "example": ["https://shop.example/t/A77"],
            },
        ),
        (
            {
                "type": "phone_number",
                "text": "Call",
                "phone_number": "+49 0151 23456789",
            },
            {"type": "PHONE_NUMBER", "text": "Call", "phone_number": "+4915123456789"},
        ),
        (
            {
                "type": "PHONE_NUMBER",
                "text": "Call",
                "phone_number": "1 (555) 005-1310",
            },
            {"type": "PHONE_NUMBER", "text": "Call", "phone_number": "+15550051310"},
        ),
        (
            {"type": "PHONE_NUMBER", "text": "Call", "phone_number": "+593 02 2345678"},
            {"type": "PHONE_NUMBER", "text": "Call", "phone_number": "+59322345678"},
        ),
        (
            {"type": "quick_reply", "text": "Yes "},
            {"type": "QUICK_REPLY", "text": "Yes"},
        ),
        (
            {"type": "voice_call", "text": "Call us"},
            {"type": "VOICE_CALL", "text": "Call us"},
        ),
        (
            {"type": "FLOW", "text": "Sign up", "flow_id": "1234567890123456"},
            {
                "type": "FLOW",
                "text": "Sign up",
                "flow_id": 1234567890123456,
                "flow_action": "NAVIGATE",
            },
        ),
        (
            {
                "type": "FLOW",
                "text": "Sign up",
                "flow_id": 1234567890123456,
                "flow_action": "data_exchange",
                "icon": "REVIEW",
            },
            {
                "type": "FLOW",
                "text": "Sign up",
                "icon": "REVIEW",
                "flow_id": 1234567890123456,
                "flow_action": "DATA_EXCHANGE",
            },
        ),
    ],
)
def test_buttons_come_back_in_metas_form(
    caller: Caller, posted: Spec, read: Spec
) -> None:
    """Each button type has its own way of coming back."""
    assert buttons(caller, posted) == [read]


def test_a_flow_given_otherwise_is_known_by_its_id(caller: Caller) -> None:
    """Of a Flow by name or by JSON only a number is kept, always the same."""
    design = '{"version": "6.0", "screens": [{"id": "WELCOME"}]}'
    by_name = buttons(
        caller, {"type": "FLOW", "text": "Go", "flow_name": "survey"}, name="a"
    )
    again = buttons(
        caller, {"type": "FLOW", "text": "Go", "flow_name": "survey"}, name="b"
    )
    by_json = buttons(
        caller, {"type": "FLOW", "text": "Go", "flow_json": design}, name="c"
    )
    assert by_name == again
    (named,) = map(mapping, array(by_name))
    (designed,) = map(mapping, array(by_json))
    assert isinstance(named["flow_id"], int)
    assert {**named, "flow_id": 0} == {
        "type": "FLOW",
        "text": "Go",
        "flow_id": 0,
        "flow_action": "NAVIGATE",
    }
    assert designed["flow_id"] != named["flow_id"]
    assert designed["navigate_screen"] == "WELCOME"


def test_a_coupon_gets_its_text(caller: Caller) -> None:
    """COPY_CODE comes back with Meta's text and its example as a list."""
    posted: Spec = {"type": "copy_code", "example": "250FF"}
    assert buttons(caller, posted, name="a", category="MARKETING") == [
        {"type": "COPY_CODE", "text": "Copy offer code", "example": ["250FF"]}
    ]
    assert buttons(
        caller, posted, name="b", category="MARKETING", language="es_MX"
    ) == [
        {"type": "COPY_CODE", "text": "Copiar código de oferta", "example": ["250FF"]}
    ]


@pytest.mark.parametrize(
    ("kind", "text"), [("CATALOG", "View catalog"), ("MPM", "View items")]
)
def test_commerce_buttons_have_fixed_texts(
    caller: Caller, kind: str, text: str
) -> None:
    """What may not be chosen is filled in."""
    read = components(
        caller,
        {"type": "HEADER", "format": "TEXT", "text": "For you"},
        {"type": "BODY", "text": "Have a look at what we have for you."},
        {"type": "BUTTONS", "buttons": [{"type": kind, "text": text}]},
        category="MARKETING",
    )
    assert array(read)[-1] == {
        "type": "BUTTONS",
        "buttons": [{"type": kind, "text": text}],
    }
