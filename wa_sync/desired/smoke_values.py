"""``parameters:`` of a smoke test → what is passed, and where it is written."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.messages.given import Given
from wa_sync.messages.location import Location
from wa_sync.messages.media import Media
from wa_sync.messages.ways import FILE
from wa_sync.model.source import array, mapping, text


if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wa_sync.messages.media import MediaType
    from wa_sync.model.source import Json, Pointer, Spec


_MEDIA: tuple[MediaType, ...] = ("image", "video", "document")
_SHOWN = (*_MEDIA, "location")


def given(entry: Spec) -> Given | Sequence[Spec]:
    """Return the values of a smoke test, or the components that it has instead."""
    if "components" in entry:
        return tuple(map(mapping, array(entry["components"])))
    parameters = mapping(entry.get("parameters"))
    header = mapping(parameters.get("header"))
    buttons = mapping(parameters.get("buttons"))
    return Given(
        body=_texts(parameters.get("body")),
        header=_texts(header.get("text")),
        medium=_medium(header),
        buttons={place: text(value) for place, value in buttons.items()},
        examples=entry.get("examples") is True,
        way=FILE,
    )


def _texts(value: Json) -> Mapping[str, str]:
    """Return texts by their names, or by the positions that a list gives them."""
    if isinstance(value, list):
        return {str(number): text(one) for number, one in enumerate(value, 1)}
    return {name: text(one) for name, one in mapping(value).items()}


def _medium(header: Spec) -> Media | Location | None:
    if "location" in header:
        place = mapping(header["location"])
        return Location(
            latitude=_degrees(place.get("latitude")),
            longitude=_degrees(place.get("longitude")),
            name=_optional(place.get("name")),
            address=_optional(place.get("address")),
        )
    for type_ in _MEDIA:
        if type_ in header:
            one = mapping(header[type_])
            return Media(
                type=type_,
                link=_optional(one.get("link")),
                id=_optional(one.get("id")),
                file_name=_optional(one.get("filename")),
            )
    return None


def _degrees(value: Json) -> float:
    # a text is a variable of the environment, which nobody has looked at yet
    return float(value) if isinstance(value, int | float) else 0.0


def _optional(value: Json) -> str | None:
    return value if isinstance(value, str) else None


def written(at: Pointer, entry: Spec) -> Pointer:
    """Lead from a place in the request to where it is written in a smoke test."""
    part, *rest = at[1:]
    if part == "components" or "components" in entry:
        return ("components",)
    base: Pointer = ("parameters", part)
    parameters = mapping(entry.get("parameters"))
    if part == "header" and rest and rest[0] not in _SHOWN:
        base = (*base, "text")
    value = parameters.get(str(part))
    if base[-1] == "text":
        value = mapping(value).get("text")
    if isinstance(value, list) and rest and str(rest[0]).isdecimal():
        return (*base, int(rest[0]) - 1)
    return (*base, *rest)
