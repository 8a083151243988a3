"""Components as they come back: in Meta's order, re-cased, examples nested."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wa_sync.kinds.message_template.sandbox import buttons, media, otp
from wa_sync.model.source import array, mapping, text


if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wa_sync.model.source import Json, Spec


ORDER = ("HEADER", "BODY", "LIMITED_TIME_OFFER", "FOOTER", "BUTTONS", "CAROUSEL")
VARIABLE = re.compile(r"\{\{[^{}]+\}\}")


def read_back(posted: Sequence[Json], language: str, *, auth: bool) -> list[Json]:
    """Return the components of a template, or of a card, as the API shows them."""
    found = sorted((mapping(one) for one in posted), key=_place)
    if auth:
        return _authentication(found, language)
    return [_component(one, language) for one in found]


def _kind(posted: Spec) -> str:
    return text(posted.get("type")).upper()


def _place(posted: Spec) -> int:
    kind = _kind(posted)
    return ORDER.index(kind) if kind in ORDER else len(ORDER)


def _authentication(posted: Sequence[Spec], language: str) -> list[Json]:
    by_kind = {_kind(one): one for one in posted}
    closing = by_kind.get("FOOTER", {})
    minutes = closing.get("code_expiration_minutes")
    back: list[Json] = [otp.body(by_kind.get("BODY", {}), language)]
    footer = otp.footer(closing, language)
    if footer is not None:
        back.append(footer)
    given = array(by_kind.get("BUTTONS", {}).get("buttons"))
    made: list[Json] = [otp.button(mapping(one), language, minutes) for one in given]
    return [*back, {"type": "BUTTONS", "buttons": made}]


def _component(posted: Spec, language: str) -> Spec:
    kind = _kind(posted)
    if kind in PARTS:
        return PARTS[kind](posted, language)
    return {**posted, "type": kind}


def _body(posted: Spec, _: str) -> Spec:
    return _with_example("BODY", {}, posted, "body_text")


def _footer(posted: Spec, _: str) -> Spec:
    return {"type": "FOOTER", "text": text(posted.get("text")).rstrip()}


def _buttons(posted: Spec, language: str) -> Spec:
    given = [mapping(one) for one in array(posted.get("buttons"))]
    made: list[Json] = [buttons.read_back(one, language) for one in given]
    return {"type": "BUTTONS", "buttons": made}


def _offer(posted: Spec, _: str) -> Spec:
    offer = mapping(posted.get("limited_time_offer"))
    words = text(offer.get("text")).rstrip()
    return {
        "type": "LIMITED_TIME_OFFER",
        "limited_time_offer": {**offer, "text": words},
    }


def _carousel(posted: Spec, language: str) -> Spec:
    cards = [mapping(card) for card in array(posted.get("cards"))]
    return {"type": "CAROUSEL", "cards": [_card(card, language) for card in cards]}


def _card(posted: Spec, language: str) -> Spec:
    inside = array(posted.get("components"))
    return {"components": read_back(inside, language, auth=False)}


def _header(posted: Spec, _: str) -> Spec:
    shape = text(posted.get("format")).upper()
    if shape == "TEXT":
        return _with_example("HEADER", {"format": shape}, posted, "header_text")
    back: dict[str, Json] = {"type": "HEADER", "format": shape}
    handles = array(mapping(posted.get("example")).get("header_handle"))
    if handles:
        urls: list[Json] = [media.url(str(handle), shape) for handle in handles]
        back["example"] = {"header_handle": urls}
    return back


def _with_example(kind: str, between: Spec, posted: Spec, key: str) -> Spec:
    """Write a text; its example only where the text has variables, and nested."""
    words = text(posted.get("text")).rstrip()
    back: dict[str, Json] = {"type": kind, **between, "text": words}
    given = mapping(posted.get("example"))
    if VARIABLE.search(words):
        named = given.get(f"{key}_named_params")
        values = given.get(key)
        if named is not None:
            back["example"] = {f"{key}_named_params": named}
        elif values is not None:
            back["example"] = {
                key: _nested(values) if kind == "BODY" else _flat(values)
            }
    return back


def _flat(values: Json) -> list[Json]:
    """Accept a list or, as the documentation does for one variable, the value alone."""
    return list(array(values)) if isinstance(values, list) else [values]


def _nested(values: Json) -> list[Json]:
    flat = _flat(values)
    if flat and isinstance(flat[0], list):
        return flat
    return [flat]


PARTS: dict[str, Callable[[Spec, str], Spec]] = {
    "HEADER": _header,
    "BODY": _body,
    "LIMITED_TIME_OFFER": _offer,
    "FOOTER": _footer,
    "BUTTONS": _buttons,
    "CAROUSEL": _carousel,
}
