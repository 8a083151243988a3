"""What the buttons of a template take → their components (meta-api.md §11.1)."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from wa_sync.messages import values
from wa_sync.messages.wrong import PARAMETER, invalid, missing
from wa_sync.model.contract import Takes
from wa_sync.model.finding import Finding


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.messages.given import Given
    from wa_sync.messages.ways import Way
    from wa_sync.model.contract import Button, Contract
    from wa_sync.model.source import Json, Pointer, Spec


SUB_TYPE: Final = {
    Takes.URL_SUFFIX: "url",
    Takes.CODE: "url",
    Takes.COUPON_CODE: "copy_code",
    Takes.PAYLOAD: "quick_reply",
    Takes.FLOW: "flow",
    Takes.THUMBNAIL: "catalog",
    Takes.SECTIONS: "mpm",
    Takes.ORDER: "order_details",
    Takes.CALL: "voice_call",
}
"""What a button takes → how it is called when a message is sent."""
_WHAT: Final = {
    Takes.URL_SUFFIX: "the end of its address",
    Takes.CODE: "the code",
    Takes.COUPON_CODE: "the coupon code",
    Takes.SECTIONS: "products",
    Takes.ORDER: "an order",
}
_WHOLE: Final = frozenset({Takes.SECTIONS, Takes.ORDER, Takes.CALL})
"""What no single text can say."""
# a Flow has to be called even where it takes nothing; this is its documented default
_NO_TOKEN: Final = "unused"  # noqa: S105 - of a Flow, not of the API


def fill(contract: Contract, given: Given, found: list[Finding]) -> Iterator[Spec]:
    """Yield a component for each button that takes something and is given it."""
    buttons = {str(one.index): one for one in contract.message.buttons}
    for place, value in given.buttons.items():
        at: Pointer = ("template", "buttons", place)
        one = buttons.get(place)
        if one is None:
            found.append(_unknown(place, at, len(buttons)))
        elif one.takes is Takes.NOTHING:
            what = f"Button {place}{_called(one)} takes nothing."
            found.append(invalid("button_takes_nothing", at, what))
        elif not value.strip():
            what = f"The value of button {place}{_called(one)} is empty."
            found.append(missing("button_value_empty", at, what))
    for one in buttons.values():
        taken = _value(one, contract, given)
        found += _judged(one, taken, contract, given)
        yield from _filled(one, taken, given, found)


def _judged(
    one: Button, value: str | None, contract: Contract, given: Given
) -> Iterator[Finding]:
    at: Pointer = ("template", "buttons", str(one.index))
    if one.takes is Takes.CODE:
        yield from values.code(_code(contract, given), value, at)
    elif one.takes is Takes.COUPON_CODE and value is not None:
        yield from values.coupon(value, at, offer=contract.expires)


def _value(one: Button, contract: Contract, given: Given) -> str | None:
    """A code is passed twice, and given once (meta-api.md §11.1)."""
    value = given.buttons.get(str(one.index))
    if value is None and one.takes is Takes.CODE:
        value = _code(contract, given)
    if value is None and given.examples and one.takes is not Takes.NOTHING:
        value = _example(one)
    if value is None and one.takes is Takes.FLOW:
        value = _NO_TOKEN
    return value


def _code(contract: Contract, given: Given) -> str | None:
    value = given.body.get("1")
    if value is None and given.examples:
        return next((each.example for each in contract.message.body), None)
    return value


def _example(one: Button) -> str | None:
    """Return the example; of an address, what stands for its variable."""
    shown, fixed = one.example, (one.url or "").partition("{{")[0]
    if shown and fixed and one.takes is Takes.URL_SUFFIX:
        return shown.removeprefix(fixed)
    return shown


def _filled(
    one: Button, value: str | None, given: Given, found: list[Finding]
) -> Iterator[Spec]:
    at: Pointer = ("template", "buttons", str(one.index))
    if one.takes is Takes.NOTHING:
        return
    if one.takes in _WHOLE:
        if one.required or value is not None:
            what = f"Button {one.index}{_called(one)} takes more than one text can say."
            hint = f"Give all components as Meta's JSON: {given.way.components}."
            found.append(missing("components_needed", at, what, hint))
        return
    if value is not None:
        yield {
            "type": "button",
            "sub_type": SUB_TYPE[one.takes],
            "index": str(one.index),
            "parameters": [_parameter(one.takes, value)],
        }
    elif one.required:
        without = " It has no example." if given.examples else ""
        what = f"Button {one.index}{_called(one)} takes {_WHAT[one.takes]}.{without}"
        hint = f"Give it: {_told(one, given.way)}."
        found.append(missing("button_value_missing", at, what, hint))


def _told(one: Button, way: Way) -> str:
    like = f", like {_example(one)}" if one.example else ""
    if one.takes is Takes.CODE:
        return f"{way.text('body', '1')}{like}"
    return f"{way.button.format(one.index)}{like}"


def _parameter(takes: Takes, value: str) -> Json:
    match takes:
        case Takes.COUPON_CODE:
            return {"type": "coupon_code", "coupon_code": value}
        case Takes.PAYLOAD:
            return {"type": "payload", "payload": value}
        case Takes.FLOW:
            return {"type": "action", "action": {"flow_token": value}}
        case Takes.THUMBNAIL:
            shown: Json = {"thumbnail_product_retailer_id": value}
            return {"type": "action", "action": shown}
    return {"type": "text", "text": value}


def _unknown(place: str, at: Pointer, count: int) -> Finding:
    if count:
        there = f"Its buttons are 0 to {count - 1}."
    else:
        there = "The template has no buttons."
    return Finding(
        rule="button_unknown",
        at=at,
        message=f"There is no button {place}.",
        hint=there,
        meta=PARAMETER,
    )


def _called(one: Button) -> str:
    return f" ({one.label})" if one.label else ""
