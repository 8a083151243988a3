"""How everything fares as a versioned JSON document, and its schema."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.model.condition import Health, Review
from wa_sync.render import json
from wa_sync.render.schema_parts import (
    COUNT,
    FINDING,
    FLAG,
    MAYBE_TEXT,
    SOURCE,
    TEXT,
    counts,
    maybe,
    one_of,
    record,
    several,
)
from wa_sync.render.sinks.json import document


if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

    from wa_sync.model.condition import Condition, Edits, Quality, Status
    from wa_sync.model.source import Json
    from wa_sync.render.schema_parts import Schema
    from wa_sync.render.sinks.json import Document


_MOMENT: Schema = {"type": "string", "format": "date-time"}
SCHEMA: Mapping[str, Schema] = {
    "at": {**_MOMENT, "description": "By the server's clock."},
    "accounts": several(TEXT),
    "conditions": several(
        record(
            {
                "account": TEXT,
                "address": TEXT,
                "declared": FLAG,
                "health": one_of(Health),
                "review": maybe(one_of(Review)),
                "status": {**MAYBE_TEXT, "description": "Meta's word; null: not live."},
                "category": MAYBE_TEXT,
                "quality": maybe(record({"score": TEXT, "at": maybe(_MOMENT)})),
                "edits": maybe(
                    record(
                        {
                            "today": COUNT,
                            "per_day": COUNT,
                            "month": COUNT,
                            "per_month": COUNT,
                            "not_before": maybe(_MOMENT),
                        },
                        "Edits of an approved template that are used up, at least, in "
                        "24 hours and in 30 days.",
                    )
                ),
                "findings": several(FINDING),
                "live_id": MAYBE_TEXT,
                "source": SOURCE,
            }
        )
    ),
    "summary": counts((*Health, "unmanaged")),
}


def status(found: Status) -> Document:
    """Return how everything fares as a document, with a line end."""
    counted: dict[str, Json] = {
        health.value: len(found.faring(health)) for health in Health
    }
    return document(
        {
            "format_version": json.FORMAT_VERSION,
            "at": found.at.isoformat(),
            "accounts": list(found.accounts),
            "conditions": [_condition(one) for one in found.conditions],
            "summary": {**counted, "unmanaged": found.unmanaged},
        }
    )


def _condition(one: Condition) -> Json:
    assessment, span = one.assessment, one.span
    return {
        "account": one.account,
        "address": str(one.address),
        "declared": span is not None,
        "health": one.health.value,
        "review": None if assessment is None else assessment.review.value,
        "status": one.status,
        "category": None if assessment is None else assessment.category,
        "quality": None if assessment is None else _quality(assessment.quality),
        "edits": None if assessment is None else _edits(assessment.edits),
        "findings": [json.finding(said) for said in one.findings],
        "live_id": one.live_id,
        "source": None if span is None else {"file": span.file.path, "line": span.line},
    }


def _quality(quality: Quality | None) -> Json:
    if quality is None:
        return None
    return {"score": quality.score, "at": _moment(quality.at)}


def _edits(edits: Edits | None) -> Json:
    if edits is None:
        return None
    return {
        "today": edits.today,
        "per_day": edits.per_day,
        "month": edits.month,
        "per_month": edits.per_month,
        "not_before": _moment(edits.not_before),
    }


def _moment(when: datetime | None) -> Json:
    return None if when is None else when.isoformat()
