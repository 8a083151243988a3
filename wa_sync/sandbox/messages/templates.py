"""A template in a message: is it there, may it be sent, do the parameters fit?

It looks at templates as they are kept, and reads their variables by itself. A number
of the sandbox sends for every account that it has.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from wa_sync.model.source import array, mapping, text
from wa_sync.sandbox.messages import refuse
from wa_sync.sandbox.messages.parameters import buttons, code, header, values
from wa_sync.sandbox.wire import Refusal


if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wa_sync.model.source import Json, Spec
    from wa_sync.sandbox.world import World


KIND: Final = "message_template"
LONGEST_BODY: Final = 1024
_VARIABLE: Final = re.compile(r"\{\{\s*(\w+)\s*\}\}")


def check(given: Json, world: World) -> None:
    """Refuse a template that cannot be sent, or not so."""
    sent = mapping(given)
    name = text(sent.get("name"))
    language = text(mapping(sent.get("language")).get("code"))
    if not name:
        raise refuse.missing("name", "type 'template'")
    if not language:
        raise refuse.missing("language.code", "type 'template'")
    template = _found(world, name, language)
    components = [mapping(one) for one in array(sent.get("components"))]
    for one in components:
        if text(one.get("type")).lower() not in _KNOWN:
            raise Refusal(100, f"(#100) Invalid component type {text(one.get('type'))}")
    _parts(template, by_type(array(template.get("components"))), components)


_KNOWN: Final = frozenset(
    {
        *("header", "body", "button", "carousel", "limited_time_offer"),
        *("order_status", "tap_target_configuration"),
    }
)


def _found(world: World, name: str, language: str) -> Spec:
    where = "name = ? AND variant = ?"
    found = [one.doc for one in world.objects.select(KIND, where, (name, language))]
    best = next((one for one in found if one.get("status") == "APPROVED"), None)
    one = best or next(iter(found), {})
    status = text(one.get("status"))
    if status == "PAUSED":
        raise refuse.refused(132015, f"template name ({name}) is paused")
    if status == "DISABLED":
        raise refuse.refused(132016, f"template name ({name}) is disabled")
    if status != "APPROVED":
        raise refuse.refused(
            132001, f"template name ({name}) does not exist in {language}"
        )
    return one


def by_type(components: Sequence[Json]) -> Mapping[str, Spec]:
    """Return the components by type, lower-case."""
    return {
        text(one.get("type")).lower(): one
        for one in map(mapping, components)
        if text(one.get("type"))
    }


def _parts(template: Spec, kept: Mapping[str, Spec], components: list[Spec]) -> None:
    """Hold what was sent against a message, or against a card of it."""
    named = text(template.get("parameter_format")).upper() == "NAMED"
    sent = by_type(components)
    header(kept.get("header", {}), sent.get("header", {}), named=named)
    filled = _body(kept, sent.get("body", {}), named=named)
    buttons(array(kept.get("buttons", {}).get("buttons")), components)
    if text(template.get("category")).upper() == "AUTHENTICATION":
        code("".join(filled.values()), components)
    cards = array(kept.get("carousel", {}).get("cards"))
    given = [mapping(one) for one in array(sent.get("carousel", {}).get("cards"))]
    if len(cards) != len(given):
        raise refuse.refused(
            132000,
            f"carousel: number of cards ({len(given)}) does not match the expected "
            f"number of cards ({len(cards)})",
        )
    for card, one in zip(map(mapping, cards), given, strict=True):
        inside = by_type(array(card.get("components")))
        _parts(
            template, inside, [mapping(each) for each in array(one.get("components"))]
        )


def _body(kept: Mapping[str, Spec], sent: Spec, *, named: bool) -> Mapping[str, str]:
    wording = text(kept.get("body", {}).get("text"))
    filled = values("body", wording, sent, named=named)
    length = len(_VARIABLE.sub(lambda found: filled.get(found[1], ""), wording))
    if length > LONGEST_BODY:
        raise refuse.refused(
            132005,
            f"body: text is {length} characters long, and {LONGEST_BODY} are allowed",
        )
    return filled
