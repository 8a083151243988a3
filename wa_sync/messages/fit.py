"""Components as they would be sent × what the template takes → what does not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.messages.parameters import AT, COUNT, FORMAT
from wa_sync.messages.tapped import SUB_TYPE
from wa_sync.messages.wrong import PARAMETER, missing
from wa_sync.model.contract import Takes
from wa_sync.model.finding import Finding
from wa_sync.model.source import array, mapping, text


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from wa_sync.model.contract import Contract, Parameter, Parts
    from wa_sync.model.source import Pointer, Spec


def misfits(contract: Contract, components: Sequence[Spec]) -> Iterator[Finding]:
    """Yield what Meta would refuse, for components that somebody wrote by hand."""
    at: Pointer = (*AT, "components")
    yield from _parts(contract.message, components, at, named=contract.named)
    by_type = _by_type(components)
    if contract.expires and "limited_time_offer" not in by_type:
        what = "The template takes the end of an offer: limited_time_offer is missing."
        yield missing("offer_end_missing", at, what)
    cards = array(by_type.get("carousel", {}).get("cards"))
    wanted = len(contract.cards)
    if len(cards) != wanted and not (contract.vary and cards):
        what = f"The template takes {wanted} cards, and there are {len(cards)}."
        yield Finding(rule="cards_count", at=at, message=what, meta=COUNT)
    for place, (card, parts) in enumerate(zip(cards, contract.cards, strict=False)):
        inside = [mapping(one) for one in array(mapping(card).get("components"))]
        yield from _parts(parts, inside, (*at, "cards", place), named=contract.named)


def _by_type(components: Sequence[Spec]) -> Mapping[str, Spec]:
    return {text(one.get("type")).lower(): one for one in components}


def _parts(
    parts: Parts, components: Sequence[Spec], at: Pointer, *, named: bool
) -> Iterator[Finding]:
    by_type = _by_type(components)
    body = _parameters(by_type.get("body", {}))
    yield from _texts(parts.body, body, (*at, "body"), named=named)
    shown = _parameters(by_type.get("header", {}))
    header = parts.header
    if header is None or header.format == "TEXT":
        wanted = () if header is None else header.parameters
        yield from _texts(wanted, shown, (*at, "header"), named=named)
    else:
        format_ = "VIDEO" if header.format == "GIF" else header.format
        sent = [text(one.get("type")).upper() for one in shown]
        if sent != [format_]:
            told = ", ".join(sent) or "nothing"
            what = f"The header takes {format_}, and {told} is given."
            yield Finding(
                rule="header_format", at=(*at, "header"), message=what, meta=FORMAT
            )
    yield from _buttons(parts, components, (*at, "buttons"))


def _parameters(component: Spec) -> list[Spec]:
    return [mapping(one) for one in array(component.get("parameters"))]


def _texts(
    wanted: Sequence[Parameter], sent: Sequence[Spec], at: Pointer, *, named: bool
) -> Iterator[Finding]:
    if len(sent) != len(wanted):
        what = f"The {at[-1]} takes {_count(len(wanted))}, and {len(sent)} are given."
        yield Finding(rule="parameter_count", at=at, message=what, meta=COUNT)
    elif named:
        there = {text(one.get("parameter_name")) for one in sent}
        for one in wanted:
            if one.name not in there:
                what = f"The {at[-1]} has no parameter_name {one.name}."
                yield Finding(
                    rule="parameter_missing", at=at, message=what, meta=PARAMETER
                )


def _buttons(
    parts: Parts, components: Sequence[Spec], at: Pointer
) -> Iterator[Finding]:
    sent = {
        (text(one.get("sub_type")).lower(), str(one.get("index")))
        for one in components
        if text(one.get("type")).lower() == "button"
    }
    wanted = {
        (SUB_TYPE[one.takes], str(one.index)): one
        for one in parts.buttons
        if one.takes is not Takes.NOTHING
    }
    for key, one in wanted.items():
        if one.required and key not in sent:
            what = f"The component of button {one.index} ({key[0]}) is missing."
            yield missing("button_value_missing", (*at, one.index), what)
    for sub_type, index in sorted(sent - wanted.keys()):
        what = f"There is no button {index} that takes {sub_type or 'anything'}."
        yield Finding(rule="button_unknown", at=at, message=what, meta=PARAMETER)


def _count(number: int) -> str:
    return "no parameter" if not number else f"{number} parameter{'s' * (number > 1)}"
