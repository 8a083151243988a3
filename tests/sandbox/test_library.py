"""Templates made from Meta's library."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.graph_caller import TEMPLATES, Caller, calling, invalid

from wa_sync.model.source import array, mapping


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.model.source import Json, Spec


@pytest.fixture
def caller() -> Iterator[Caller]:
    """A fresh sandbox."""
    with calling() as one:
        yield one


def make(caller: Caller, **fields: Json) -> Spec:
    """Create a template from the library and read it."""
    posted = {"name": "mine", "language": "en_US", "category": "UTILITY", **fields}
    status, body = caller.ask("POST", TEMPLATES, json=posted)
    assert status == 200, body
    assert mapping(body)["status"] == "APPROVED"
    return mapping(caller.get(str(mapping(body)["id"])))


def test_a_library_template_comes_back_with_its_content(caller: Caller) -> None:
    """Inputs become buttons, the text is the library's, and no review is needed."""
    shown = make(
        caller,
        library_template_name="payment_overdue_1",
        library_template_button_inputs=[
            {
                "type": "URL",
                "url": {
                    "base_url": "https://pay.example/",
                    "url_suffix_example": "https://pay.example/demo",
                },
            },
            {"type": "PHONE_NUMBER", "phone_number": "15550051310"},
        ],
    )
    assert shown == {
        "name": "mine",
        "parameter_format": "POSITIONAL",
        "components": [
            {"type": "HEADER", "format": "TEXT", "text": "Your payment is late"},
            {
                "type": "BODY",
                "text": "Hi {{1}}, your payment of {{2}} for {{3}} was due on {{4}}. "
                "Please pay soon, so that no fees are added.",
                "example": {
                    "body_text": [["Ana", "$20", "Example Telecom", "Jan 1, 2026"]]
                },
            },
            {
                "type": "BUTTONS",
                "buttons": [
                    {
                        "type": "URL",
                        "text": "Pay now",
                        "url": "https://pay.example/{{1}}",
                        "example": ["https://pay.example/demo"],
                    },
                    {
                        "type": "PHONE_NUMBER",
                        "text": "Call",
                        "phone_number": "+15550051310",
                    },
                ],
            },
        ],
        "language": "en_US",
        "status": "APPROVED",
        "category": "UTILITY",
        "disable_ios_autofill": False,
        "is_primary_device_delivery_only": False,
        "library_template_name": "payment_overdue_1",
        "id": shown["id"],
    }


def test_a_library_code_has_the_librarys_text(caller: Caller) -> None:
    """A library template with a code keeps its text; its button is a link."""
    shown = make(
        caller,
        category="AUTHENTICATION",
        library_template_name="verify_transaction_1",
        library_template_body_inputs={
            "add_security_recommendation": True,
            "code_expiration_minutes": 5,
        },
        library_template_button_inputs='[{"type": "OTP", "otp_type": "COPY_CODE"}]',
    )
    link = (
        "https://www.whatsapp.com/otp/code/?otp_type=COPY_CODE"
        "&code_expiration_minutes=5&code=otp"
    )
    assert shown["components"] == [
        {
            "type": "BODY",
            "text": "Use code *{{1}}* to authorize your transaction. For your "
            "security, do not share this code.",
            "example": {"body_text": [["123456"]]},
        },
        {"type": "FOOTER", "text": "This code expires in 5 minutes."},
        {
            "type": "BUTTONS",
            "buttons": [
                {
                    "type": "URL",
                    "text": "Copy code",
                    "url": f"{link}{{{{1}}}}",
                    "example": [f"{link}123456"],
                }
            ],
        },
    ]


def test_a_fixed_address_needs_no_example(caller: Caller) -> None:
    """Without an example the button's address is the whole address."""
    url: Json = {"type": "URL", "url": {"base_url": "https://a.example/track"}}
    shown = make(
        caller,
        library_template_name="delivery_update_1",
        library_template_button_inputs=[url],
    )
    (button,) = array(mapping(array(shown["components"])[-1])["buttons"])
    assert button == {
        "type": "URL",
        "text": "Track package",
        "url": "https://a.example/track",
    }


def test_what_the_library_needs_is_named(caller: Caller) -> None:
    """An unknown name and a missing input are refused."""
    posted = {"name": "mine", "language": "en_US", "category": "UTILITY"}
    assert caller.refused(
        "POST", TEMPLATES, json={**posted, "library_template_name": "nothing_1"}
    ) == invalid(
        "Library Template Not Found", "The library template nothing_1 wasn't found."
    )
    assert caller.refused(
        "POST", TEMPLATES, json={**posted, "library_template_name": "delivery_update_1"}
    ) == invalid(
        "Button Is Missing Expected Fields",
        "The URL button needs an input in library_template_button_inputs.",
        subcode=2388050,
    )


def test_the_library_can_be_searched(caller: Caller) -> None:
    """By words, and by topic or name."""
    found = array(
        mapping(caller.get("message_template_library", search="BALANCE"))["data"]
    )
    assert [mapping(one)["name"] for one in found] == ["low_balance_warning_1"]
    (one,) = array(
        mapping(caller.get("message_template_library", topic="ORDER_MANAGEMENT"))[
            "data"
        ]
    )
    assert set(mapping(one)) == {
        *("name", "language", "category", "topic", "usecase", "industry", "header"),
        *("body", "body_params", "body_param_types", "buttons", "id"),
    }
