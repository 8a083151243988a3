"""Buttons of templates: each takes what its type says, by its place."""

from __future__ import annotations

from dataclasses import replace

import pytest

from wa_sync.messages.given import Given
from wa_sync.messages.parameters import fill
from wa_sync.model.contract import Button, Contract, Parameter, Parts, Takes
from wa_sync.model.source import Json


TRACK = Button(
    *(0, "URL", Takes.URL_SUFFIX, True, "Track", "https://a.example/{{1}}"),
    "https://a.example/A-1",
)
ASK = Button(1, "QUICK_REPLY", Takes.PAYLOAD, label="Ask")
CALL = Button(2, "PHONE_NUMBER", label="Call")
OTP = Contract(
    named=False,
    message=Parts(
        body=(Parameter("1", "123456"),),
        buttons=(Button(0, "OTP", Takes.CODE, required=True),),
    ),
)


def _with(*buttons: Button) -> Contract:
    return Contract(named=False, message=Parts(buttons=buttons))


def _component(sub_type: str, parameter: Json, index: str = "0") -> Json:
    return {
        "type": "button",
        "sub_type": sub_type,
        "index": index,
        "parameters": [parameter],
    }


@pytest.mark.parametrize(
    ("takes", "sub_type", "parameter"),
    [
        (Takes.URL_SUFFIX, "url", {"type": "text", "text": "x"}),
        (Takes.CODE, "url", {"type": "text", "text": "x"}),
        (Takes.COUPON_CODE, "copy_code", {"type": "coupon_code", "coupon_code": "x"}),
        (Takes.PAYLOAD, "quick_reply", {"type": "payload", "payload": "x"}),
        (Takes.FLOW, "flow", {"type": "action", "action": {"flow_token": "x"}}),
        (
            Takes.THUMBNAIL,
            "catalog",
            {"type": "action", "action": {"thumbnail_product_retailer_id": "x"}},
        ),
    ],
)
def test_a_button_takes_a_value(takes: Takes, sub_type: str, parameter: Json) -> None:
    """It is called as Meta calls it when a message is sent."""
    filled = fill(_with(Button(0, "ANY", takes)), Given(buttons={"0": "x"}))
    assert filled.findings == ()
    assert filled.components == (_component(sub_type, parameter),)


def test_a_code_is_given_once_and_passed_twice() -> None:
    """In the body and in the button, for every type of code (meta-api.md §11.1)."""
    code = {"type": "text", "text": "424242"}
    filled = fill(OTP, Given(body={"1": "424242"}))
    assert filled.findings == ()
    assert filled.components == (
        {"type": "body", "parameters": [code]},
        _component("url", code),
    )
    example = {"type": "text", "text": "123456"}
    assert fill(OTP, Given(examples=True)).components == (
        {"type": "body", "parameters": [example]},
        _component("url", example),
    )


def test_codes_are_short_and_alike() -> None:
    """At most 15 characters (meta-api.md §3.1), and the same in body and button."""
    long = fill(OTP, Given(body={"1": "a" * 16})).findings
    assert [(one.rule, one.message) for one in long] == [
        ("code_too_long", "The code has 16 of at most 15 characters.")
    ]
    for given in (
        Given(body={"1": "123456"}, buttons={"0": "999999"}),
        Given(buttons={"0": "999999"}, examples=True),
    ):
        [differ] = fill(OTP, given).findings
        assert (differ.rule, differ.message) == (
            "codes_differ",
            "The body and the button have different codes.",
        )
    alike = Given(body={"1": "a" * 15}, buttons={"0": "a" * 15})
    assert fill(OTP, alike).findings == ()


@pytest.mark.parametrize(
    ("length", "expires", "rules"),
    [
        (15, True, []),
        (16, True, ["coupon_code_too_long"]),
        (15, False, []),
        (20, False, ["coupon_code_long"]),
        (21, False, ["coupon_code_too_long"]),
    ],
)
def test_a_coupon_code_has_an_end(
    length: int, rules: list[str], *, expires: bool
) -> None:
    """The pages of Meta's say 15 or 20; for an offer that ends all say 15."""
    coupon = Button(0, "COPY_CODE", Takes.COUPON_CODE, required=True)
    contract = replace(_with(coupon), expires=expires)
    found = fill(contract, Given(buttons={"0": "a" * length})).findings
    assert [one.rule for one in found if one.rule != "components_needed"] == rules


def test_examples_fill_the_end_of_an_address() -> None:
    """An example may be the whole address, or only what stands for the variable."""
    for example in ("https://a.example/A-1", "A-1"):
        one = Button(
            *(0, "URL", Takes.URL_SUFFIX, True, "Track", TRACK.url),
            example,
        )
        filled = fill(_with(one), Given(examples=True))
        assert filled.findings == ()
        assert filled.components == (
            _component("url", {"type": "text", "text": "A-1"}),
        )


def test_a_flow_is_called_though_nothing_is_given() -> None:
    """Meta refuses a message that does not name it (131009)."""
    flow = Button(0, "FLOW", Takes.FLOW, required=True)
    parameter: Json = {"type": "action", "action": {"flow_token": "unused"}}
    assert fill(_with(flow), Given()).components == (_component("flow", parameter),)


def test_a_button_may_do_without_what_is_not_required() -> None:
    """A quick reply without a payload sends its label back."""
    filled = fill(_with(ASK), Given())
    assert (filled.components, filled.findings) == ((), ())


def test_what_does_not_fit_is_told_at_once() -> None:
    """Missing, unknown, empty, and given to a button that takes nothing."""
    given = Given(buttons={"1": " ", "2": "x", "7": "x"})
    found = fill(_with(TRACK, ASK, CALL), given).findings
    assert [(one.rule, one.message, one.hint) for one in found] == [
        ("button_value_empty", "The value of button 1 (Ask) is empty.", None),
        ("button_takes_nothing", "Button 2 (Call) takes nothing.", None),
        ("button_unknown", "There is no button 7.", "Its buttons are 0 to 2."),
        (
            "button_value_missing",
            "Button 0 (Track) takes the end of its address.",
            "Give it: --button 0=…, like A-1.",
        ),
    ]
    none = fill(_with(), Given(buttons={"0": "x"})).findings
    assert [one.hint for one in none] == ["The template has no buttons."]


def test_what_has_no_example_is_still_missing() -> None:
    """A code is asked for where it is given."""
    bare = Contract(named=False, message=Parts(buttons=OTP.message.buttons))
    found = fill(bare, Given(examples=True)).findings
    assert [(one.message, one.hint) for one in found] == [
        ("Button 0 takes the code. It has no example.", "Give it: --param 1=….")
    ]


@pytest.mark.parametrize(
    ("takes", "required", "value", "told"),
    [
        (Takes.SECTIONS, True, None, True),
        (Takes.CALL, False, "x", True),
        (Takes.CALL, False, None, False),
    ],
)
def test_what_no_option_can_say_is_given_whole(
    takes: Takes, value: str | None, *, required: bool, told: bool
) -> None:
    """Products, orders and calls are JSON."""
    one = Button(0, "ANY", takes, required=required)
    given = Given(buttons={} if value is None else {"0": value})
    filled = fill(_with(one), given)
    assert filled.components == ()
    assert [found.rule for found in filled.findings] == ["components_needed"] * told
