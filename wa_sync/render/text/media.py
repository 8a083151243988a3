"""Media as plain text: what was uploaded, what Meta keeps, what was fetched."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.messages.limits import LINK_MINUTES, MEDIUM_DAYS
from wa_sync.render.sinks.terminal import Text, line
from wa_sync.render.style import Role


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.model.medium import Medium, Uploading
    from wa_sync.render.style import Style


def upload(made: Uploading, media_id: str | None, style: Style) -> Text:
    """Return what was uploaded, or, with no id, the request that would be made."""
    return _lines(_upload(made, media_id, style))


def medium(one: Medium, style: Style, *, url: bool = False) -> Text:
    """Return what the API says of a medium; ``url`` shows its link, too."""
    return _lines(_medium(one, style, url=url))


def downloaded(one: Medium, file: str, style: Style) -> Text:
    """Return where the bytes of a medium are now."""
    head = style.paint(Role.STRONG, line("Wrote {}.", file))
    return _lines([head, *_facts(one.content_type, one.size, one.sha256)])


def _upload(made: Uploading, media_id: str | None, style: Style) -> Iterator[Text]:
    about = made.file
    if media_id is None:
        yield style.paint(Role.STRONG, line("POST {}", made.path))
        yield line("  file     {}", about.path)
    else:
        yield style.paint(Role.STRONG, line("Uploaded {}.", about.path))
        yield line("  medium   {}", media_id)
    yield from _facts(about.content_type, about.size, about.sha256)
    yield line("  kept     {} days", MEDIUM_DAYS)


def _medium(one: Medium, style: Style, *, url: bool) -> Iterator[Text]:
    yield style.paint(Role.STRONG, line("Medium {}", one.id))
    yield from _facts(one.content_type, one.size, one.sha256)
    if url:
        yield line("  url      {}", one.url or "unknown")
    if url and one.url:
        yield line("  works    {} minutes, with the token", LINK_MINUTES)


def _facts(
    content_type: str | None, size: int | None, sha256: str | None
) -> Iterator[Text]:
    yield line("  type     {}", content_type or "unknown")
    yield line("  size     {}", "unknown" if size is None else f"{size:,} bytes")
    yield line("  sha256   {}", sha256 or "unknown")


def _lines(lines: Iterator[Text] | list[Text]) -> Text:
    return Text("\n").join([*lines, Text("")])
