"""What two accounts do not have in common, as a versioned JSON document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.model.between import Where
from wa_sync.render import json
from wa_sync.render.schema_parts import (
    COUNT,
    FLAG,
    MAYBE_TEXT,
    SOURCE,
    TEXT,
    maybe,
    one_of,
    record,
    several,
)
from wa_sync.render.sinks.json import document


if TYPE_CHECKING:
    from collections.abc import Mapping

    from wa_sync.model.between import Between, Gap, Side
    from wa_sync.model.source import Json
    from wa_sync.render.schema_parts import Schema
    from wa_sync.render.sinks.json import Document


def between(found: Between) -> Document:
    """Return a comparison as a document, with a line end."""
    return document(
        {
            "format_version": json.FORMAT_VERSION,
            "different": bool(found.gaps),
            "first": found.first,
            "second": found.second,
            "differences": [_gap(one) for one in found.gaps],
            "as_declared": [_gap(one) for one in found.as_declared],
            "same": found.same,
            "not_compared": list(found.untold),
        }
    )


def _gap(gap: Gap) -> Json:
    return {
        "name": gap.name,
        "where": gap.where.value,
        "first": _side(gap.first),
        "second": _side(gap.second),
        "diff": json.fields(gap.diff),
    }


def _side(side: Side | None) -> Json:
    if side is None:
        return None
    source = side.source
    return {
        "address": str(side.address),
        "live_id": side.live_id,
        "status": side.status,
        "source": None
        if source is None
        else {"file": source.file, "line": source.line},
    }


def properties(diff: Schema) -> Mapping[str, Schema]:
    """What the document holds beside its version, as JSON Schemas."""
    side = record(
        {"address": TEXT, "live_id": TEXT, "status": MAYBE_TEXT, "source": SOURCE}
    )
    gap = record(
        {
            "name": {
                "type": "string",
                "description": "The address; of a profile, which belongs to another "
                "phone number in each account, only its kind.",
            },
            "where": one_of(Where),
            "first": maybe(side),
            "second": maybe(side),
            "diff": diff,
        }
    )
    return {
        "different": FLAG,
        "first": TEXT,
        "second": TEXT,
        "differences": several(gap),
        "as_declared": several(gap),
        "same": COUNT,
        "not_compared": several(TEXT),
    }
