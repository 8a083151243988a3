"""Parameters of a template's header, body and buttons, as they were sent."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from wa_sync.messages import limits
from wa_sync.model.source import array, mapping, text
from wa_sync.sandbox.messages import refuse
from wa_sync.sandbox.messages.content import place
from wa_sync.sandbox.messages.media import medium
from wa_sync.sandbox.wire import Refusal


if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wa_sync.model.source import Json, Spec


_VARIABLE: Final = re.compile(r"\{\{\s*(\w+)\s*\}\}")
_ODD: Final = re.compile(r"[\n\r\t]| {5,}")  # more than limits.SPACES
_MEDIA: Final = {
    "IMAGE": "image",
    "VIDEO": "video",
    "DOCUMENT": "document",
    "GIF": "video",
}
# as a button is kept → as it is called, and the key that its parameter has
_CALLED: Final = {
    "COPY_CODE": ("copy_code", "coupon_code"),
    "QUICK_REPLY": ("quick_reply", "payload"),
    "FLOW": ("flow", "action"),
    "CATALOG": ("catalog", "action"),
    "MPM": ("mpm", "action"),
    "VOICE_CALL": ("voice_call", "payload"),
    "ORDER_DETAILS": ("order_details", "action"),
    "URL": ("url", "text"),
}
_REQUIRED: Final = frozenset({"COPY_CODE", "FLOW", "MPM", "ORDER_DETAILS"})


def header(kept: Spec, sent: Spec, *, named: bool) -> None:
    """A header takes texts, a medium or a place."""
    format_ = text(kept.get("format")).upper()
    if format_ in {"", "TEXT"}:
        values("header", text(kept.get("text")), sent, named=named)
        return
    wanted = _MEDIA.get(format_, format_.lower())
    given = [mapping(one) for one in array(sent.get("parameters"))]
    type_ = text(given[0].get("type")).lower() if len(given) == 1 else "unknown"
    if type_ != wanted:
        raise refuse.refused(
            132012,
            f"header: Format mismatch, expected {format_}, received {type_.upper()}",
        )
    if type_ in {"image", "video", "document"}:
        medium(type_, mapping(given[0].get(type_)))
    elif type_ == "location":
        place(mapping(given[0].get("location")))


def values(part: str, wording: str, sent: Spec, *, named: bool) -> Mapping[str, str]:
    """Return name → value of the texts that were sent: all that are wanted."""
    wanted = list(dict.fromkeys(_VARIABLE.findall(wording)))
    given = [mapping(one) for one in array(sent.get("parameters"))]
    if len(given) != len(wanted):
        raise refuse.refused(
            132000,
            f"{part}: number of localizable_params ({len(given)}) does not match the "
            f"expected number of params ({len(wanted)})",
        )
    found: dict[str, str] = {}
    for number, one in enumerate(given, 1):
        if text(one.get("type")).lower() not in {"text", "currency", "date_time"}:
            raise refuse.refused(132012, f"{part}: parameter {number} must be a text")
        name = text(one.get("parameter_name")) if named else str(number)
        if name not in wanted:
            raise _no_name(part)
        found[name] = _value(part, number, _said(one))
    return found


def _said(parameter: Spec) -> str:
    """Return the text, or what stands for an amount or a date where it is not known."""
    type_ = text(parameter.get("type")).lower()
    if type_ == "text":
        return text(parameter.get("text"))
    return text(mapping(parameter.get(type_)).get("fallback_value"))


def code(body: str, components: Sequence[Spec]) -> None:
    """A one-time password is short, and the same in the body and in the button."""
    if len(body) > limits.CODE_LENGTH:
        raise refuse.invalid(
            f"body: the code is {len(body)} characters long, and {limits.CODE_LENGTH} "
            "are allowed"
        )
    for one in components:
        given = mapping(next(iter(array(one.get("parameters"))), {}))
        button = text(one.get("type")).lower() == "button"
        if button and text(given.get("text")) != body:
            raise refuse.invalid("buttons: the code is not that of the body")


def _no_name(part: str) -> Refusal:
    details = f"{part}: Parameter name is missing or empty"
    return Refusal(
        100,
        "(#100) Invalid parameter",
        data={"messaging_product": "whatsapp", "details": details},
    )


def _value(part: str, number: int, value: str) -> str:
    if not value:
        raise refuse.missing("text", f"parameter {number} of the {part}")
    if _ODD.search(value):
        raise refuse.refused(
            132018,
            "Param text cannot have new-line/tab characters or more than "
            f"{limits.SPACES} consecutive spaces",
        )
    return value


def buttons(kept: Sequence[Json], components: Sequence[Spec]) -> None:
    """Each button that needs something has a component, and no other has one."""
    sent = {
        str(one.get("index")): one
        for one in components
        if text(one.get("type")).lower() == "button"
    }
    for index, button in enumerate(map(mapping, kept)):
        _button(index, button, sent.pop(str(index), None))
    for beyond in sorted(sent):
        raise refuse.invalid(f"buttons: there is no button at index {beyond}")


def _button(index: int, kept: Spec, sent: Spec | None) -> None:
    type_ = text(kept.get("type")).upper()
    varies = type_ == "URL" and bool(_VARIABLE.search(text(kept.get("url"))))
    if sent is None:
        if varies or type_ in _REQUIRED:
            raise refuse.refused(
                131008,
                f"buttons: Button at index {index} of type {type_.title()} requires a "
                "parameter",
            )
        return
    called, key = _CALLED.get(type_, ("", ""))
    if text(sent.get("sub_type")).lower() != called or (type_ == "URL" and not varies):
        raise refuse.refused(
            132018, f"buttons: Button at index {index} takes no such parameter"
        )
    given = mapping(next(iter(array(sent.get("parameters"))), {}))
    if type_ == "FLOW" and not given:
        return  # all in it has a default
    if text(given.get("type")).lower() != key or not given.get(key):
        raise refuse.invalid(f"buttons: Button at index {index} needs a {key}")
    if type_ == "COPY_CODE" and len(text(given[key])) > limits.COUPON_CODE_LENGTH:
        raise refuse.invalid(
            f"buttons: the coupon code at index {index} is longer than "
            f"{limits.COUPON_CODE_LENGTH} characters"
        )
