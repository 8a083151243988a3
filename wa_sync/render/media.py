"""Media as versioned JSON documents, and the schemas of those."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from wa_sync.messages.limits import MEDIUM_DAYS
from wa_sync.render import json
from wa_sync.render.schema_parts import COUNT, FLAG, MAYBE_TEXT, TEXT, maybe, record
from wa_sync.render.sinks.json import document


if TYPE_CHECKING:
    from collections.abc import Mapping

    from wa_sync.model.medium import Medium, Uploading
    from wa_sync.render.schema_parts import Schema
    from wa_sync.render.sinks.json import Document

UPLOAD: Final[Mapping[str, Schema]] = {
    "account": TEXT,
    "uploaded": {**FLAG, "description": "False for --dry-run, which sends nothing."},
    "request": record({"method": {"const": "POST"}, "path": TEXT}),
    "file": record({"path": TEXT, "content_type": TEXT, "size": COUNT, "sha256": TEXT}),
    "media_id": {**MAYBE_TEXT, "description": "The id that messages name it by."},
    "days": {**COUNT, "description": "How long Meta keeps it from now on."},
}
MEDIUM: Final[Mapping[str, Schema]] = {
    "account": TEXT,
    "media_id": TEXT,
    "content_type": MAYBE_TEXT,
    "size": maybe(COUNT),
    "sha256": MAYBE_TEXT,
    "url": {
        **MAYBE_TEXT,
        "description": "Only with --url: where the bytes are, for five minutes and "
        "with a token.",
    },
    "file": {**MAYBE_TEXT, "description": "What download wrote it to."},
}


DOCUMENTS: Final = {
    "upload": ("media upload -o json prints", UPLOAD),
    "medium": ("media show -o json and download -o json print", MEDIUM),
}


def upload(made: Uploading, media_id: str | None) -> Document:
    """Return a file and the id that it got as a document; None for no id yet."""
    about = made.file
    return document(
        {
            "format_version": json.FORMAT_VERSION,
            "account": made.account,
            "uploaded": media_id is not None,
            "request": {"method": "POST", "path": made.path},
            "file": {
                "path": about.path,
                "content_type": about.content_type,
                "size": about.size,
                "sha256": about.sha256,
            },
            "media_id": media_id,
            "days": MEDIUM_DAYS,
        }
    )


def medium(
    account: str, one: Medium, *, url: bool = False, file: str | None = None
) -> Document:
    """Return what is known of a medium as a document; ``url`` shows its link, too."""
    return document(
        {
            "format_version": json.FORMAT_VERSION,
            "account": account,
            "media_id": one.id,
            "content_type": one.content_type,
            "size": one.size,
            "sha256": one.sha256,
            "url": one.url if url else None,
            "file": file,
        }
    )
