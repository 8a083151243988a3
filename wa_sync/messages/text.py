"""A text message."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from wa_sync.messages import limits
from wa_sync.messages.wrong import missing, too_long, unsure


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.model.finding import Finding
    from wa_sync.model.source import Spec


@dataclass(frozen=True, slots=True)
class PlainText:
    """A text; with ``preview_url`` its first link is shown as a picture."""

    body: str
    preview_url: bool = False
    type: ClassVar[str] = "text"

    def content(self) -> Spec:
        """Return what stands under the message's type."""
        return {"body": self.body, "preview_url": self.preview_url}

    def check(self) -> Iterator[Finding]:
        """Judge the text."""
        at = ("text", "body")
        if not self.body.strip():
            yield missing("text_missing", at, "The message has no text.")
        yield from too_long(
            "text_too_long", at, "The text", self.body, limits.TEXT_LENGTH
        )
        if self.preview_url and not _links(self.body):
            yield unsure(
                "preview_without_link",
                ("text", "preview_url"),
                "A preview is asked for, and the text has no link.",
                "Write the link with https://, or leave the preview out.",
            )


def _links(body: str) -> bool:
    return "http://" in body or "https://" in body
