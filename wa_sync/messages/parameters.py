"""What a template takes and what was given for it → the components of its message.

By meta-api.md §11.1. Everything that is missing or too much is said at once.
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from wa_sync.messages import tapped
from wa_sync.messages import values as judged
from wa_sync.messages.given import Filled
from wa_sync.messages.location import Location
from wa_sync.messages.wrong import PARAMETER, invalid, missing
from wa_sync.model.finding import Finding, MetaCode


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from wa_sync.messages.given import Given
    from wa_sync.messages.ways import Way
    from wa_sync.model.contract import Contract, Header, Parameter
    from wa_sync.model.source import Json, Pointer, Spec


AT: Final = ("template",)
COUNT: Final = MetaCode(132000)
FORMAT: Final = MetaCode(132012)
_MEDIA: Final = {
    "IMAGE": "image",
    "VIDEO": "video",
    "DOCUMENT": "document",
    "GIF": "video",
}
"""Format of a header → the type of the medium that is sent for it."""


def fill(contract: Contract, given: Given) -> Filled:
    """Return the components, and findings for whatever is not as the template wants."""
    found = list(_beyond(contract, given.way))
    made = [*_header(contract, given, found), *_body(contract, given, found)]
    made += tapped.fill(contract, given, found)
    return Filled(tuple(made), tuple(found))


def _beyond(contract: Contract, way: Way) -> Iterator[Finding]:
    """Name what only whole components can hold."""
    told = {
        "cards of a carousel": bool(contract.cards),
        "the end of an offer": contract.expires,
        "a product": contract.message.header is not None
        and contract.message.header.format == "PRODUCT",
    }
    for what, there in told.items():
        if there:
            yield missing(
                "components_needed",
                (*AT, "components"),
                f"The template takes {what}, which no single value can say.",
                f"Give all components as Meta's JSON: {way.components}.",
            )


def _body(contract: Contract, given: Given, found: list[Finding]) -> Iterator[Spec]:
    wanted = contract.message.body
    texts = _texts("body", wanted, given.body, given, found)
    if texts:
        yield {"type": "body", "parameters": _written(texts, named=contract.named)}


def _header(contract: Contract, given: Given, found: list[Finding]) -> Iterator[Spec]:
    header = contract.message.header
    wanted = () if header is None else header.parameters
    texts = _texts("header", wanted, given.header, given, found)
    parameters = _written(texts, named=contract.named)
    if header is not None and header.format not in {"TEXT", "PRODUCT"}:
        parameters = list(_medium(header, given, found))
    elif given.medium is not None:
        what = f"The template's header takes no {given.medium.type}."
        found.append(_misfit("header_unexpected", (*AT, "header"), what))
    if parameters:
        yield {"type": "header", "parameters": parameters}


def _medium(header: Header, given: Given, found: list[Finding]) -> Iterator[Spec]:
    """Pass what the header shows; a misfit is told, and what is wrong in itself."""
    at, one = (*AT, "header"), given.medium
    wanted = _MEDIA.get(header.format, header.format.lower())
    if one is None:
        what = f"The header takes {_a(wanted)}, and none was given."
        found.append(
            missing("header_missing", at, what, f"Give it: {given.way.shown(wanted)}.")
        )
        return
    if one.type != wanted:
        what = f"The header takes {_a(wanted)}, and {_a(one.type)} was given."
        found.append(_misfit("header_format", at, what))
        return
    found += one.check(at)
    if isinstance(one, Location) and not (one.name and one.address):
        what = "The place of a header has a name and an address."
        found.append(missing("header_place_named", (*at, "location"), what))
    yield {"type": one.type, one.type: one.content()}


def _texts(
    place: str,
    wanted: Sequence[Parameter],
    values: Mapping[str, str],
    given: Given,
    found: list[Finding],
) -> list[tuple[str, str]]:
    """Return each parameter's name and value, and find what does not fit."""
    by_name = dict(_by_name(place, wanted, values, found))
    texts: list[tuple[str, str]] = []
    for one in wanted:
        at = (*AT, place, one.name)
        value = by_name.get(one.name)
        if value is None and given.examples:
            value = one.example
        if value is None:
            found.append(_lacking(place, one, given))
            continue
        found += judged.text(value, at)
        texts.append((one.name, value))
    return texts


def _by_name(
    place: str,
    wanted: Sequence[Parameter],
    values: Mapping[str, str],
    found: list[Finding],
) -> Iterator[tuple[str, str]]:
    """Yield values under their names; a position stands for the name that is there."""
    names = [one.name for one in wanted]
    positions = {str(number): name for number, name in enumerate(names, 1)}
    taken: set[str] = set()
    for key, value in values.items():
        name = key if key in names else positions.get(key)
        if name is None:
            found.append(_unknown(place, key, names))
        elif name in taken:
            what = f"The {place}'s parameter {name} is given twice, as {key}, too."
            found.append(invalid("parameter_twice", (*AT, place, name), what))
        else:
            taken.add(name)
            yield name, value


def _unknown(place: str, key: str, names: Sequence[str]) -> Finding:
    close = get_close_matches(key, names, n=1)
    there = f"It takes {', '.join(names)}." if names else "It takes none."
    return Finding(
        rule="parameter_unknown",
        at=(*AT, place, key),
        message=f"The {place} has no parameter {key}.",
        hint=f"Did you mean {close[0]}?" if close else there,
        meta=PARAMETER if names else COUNT,
    )


def _lacking(place: str, one: Parameter, given: Given) -> Finding:
    like = f", like {one.example}" if one.example else ""
    without = " It has no example." if given.examples else ""
    return Finding(
        rule="parameter_missing",
        at=(*AT, place, one.name),
        message=f"The {place}'s parameter {one.name} is missing.{without}",
        hint=f"Give it: {given.way.text(place, one.name)}{like}.",
        meta=COUNT,
    )


def _written(texts: Sequence[tuple[str, str]], *, named: bool) -> list[Json]:
    return [
        {"type": "text", "parameter_name": name, "text": value}
        if named
        else {"type": "text", "text": value}
        for name, value in texts
    ]


def _misfit(rule: str, at: Pointer, what: str) -> Finding:
    return Finding(rule=rule, at=at, message=what, meta=FORMAT)


def _a(word: str) -> str:
    return f"an {word}" if word[0] in "aeiou" else f"a {word}"
