"""Drift as a versioned JSON document."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.render import json, provenance
from wa_sync.render.sinks.json import document


if TYPE_CHECKING:
    from wa_sync.model.drift import Difference, Drift
    from wa_sync.model.source import Json
    from wa_sync.render.sinks.json import Document


def drift(found: Drift) -> Document:
    """Return what differs as a document, with a line end."""
    return document(
        {
            "format_version": json.FORMAT_VERSION,
            "drifted": bool(found.differences),
            "accounts": list(found.accounts),
            "differences": [_difference(item) for item in found.differences],
            "notes": [json.note(note) for note in found.notes],
            "unmanaged": [json.unmanaged(item) for item in found.unmanaged],
            "base": provenance.base(found.base),
        }
    )


def _difference(item: Difference) -> Json:
    source = item.source
    return {
        "account": item.account,
        "address": str(item.address),
        "standing": item.standing.value,
        "cause": item.cause.value,
        "diff": json.fields(item.diff),
        "live_id": item.live_id,
        "source": None
        if source is None
        else {"file": source.file, "line": source.line},
    }
