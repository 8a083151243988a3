"""A file in a message: by a public link, or by the id of an upload."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Literal, TypeAlias

from wa_sync.messages import limits
from wa_sync.messages.wrong import invalid, missing, too_long, unsure
from wa_sync.model.node import is_node


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.model.finding import Finding
    from wa_sync.model.source import Json, Pointer, Spec

MediaType: TypeAlias = Literal["image", "document", "video", "audio", "sticker"]
_LINK: Final = re.compile(r"https?://[^\s/?#]+\S*", re.IGNORECASE)
_PLAIN: Final = re.compile(r"http://", re.IGNORECASE)
_PUT: Final = "Put it where anybody can fetch it, or upload it and give its id."


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """One medium: ``link`` or ``id``, never both."""

    type: MediaType
    link: str | None = None
    id: str | None = None
    caption: str | None = None
    file_name: str | None = None

    def content(self) -> Spec:
        """Return what stands under the message's type."""
        told: dict[str, Json] = {
            "link": self.link,
            "id": self.id,
            "caption": self.caption,
            "filename": self.file_name,
        }
        return {key: value for key, value in told.items() if value is not None}

    def check(self, at: Pointer = ()) -> Iterator[Finding]:
        """Judge the medium; ``at`` leads to what holds it, if not the message."""
        here = (*at, self.type)
        yield from self._source(here)
        caption, name = self.caption or "", self.file_name
        if caption and self.type not in limits.CAPTIONED:
            what = f"A message of type {self.type} has no caption."
            yield invalid("caption_unexpected", (*here, "caption"), what)
        yield from too_long(
            *("caption_too_long", (*here, "caption"), "The caption", caption),
            limits.CAPTION_LENGTH,
        )
        if name is not None:
            yield from self._named(name, (*here, "filename"))

    def _source(self, here: Pointer) -> Iterator[Finding]:
        if self.link is not None and self.id is not None:
            what = "The medium has both a link and an id; Meta takes one of them."
            yield invalid("media_ambiguous", here, what)
        elif self.link is None and self.id is None:
            what = "The medium has neither a link nor an id."
            yield missing("media_missing", here, what, "Give an https link or an id.")
        if self.link is not None and not _LINK.fullmatch(self.link):
            what = "The link is no web address; Meta fetches media over https."
            yield invalid("media_link", (*here, "link"), what, _PUT)
        elif self.link is not None and _PLAIN.match(self.link):
            what = "The link begins with http://; whether Meta fetches it is not said."
            yield unsure("media_link_plain", (*here, "link"), what, "Use https.")
        if self.id is not None and not is_node(self.id):
            what = "The id of an uploaded medium is digits only."
            yield invalid("media_id", (*here, "id"), what)

    def _named(self, name: str, at: Pointer) -> Iterator[Finding]:
        if self.type not in limits.NAMED_FILES:
            what = f"A message of type {self.type} shows no file name."
            yield invalid("file_name_unexpected", at, what)
        elif not name.strip() or set(name) & set("/\\\n\r\t"):
            what = "The file name is empty, or has a path or a line break in it."
            yield invalid("file_name_malformed", at, what, "Give a name like a.pdf.")


def medium(type_: MediaType, given: str, **more: str | None) -> Media:
    """Take what a person gave: digits are the id of an upload, all else is a link."""
    uploaded = is_node(given)
    return Media(
        type=type_,
        link=None if uploaded else given,
        id=given if uploaded else None,
        caption=more.get("caption"),
        file_name=more.get("file_name"),
    )
