"""Components as they would be sent × what the template takes → what does not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from wa_sync.messages import fit_buttons
from wa_sync.messages.fit_texts import header, texts
from wa_sync.messages.parameters import AT, COUNT
from wa_sync.messages.wrong import PARAMETER, invalid, missing
from wa_sync.model.finding import Finding
from wa_sync.model.source import array, mapping, text


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wa_sync.model.contract import Contract, Parts
    from wa_sync.model.source import Pointer, Spec


_OF_A_CARD: Final = frozenset({"body", "button", "header"})
_KNOWN: Final = _OF_A_CARD | {
    *("carousel", "limited_time_offer", "order_status", "tap_target_configuration")
}
"""Components of a message that is sent (meta-api.md §11.1): none is for the footer."""


def misfits(contract: Contract, components: Sequence[Spec]) -> Iterator[Finding]:
    """Yield what Meta would refuse, for components that somebody wrote by hand."""
    at: Pointer = (*AT, "components")
    yield from _types(components, at, _KNOWN)
    yield from _parts(contract, contract.message, components, at)
    if contract.expires:
        yield from _offer(_first(components, "limited_time_offer"), at)
    cards = array(_first(components, "carousel").get("cards"))
    wanted = len(contract.cards)
    if len(cards) != wanted and not (contract.vary and cards):
        what = f"The template takes {wanted} cards, and there are {len(cards)}."
        yield Finding(rule="cards_count", at=at, message=what, meta=COUNT)
    for place, (card, parts) in enumerate(zip(cards, contract.cards, strict=False)):
        inside = [mapping(one) for one in array(mapping(card).get("components"))]
        here = (*at, "cards", place)
        yield from _types(inside, here, _OF_A_CARD)
        yield from _parts(contract, parts, inside, here)


def _types(
    components: Sequence[Spec], at: Pointer, known: frozenset[str]
) -> Iterator[Finding]:
    """Each is of a type that there is, and of most types there is one."""
    seen: set[str] = set()
    for place, one in enumerate(components):
        type_ = text(one.get("type")).lower()
        if type_ not in known:
            what = f"There is no component of type {type_ or 'nothing'} here."
            hint = f"There are {', '.join(sorted(known))}."
            yield Finding(
                rule="component_unknown",
                at=(*at, place, "type"),
                message=what,
                hint=hint,
                meta=PARAMETER,
            )
        named = f"button {one.get('index')}" if type_ == "button" else type_
        if named in seen and type_ in known:
            what = f"There are two components for {named}."
            yield invalid("component_repeated", (*at, place), what)
        seen.add(named)


def _first(components: Sequence[Spec], type_: str) -> Spec:
    found = (one for one in components if text(one.get("type")).lower() == type_)
    return next(found, {})


def _parts(
    contract: Contract, parts: Parts, components: Sequence[Spec], at: Pointer
) -> Iterator[Finding]:
    body, shown = _first(components, "body"), _first(components, "header")
    yield from texts(parts.body, _parameters(body), (*at, "body"), named=contract.named)
    yield from header(
        parts.header, _parameters(shown), (*at, "header"), named=contract.named
    )
    yield from fit_buttons.misfits(contract, parts, components, (*at, "buttons"))


def _parameters(component: Spec) -> list[Spec]:
    return [mapping(one) for one in array(component.get("parameters"))]


def _offer(component: Spec, at: Pointer) -> Iterator[Finding]:
    """An offer's end is a moment, in milliseconds since 1970."""
    if not component:
        what = "The template takes the end of an offer: limited_time_offer is missing."
        yield missing("offer_end_missing", at, what)
        return
    given = next(iter(_parameters(component)), {})
    ends = mapping(given.get("limited_time_offer")).get("expiration_time_ms")
    if not str(ends).isdecimal():
        what = "The component limited_time_offer has no expiration_time_ms."
        hint = 'Its parameter is {"type": "limited_time_offer", "limited_time_offer": '
        yield missing(
            "offer_end_missing",
            (*at, "limited_time_offer"),
            what,
            f'{hint}{{"expiration_time_ms": 1767225600000}}}}.',
        )
