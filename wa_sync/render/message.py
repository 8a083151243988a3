"""A message as a versioned JSON document, and the schema of that."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from wa_sync.render import json
from wa_sync.render.schema_parts import ANYTHING, FLAG, MAYBE_TEXT, TEXT, record
from wa_sync.render.sinks.json import document


if TYPE_CHECKING:
    from collections.abc import Mapping

    from wa_sync.model.sent import Posting, Sent
    from wa_sync.render.schema_parts import Schema
    from wa_sync.render.sinks.json import Document

SCHEMA: Final[Mapping[str, Schema]] = {
    "account": TEXT,
    "sent": {**FLAG, "description": "False for --dry-run, which sends nothing."},
    "request": record({"method": {"const": "POST"}, "path": TEXT, "body": ANYTHING}),
    "message_id": {
        **MAYBE_TEXT,
        "description": "The id that the message got, or that was marked as read.",
    },
    "contact": {
        **MAYBE_TEXT,
        "description": "The number that WhatsApp knows the recipient by.",
    },
    "status": {
        **MAYBE_TEXT,
        "description": "Of templates: accepted, or held_for_quality_assessment.",
    },
}


def message(made: Posting, sent: Sent | None) -> Document:
    """Return a request and what became of it as a document, with a line end."""
    return document(
        {
            "format_version": json.FORMAT_VERSION,
            "account": made.account,
            "sent": sent is not None,
            "request": {"method": "POST", "path": made.path, "body": made.body},
            "message_id": sent.message_id if sent else None,
            "contact": sent.contact if sent else None,
            "status": sent.status if sent else None,
        }
    )
