"""Codes and amounts in messages of templates, as the sandbox judges them."""

from __future__ import annotations

from support.posted import MESSAGES, body, refused
from support.sandbox_account import Reached, reached

from wa_sync.kinds.message_template.sandbox.seed import seed
from wa_sync.model.source import Json, Spec


MISSING = "(#131008) Required parameter is missing: "
INVALID = "(#131009) Parameter value is not valid: "
_SEEN: dict[str, Json] = {"name": "seen", "language": {"code": "en_US"}}


def _body(value: str) -> Spec:
    return {"type": "body", "parameters": [{"type": "text", "text": value}]}


def _seeded(there: Reached, *components: Json, **more: Json) -> None:
    """Put a template there past the rules, as Meta returns it."""
    kept: Spec = {
        "name": "seen",
        "language": "en_US",
        "status": "APPROVED",
        "components": list(components),
        **more,
    }
    seed(there.world, there.account.waba_id or "", kept)


def _said(there: Reached, *components: Spec) -> str:
    sent: Json = {**_SEEN, "components": list(components)}
    return refused(there, body("template", sent))[2]


def _tapped(sub_type: str, parameter: Json) -> Spec:
    given = [parameter]
    return {"type": "button", "sub_type": sub_type, "index": "0", "parameters": given}


def test_a_code_is_short_and_passed_twice() -> None:
    """The body and the button of an authentication template have the same one."""
    url = {"type": "URL", "text": "Copy", "url": "https://www.whatsapp.com/?{{1}}"}
    code: Json = {"type": "BODY", "text": "*{{1}}* is your verification code."}
    with reached() as there:
        buttons: Json = {"type": "BUTTONS", "buttons": [url]}
        _seeded(there, code, buttons, category="AUTHENTICATION")
        other = _tapped("url", {"type": "text", "text": "999999"})
        assert _said(there, _body("123456"), other) == (
            f"{INVALID}buttons: the code is not that of the body"
        )
        assert _said(there, _body("a" * 16), other) == (
            f"{INVALID}body: the code is 16 characters long, and 15 are allowed"
        )


def test_a_coupon_code_has_an_end() -> None:
    """The later of Meta's pages says 20 characters."""
    with reached() as there:
        coupon: Json = {"type": "COPY_CODE", "text": "Copy", "example": "A"}
        _seeded(there, {"type": "BUTTONS", "buttons": [coupon]})
        given: Json = {"type": "coupon_code", "coupon_code": "a" * 21}
        assert _said(there, _tapped("copy_code", given)) == (
            f"{INVALID}buttons: the coupon code at index 0 is longer than 20 characters"
        )


def test_an_amount_has_a_text_that_stands_for_it() -> None:
    """Without it 131008; with it it is taken."""
    with reached() as there:
        _seeded(there, {"type": "BODY", "text": "You paid {{1}}."})
        amount: Json = {"fallback_value": "5 EUR", "code": "EUR", "amount_1000": 5000}
        paid: Json = {"type": "currency", "currency": amount}
        bare: Json = {"type": "currency"}
        assert _said(there, {"type": "body", "parameters": [bare]}) == (
            f"{MISSING}Parameter 'text' is mandatory for parameter 1 of the body"
        )
        sent: Json = {**_SEEN, "components": [{"type": "body", "parameters": [paid]}]}
        there.writer.post(MESSAGES, body("template", sent))
