"""A medium in a message: an id or a link, and what may stand beside it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from wa_sync.messages import limits
from wa_sync.model.source import text
from wa_sync.sandbox.messages import refuse


if TYPE_CHECKING:
    from wa_sync.model.source import Spec


_WEB: Final = re.compile(r"https?://[^\s/]+\S*", re.IGNORECASE)


def medium(type_: str, given: Spec) -> None:
    """Refuse a medium that is neither uploaded nor somewhere on the web."""
    link, node = given.get("link"), given.get("id")
    if (link is None) == (node is None):
        raise refuse.invalid(f"{type_}: exactly one of id and link is expected")
    if link is not None and not _WEB.fullmatch(text(link)):
        raise refuse.invalid(f"{type_}: link is not a valid URL")
    if node is not None and not re.fullmatch(r"[0-9]+", str(node)):
        raise refuse.invalid(f"{type_}: id is not a valid media id")
    if "caption" in given and type_ not in limits.CAPTIONED:
        raise refuse.invalid(f"{type_}: unexpected key caption")
    if len(text(given.get("caption"))) > limits.CAPTION_LENGTH:
        raise refuse.too_long(f"{type_}['caption']", limits.CAPTION_LENGTH)
    if "filename" in given and type_ not in limits.NAMED_FILES:
        raise refuse.invalid(f"{type_}: unexpected key filename")
