"""Components that somebody wrote by hand: of a known type, once, and whole."""

from __future__ import annotations

import pytest

from wa_sync.messages.fit import misfits
from wa_sync.model.contract import Button, Contract, Header, Parameter, Parts, Takes
from wa_sync.model.source import Json, Spec


ONE = Parts(body=(Parameter("1"),))
OTP = Parts(ONE.header, ONE.body, (Button(0, "OTP", Takes.CODE, required=True),))
COUPON = Parts(buttons=(Button(0, "COPY_CODE", Takes.COUPON_CODE, required=True),))
FLOW = Parts(buttons=(Button(0, "FLOW", Takes.FLOW, required=True),))
IMAGE = Parts(header=Header("IMAGE"))
PLACE: Spec = {"type": "header", "parameters": [{"type": "location"}]}
ENDS: Json = {"expiration_time_ms": 1767225600000}
ODD = (
    "The value of 1 has a line break, a tab or more than 4 spaces in a row; Meta "
    "refuses that."
)


def _body(*parameters: Json) -> Spec:
    return {"type": "body", "parameters": list(parameters)}


def _text(value: str) -> Json:
    return {"type": "text", "text": value}


def _button(sub_type: str, *parameters: Json) -> Spec:
    given = list(parameters)
    return {"type": "button", "sub_type": sub_type, "index": "0", "parameters": given}


def _header(**image: Json) -> Spec:
    return {"type": "header", "parameters": [{"type": "image", "image": image}]}


def _ends(offer: Json) -> Spec:
    given: Json = {"type": "limited_time_offer", "limited_time_offer": offer}
    return {"type": "limited_time_offer", "parameters": [given]}


def _coupon(code: str) -> Spec:
    return _button("copy_code", {"type": "coupon_code", "coupon_code": code})


CASES: list[tuple[Parts, list[Spec], list[tuple[str, str]]]] = [
    (
        ONE,
        [_body(_text("a")), {"type": "bdy"}],
        [("component_unknown", "There is no component of type bdy here.")],
    ),
    (
        Parts(),
        [{"type": "footer", "parameters": []}, {}],
        [
            ("component_unknown", "There is no component of type footer here."),
            ("component_unknown", "There is no component of type nothing here."),
        ],
    ),
    (
        ONE,
        [_body(_text("a")), _body(_text("a"), _text("b"))],
        [("component_repeated", "There are two components for body.")],
    ),
    (
        FLOW,
        [_button("flow"), _button("flow")],
        [("component_repeated", "There are two components for button 0.")],
    ),
    (ONE, [_body(_text(" "))], [("parameter_empty", "The value of 1 is empty.")]),
    (ONE, [_body(_text("a\tb"))], [("parameter_odd_spaces", ODD)]),
    (ONE, [_body({"type": "currency", "currency": {"fallback_value": "$ 1"}})], []),
    (
        ONE,
        [_body({"type": "currency"})],
        [
            (
                "parameter_empty",
                "Parameter 1 of the body has no currency.fallback_value.",
            )
        ],
    ),
    (
        ONE,
        [_body({"type": "image", "image": {"id": "1"}})],
        [("parameter_format", "Parameter 1 of the body is no text, but image.")],
    ),
    (
        ONE,
        [_body({})],
        [("parameter_format", "Parameter 1 of the body is no text, but none.")],
    ),
    (IMAGE, [_header(link="https://a.example/a.png")], []),
    (
        IMAGE,
        [_header()],
        [("media_missing", "The medium has neither a link nor an id.")],
    ),
    (
        Parts(header=Header("PRODUCT")),
        [_header()],
        [("header_format", "The header takes PRODUCT, and IMAGE is given.")],
    ),
    (
        Parts(header=Header("LOCATION")),
        [{"type": "header", "parameters": [{"type": "location"}]}],
        [],
    ),
    (OTP, [_body(_text("123456")), _button("url", _text("123456"))], []),
    (
        OTP,
        [_body(_text("123456")), _button("url", _text("999999"))],
        [("codes_differ", "The body and the button have different codes.")],
    ),
    (
        OTP,
        [_body(_text("a" * 16)), _button("url", _text("a" * 16))],
        [("code_too_long", "The code has 16 of at most 15 characters.")],
    ),
    (
        OTP,
        [_body(_text("123456")), _button("url")],
        [
            (
                "button_value_missing",
                "The component of button 0 has no parameter with text.",
            )
        ],
    ),
    (COUPON, [_coupon("SPRING20")], []),
    (
        COUPON,
        [_coupon("a" * 34)],
        [
            (
                "coupon_code_too_long",
                "The coupon code has 34 of at most 20 characters.",
            )
        ],
    ),
    (FLOW, [_button("flow")], []),
]


@pytest.mark.parametrize(("parts", "components", "said"), CASES)
def test_components_are_whole_or_it_is_said_why_not(
    parts: Parts, components: list[Spec], said: list[tuple[str, str]]
) -> None:
    """All that Meta would refuse of what stands in them."""
    found = misfits(Contract(named=False, message=parts), components)
    assert [(one.rule, one.message) for one in found] == said


def test_cards_have_components_of_their_own() -> None:
    """A carousel stands in no card."""
    contract = Contract(named=False, message=Parts(), cards=(Parts(),))
    card: Json = {"components": [{"type": "carousel"}]}
    [found] = misfits(contract, [{"type": "carousel", "cards": [card]}])
    assert (found.message, found.hint) == (
        "There is no component of type carousel here.",
        "There are body, button, header.",
    )


@pytest.mark.parametrize(
    ("offer", "said"),
    [
        (ENDS, []),
        ({"expiration_time_ms": "1767225600000"}, []),
        ({}, ["The component limited_time_offer has no expiration_time_ms."]),
        (
            {"expiration_time_ms": True},
            ["The component limited_time_offer has no expiration_time_ms."],
        ),
    ],
)
def test_an_offer_says_when_it_ends(offer: Json, said: list[str]) -> None:
    """In milliseconds since 1970, as a number or as its digits."""
    contract = Contract(named=False, message=Parts(), expires=True)
    found = misfits(contract, [_ends(offer)])
    assert [one.message for one in found] == said
