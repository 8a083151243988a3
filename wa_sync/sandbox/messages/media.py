"""A medium in a message: an id or a link, and what may stand beside it.

An id has to be one of an upload of the number that sends, younger than 30 days and not
deleted. The sentence that refuses another is recorded from Meta, of messages and of
templates (2024, 2025); it is the same for an id that is none at all. That an upload of
another number of the same account is refused, too, is what Meta's documentation of
``GET {media}?phone_number_id=`` suggests; we have not seen it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from wa_sync.messages import limits
from wa_sync.model.source import array, mapping, text
from wa_sync.sandbox.media import alive
from wa_sync.sandbox.messages import refuse


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.model.source import Json, Spec
    from wa_sync.sandbox.world import World


TYPES: Final = frozenset({"audio", "document", "image", "sticker", "video"})
_WEB: Final = re.compile(r"https?://[^\s/]+\S*", re.IGNORECASE)


def medium(type_: str, given: Spec) -> None:
    """Refuse a medium that is neither uploaded nor somewhere on the web."""
    link, node = given.get("link"), given.get("id")
    if (link is None) == (node is None):
        raise refuse.invalid(f"{type_}: exactly one of id and link is expected")
    if link is not None and not _WEB.fullmatch(text(link)):
        raise refuse.invalid(f"{type_}: link is not a valid URL")
    if "caption" in given and type_ not in limits.CAPTIONED:
        raise refuse.invalid(f"{type_}: unexpected key caption")
    if len(text(given.get("caption"))) > limits.CAPTION_LENGTH:
        raise refuse.too_long(f"{type_}['caption']", limits.CAPTION_LENGTH)
    if "filename" in given and type_ not in limits.NAMED_FILES:
        raise refuse.invalid(f"{type_}: unexpected key filename")


def known(type_: str, given: Json, phone: str, world: World) -> None:
    """Refuse a message that shows what its number has not uploaded."""
    for path, node in _ids(type_, given):
        found = alive(node, world)
        if found is None or found.owner != phone:
            raise refuse.no_medium(path)


def _ids(type_: str, given: Json) -> Iterator[tuple[str, str]]:
    """Yield where the ids of media are, written as Meta does, and the ids."""
    if type_ in TYPES:
        yield from _id(type_, mapping(given))
    elif type_ == "interactive":
        header = mapping(mapping(given).get("header"))
        yield from _shown("interactive['header']", header)
    elif type_ == "template":
        yield from _components("template", mapping(given))


def _components(path: str, holder: Spec) -> Iterator[tuple[str, str]]:
    for place, one in enumerate(map(mapping, array(holder.get("components")))):
        here = f"{path}['components'][{place}]"
        for number, each in enumerate(map(mapping, array(one.get("parameters")))):
            yield from _shown(f"{here}['parameters'][{number}]", each)
        for number, card in enumerate(map(mapping, array(one.get("cards")))):
            yield from _components(f"{here}['cards'][{number}]", card)


def _shown(path: str, given: Spec) -> Iterator[tuple[str, str]]:
    type_ = text(given.get("type")).lower()
    if type_ in TYPES:
        yield from _id(f"{path}['{type_}']", mapping(given.get(type_)))


def _id(path: str, given: Spec) -> Iterator[tuple[str, str]]:
    if given.get("id") is not None:
        yield f"{path}['id']", str(given["id"])
