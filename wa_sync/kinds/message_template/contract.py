"""A template in normal form → what a sender has to pass with it.

Only what Meta asks for when a message is sent is looked at (meta-api.md §§2.6, 2.7 and
11.1), so a declaration and what Meta makes of it have one contract.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.kinds.message_template.spec import (
    button_examples,
    examples,
    read,
    variables,
)
from wa_sync.model.contract import Button, Contract, Header, Parameter, Parts, Takes
from wa_sync.model.source import mapping, text


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from wa_sync.kinds.message_template import spec as written
    from wa_sync.model.source import Spec


_TAKES: Mapping[str, tuple[Takes, bool]] = {
    "QUICK_REPLY": (Takes.PAYLOAD, False),
    "COPY_CODE": (Takes.COUPON_CODE, True),
    "OTP": (Takes.CODE, True),
    # unnamed it is refused with 131009, though all in it has a default (live, 2026)
    "FLOW": (Takes.FLOW, True),
    "CATALOG": (Takes.THUMBNAIL, False),
    "MPM": (Takes.SECTIONS, True),
    "ORDER_DETAILS": (Takes.ORDER, True),
    "VOICE_CALL": (Takes.CALL, False),
}
"""Type → what it takes, and whether it has to be passed. A product of an SPM button
stands in the header, and a URL depends on its variable."""
_OWN_LABEL = frozenset({"QUICK_REPLY", "URL", "PHONE_NUMBER", "VOICE_CALL", "FLOW"})
"""Other labels are Meta's own, and shown by live only."""
CODE = Parameter("1")


def contract(spec: Spec) -> Contract | None:
    """Return what a sender has to pass; None where a library knows and the spec not."""
    if "components" not in spec:
        return None
    template = read(spec)
    offer = template.parts.find("LIMITED_TIME_OFFER")
    terms = mapping(offer.fields.get("limited_time_offer")) if offer else {}
    cards = tuple([_parts(card, template) for card in template.cards])
    return Contract(
        named=template.named and not _is_code(template.parts),
        message=_parts(template.parts, template),
        cards=cards,
        vary=bool(cards)
        and all(c.header is not None and c.header.format == "PRODUCT" for c in cards),
        expires=terms.get("has_expiration") is True,
    )


def _is_code(parts: written.Parts) -> bool:
    return any(button.type == "OTP" for button in parts.buttons)


def _parts(parts: written.Parts, template: written.Template) -> Parts:
    header, body = parts.find("HEADER"), parts.find("BODY")
    told = tuple(_parameters(body, template)) if body else ()
    if _is_code(parts):
        # Meta writes the text; its only variable is the code
        told = (CODE,)
    return Parts(
        header=_header(header, template) if header else None,
        body=told,
        buttons=tuple([_button(n, one) for n, one in enumerate(parts.buttons)]),
    )


def _header(header: written.Component, template: written.Template) -> Header | None:
    if header.format != "TEXT":
        return Header(header.format)
    told = tuple(_parameters(header, template))
    return Header("TEXT", told) if told else None


def _parameters(
    component: written.Component, template: written.Template
) -> Iterator[Parameter]:
    """Yield each variable once: by number, or in the order of first appearance."""
    names = list(dict.fromkeys(variable.name for variable in component.variables))
    shown = examples(component)
    if template.named:
        named = shown.named or {}
        for name in names:
            yield Parameter(name, named.get(name) or None)
        return
    for name in sorted(names, key=_number):
        place = _number(name) - 1
        found = shown.values[place] if 0 <= place < len(shown.values) else ""
        yield Parameter(name, found or None)


def _number(name: str) -> int:
    """The number of a positional variable; what is none comes first."""
    return int(name) if name.isascii() and name.isdecimal() else 0


def _button(index: int, button: written.Button) -> Button:
    takes, required = _TAKES.get(button.type, (Takes.NOTHING, False))
    url = text(button.fields.get("url"))
    if button.type == "URL" and variables(url):
        takes, required = Takes.URL_SUFFIX, True
    label = text(button.fields.get("text")) if button.type in _OWN_LABEL else ""
    shown = next(iter(button_examples(button)), "")
    return Button(
        index=index,
        type=button.type,
        takes=takes,
        required=required,
        label=label or None,
        url=url or None if button.type == "URL" else None,
        example=shown or None,
    )
