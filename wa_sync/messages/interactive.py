"""What messages with buttons and messages with a list have in common.

A header, a body and a footer around what the reader can tap.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from wa_sync.messages import limits
from wa_sync.messages.media import Media
from wa_sync.messages.wrong import invalid, missing, too_long


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.model.finding import Finding
    from wa_sync.model.source import Json, Pointer

Header: TypeAlias = "str | Media | None"
AT: Final = ("interactive",)


def around(body: str, header: Header, footer: str | None) -> dict[str, Json]:
    """Return the parts that were given, in the order in which they are shown."""
    parts: dict[str, Json] = {}
    if isinstance(header, Media):
        parts["header"] = {"type": header.type, header.type: header.content()}
    elif header is not None:
        parts["header"] = {"type": "text", "text": header}
    parts["body"] = {"text": body}
    if footer is not None:
        parts["footer"] = {"text": footer}
    return parts


def check(
    body: str, header: Header, footer: str | None, longest: int = limits.BODY_LENGTH
) -> Iterator[Finding]:
    """Judge the parts; ``longest`` is what the body may have."""
    at = (*AT, "body", "text")
    if not body.strip():
        yield missing("interactive_body_missing", at, "The message has no body.")
    yield from too_long("interactive_body_too_long", at, "The body", body, longest)
    yield from _header(header, (*AT, "header"))
    if footer is not None:
        at = (*AT, "footer", "text")
        if not footer.strip():
            what = "The footer is empty."
            yield missing("interactive_footer_empty", at, what, "Leave it out.")
        yield from too_long(
            *("interactive_footer_too_long", at, "The footer", footer),
            limits.FOOTER_LENGTH,
        )


def _header(header: Header, at: Pointer) -> Iterator[Finding]:
    if isinstance(header, Media):
        if header.type in {"audio", "sticker"}:
            what = "A header is a text, an image, a video or a document."
            yield invalid("interactive_header_type", (*at, "type"), what)
        if header.caption is not None:
            what = "The medium of a header has no caption."
            yield invalid("interactive_header_caption", (*at, header.type), what)
        yield from header.check(at)
    elif header is not None:
        if not header.strip():
            what = "The header is empty."
            yield missing("interactive_header_empty", at, what, "Leave it out.")
        yield from too_long(
            *("interactive_header_too_long", (*at, "text"), "The header", header),
            limits.HEADER_LENGTH,
        )
