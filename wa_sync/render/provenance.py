"""What a plan was made from: as JSON, and the schema of that."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.render.schema_parts import COUNT, MAYBE_TEXT, TEXT, record, several


if TYPE_CHECKING:
    from wa_sync.model.base import Base
    from wa_sync.model.made import Made
    from wa_sync.model.source import Json
    from wa_sync.render.schema_parts import Schema

MADE: Schema = record(
    {
        "at": {"type": "string", "format": "date-time"},
        "commit": MAYBE_TEXT,
        "dirty": {
            "type": ["boolean", "null"],
            "description": "Whether something was not committed; null outside Git.",
        },
        "proposed": {
            "type": ["string", "null"],
            "description": "The commit that a CI merged into another to get the one "
            "that is checked out; null where it did not.",
        },
        "folder": {
            "type": ["string", "null"],
            "description": "The project's folder in its repository, empty for the "
            "topmost; null outside Git.",
        },
        "accounts": several(TEXT),
    },
    "When a saved plan was made, and from which commit; null where it is not saved.",
)
BASE: Schema = record(
    {"commit": MAYBE_TEXT, "why": TEXT, "hint": MAYBE_TEXT, "looked_back": COUNT},
    "The commit that causes are told from, or why none is known; looked_back counts "
    "the older commits that were asked. Null where nobody wanted to know.",
)


def made(stamp: Made | None) -> Json:
    """Only a saved plan knows a time: the same input prints the same bytes."""
    if stamp is None:
        return None
    return {
        "at": stamp.at.isoformat(),
        "commit": stamp.commit,
        "dirty": stamp.dirty,
        "proposed": stamp.proposed,
        "folder": stamp.folder,
        "accounts": list(stamp.accounts),
    }


def base(found: Base | None) -> Json:
    """Where causes are told from; null where nobody asked for them."""
    if found is None:
        return None
    return {
        "commit": found.commit,
        "why": found.why,
        "hint": found.hint,
        "looked_back": found.looked_back,
    }
