"""Signatures, and messages that are right and wrong for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.variants import template

from wa_sync.kinds.message_template.contract import contract
from wa_sync.kinds.message_template.normal import normalize
from wa_sync.model.contract import Contract, Form, Parameter, Parts, Signature


if TYPE_CHECKING:
    from collections.abc import Mapping

    from wa_sync.model.source import Json, Spec


def called(*components: Spec, **fields: Json) -> Contract:
    """How a template of these components is called."""
    found = contract(normalize(template(*components, **fields)))
    assert found is not None
    return found


def signature(
    name: str, form: Contract, *languages: str, category: str = "UTILITY"
) -> Signature:
    """How a name is called that has one form."""
    forms = (Form(languages or ("en_US",), form),)
    return Signature(name=name, category=category, forms=forms)


def _buttons(*found: Spec) -> Spec:
    return {"type": "BUTTONS", "buttons": list(found)}


def _carousel(form: str) -> Spec:
    card: Spec = {
        "components": [
            {"type": "HEADER", "format": form},
            {"type": "BODY", "text": "Only {{1}}.", "example": ["5 EUR"]},
            _buttons({"type": "QUICK_REPLY", "text": "Yes"}),
        ]
    }
    return {"type": "CAROUSEL", "cards": [card, card]}


_PLAIN: Spec = {"type": "BODY", "text": "Hello."}
_URL: Spec = {"type": "URL", "text": "Track", "url": "https://a.example/{{1}}"}
_ORDER = called(
    {
        "type": "HEADER",
        "format": "TEXT",
        "text": "Order {{order}}",
        "example": {"order": "A-1"},
    },
    {
        "type": "BODY",
        "text": "Hi {{name}}, {{order}} is there.",
        "example": {"name": "Ana", "order": "A-1"},
    },
    _buttons({**_URL, "example": ["A-1"]}, {"type": "PHONE_NUMBER", "text": "Call"}),
    parameter_format="NAMED",
)
_OFFER: Spec = {"text": "Now!", "has_expiration": True}
_REST = ("VOICE_CALL", "CATALOG", "MPM", "ORDER_DETAILS", "FLOW")
EVERYTHING = (
    signature("cards", called(_PLAIN, _carousel("IMAGE")), category="MARKETING"),
    signature("goods", called(_PLAIN, _carousel("PRODUCT")), category="MARKETING"),
    signature("hello", called(_PLAIN), "de", "en_US"),
    signature(
        "login",
        called({"type": "BODY"}, _buttons({"type": "OTP"}), category="AUTHENTICATION"),
        category="AUTHENTICATION",
    ),
    signature("map", called({"type": "HEADER", "format": "LOCATION"}, _PLAIN)),
    signature(
        "offer",
        called(
            {"type": "HEADER", "format": "DOCUMENT"},
            {
                "type": "BODY",
                "text": "Hi {{1}}, {{2}} off.",
                "example": ["Ana", "5 EUR"],
            },
            {"type": "LIMITED_TIME_OFFER", "limited_time_offer": _OFFER},
            _buttons(
                {"type": "COPY_CODE", "example": "SAVE"},
                {"type": "QUICK_REPLY", "text": "No"},
            ),
        ),
        category="MARKETING",
    ),
    Signature(
        name="order_update",
        category="UTILITY",
        forms=(
            Form(("en_GB", "en_US"), _ORDER),
            Form(
                ("pt_BR",),
                called(
                    {"type": "BODY", "text": "Oi {{name}}!"}, parameter_format="NAMED"
                ),
            ),
        ),
        unknown=("fr",),
    ),
    signature(
        "quiet", Contract(named=False, message=Parts(), cards=(Parts(), Parts()))
    ),
    signature("rest", called(_PLAIN, _buttons(*({"type": kind} for kind in _REST)))),
    Signature(name="shelf", category="UTILITY", forms=(), unknown=("de", "en")),
    signature("show", called({"type": "HEADER", "format": "HOLOGRAM"}, _PLAIN)),
)
"""One of everything that can be passed; ``shelf`` is from the library alone."""

_ENGLISH = {"language": "en_US"}
_UPDATE = {"template": "order_update", **_ENGLISH}
_TEXTS = {
    "header": {"text": {"order": "A-1"}},
    "body": {"name": "Ana", "order": "A-1"},
}
_TRACK = {"buttons": {"0": {"url": "A-1"}}}
_ORDERED = {**_UPDATE, **_TEXTS, **_TRACK}
_OFFERED = {
    "template": "offer",
    **_ENGLISH,
    "header": {"document": {"link": "https://a.example/a.pdf", "filename": "a.pdf"}},
    "body": ("Ana", "5 EUR"),
    "buttons": {"0": {"coupon_code": "SAVE"}},
    "expiration_time_ms": 1_800_000_000_000,
}
_CARD = {"header": {"image": {"id": "1"}}, "body": ("5 EUR",)}
_CARDS = {"template": "cards", **_ENGLISH, "cards": (_CARD, _CARD)}
_SECTIONS = [{"title": "All", "product_retailer_ids": ["1"]}]
_REST_RIGHT = {
    "2": {"thumbnail_product_retailer_id": "1", "sections": _SECTIONS},
    "3": {"order_details": {"any": "thing"}},
    "4": {"flow_token": "t"},
}
_REST_ALL = {
    **_REST_RIGHT,
    "0": {"ttl_minutes": 5, "payload": "p"},
    "1": {"thumbnail_product_retailer_id": "1"},
    "4": {"flow_action_data": {"any": ["thing"]}},
}
_PLACE = {"latitude": 52.5, "longitude": 13.4}
_GOOD = {"header": {"product": {"product_retailer_id": "1", "catalog_id": "2"}}}
_GOODS = {"template": "goods", **_ENGLISH}
RIGHT: Mapping[str, object] = {
    "named": _ORDERED,
    "another language": {**_ORDERED, "language": "en_GB"},
    "another form": {**_UPDATE, "language": "pt_BR", "body": {"name": "Ana"}},
    "positions": _OFFERED,
    "a reply's payload": {
        **_OFFERED,
        "buttons": {"0": {"coupon_code": "SAVE"}, "1": {"payload": "no"}},
    },
    "nothing": {"template": "hello", "language": "de"},
    "a code": {"template": "login", **_ENGLISH, "code": "123456"},
    "a place": {"template": "map", **_ENGLISH, "header": {"location": _PLACE}},
    "cards": _CARDS,
    "cards that take nothing": {"template": "quiet", **_ENGLISH, "cards": ({}, {})},
    "goods": {**_GOODS, "cards": [{**_GOOD, "body": ("1 EUR",)}] * 3},
    "the rest": {"template": "rest", **_ENGLISH, "buttons": _REST_RIGHT},
    "all of the rest": {"template": "rest", **_ENGLISH, "buttons": _REST_ALL},
    "a new header": {"template": "show", **_ENGLISH, "header": {"hologram": {}}},
}
WRONG: Mapping[str, object] = {
    "no such template": {"template": "nothing", **_ENGLISH},
    "what the library holds": {"template": "shelf", **_ENGLISH},
    "no such language": {"template": "hello", "language": "fr"},
    "no language": {"template": "hello"},
    "a name less": {**_ORDERED, "body": {"name": "Ana"}},
    "a name more": {**_ORDERED, "body": {"name": "Ana", "order": "A", "x": "y"}},
    "no body": {**_UPDATE, "header": _TEXTS["header"], **_TRACK},
    "positions for names": {**_ORDERED, "body": ("Ana", "A-1")},
    "names for positions": {**_OFFERED, "body": {"name": "Ana", "off": "5"}},
    "a position less": {**_OFFERED, "body": ("Ana",)},
    "a position more": {**_OFFERED, "body": ("Ana", "5 EUR", "x")},
    "a number for a text": {**_OFFERED, "body": ("Ana", 5)},
    "no header": {**_UPDATE, "body": _TEXTS["body"], **_TRACK},
    "another header": {**_OFFERED, "header": {"image": {"id": "1"}}},
    "no button": {**_UPDATE, **_TEXTS},
    "another index": {**_ORDERED, "buttons": {"1": {"url": "A-1"}}},
    "another button": {**_ORDERED, "buttons": {"0": {"payload": "A-1"}}},
    "the form of another language": {**_ORDERED, "language": "pt_BR"},
    "no code": {"template": "login", **_ENGLISH},
    "a code in the body": {"template": "login", **_ENGLISH, "body": ("1",)},
    "no end": {k: v for k, v in _OFFERED.items() if k != "expiration_time_ms"},
    "a card less": {**_CARDS, "cards": (_CARD,)},
    "a card more": {**_CARDS, "cards": (_CARD,) * 3},
    "something for nothing": {"template": "hello", **_ENGLISH, "body": ("x",)},
    "no sections": {
        "template": "rest",
        **_ENGLISH,
        "buttons": {**_REST_RIGHT, "2": {"thumbnail_product_retailer_id": "1"}},
    },
}
"""Each is wrong in one thing."""

ATTACKS = (
    *("class", "None", "string", "import", "order_update", "order-update", ""),
    *("orderUpdate", "order_update_2", "OrderUpdate2", "1st", "اهلا", "😀", "\ud800"),
    *('"; import os #', "*/ alert(1) /*", "${x}", "`", "\\", "\\u0022", "'''"),
    *('"""', "\n::error::x", "##[group]x", "section_start:1:x", "a\u2028b", "\x7f\0"),
    *("__proto__", "constructor", "Message", "message", "{0}", "{}", "// x", "%s"),
)
"""Names that are no identifiers, and some that come to the same one."""


def attacked() -> tuple[Signature, ...]:
    """A template of each of these names, with a parameter of each."""
    parameters = tuple(Parameter(name, name) for name in ATTACKS)
    form = Contract(named=True, message=Parts(body=parameters))
    return tuple(signature(name, form, name) for name in ATTACKS)
