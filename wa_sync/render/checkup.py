"""Checks as a versioned JSON document, and its schema."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from wa_sync.model.checkup import Verdict
from wa_sync.render.json import FORMAT_VERSION
from wa_sync.render.schema_parts import (
    COUNT,
    MAYBE_TEXT,
    TEXT,
    counts,
    one_of,
    record,
    several,
)
from wa_sync.render.sinks.json import document


if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wa_sync.model.checkup import Check
    from wa_sync.model.source import Json
    from wa_sync.render.schema_parts import Schema
    from wa_sync.render.sinks.json import Document

_CHECK: Schema = record(
    {
        "check": TEXT,
        "account": {**MAYBE_TEXT, "description": "null for what concerns all."},
        "verdict": one_of(Verdict),
        "message": TEXT,
        "hint": MAYBE_TEXT,
        "exit_code": {
            **COUNT,
            "description": "What commands end with because of it; 0 unless wrong.",
        },
    }
)
CHECKUP: Mapping[str, Schema] = {
    "checks": several(_CHECK),
    "summary": counts(Verdict),
}


def checkup(checks: Sequence[Check]) -> Document:
    """Return checks as a document, with a line end."""
    found = Counter(one.verdict for one in checks)
    return document(
        {
            "format_version": FORMAT_VERSION,
            "checks": [_check(one) for one in checks],
            "summary": {one.value: found[one] for one in Verdict},
        }
    )


def _check(one: Check) -> Json:
    return {
        "check": one.name,
        "account": one.account,
        "verdict": one.verdict.value,
        "message": one.message,
        "hint": one.hint,
        "exit_code": one.exit_code,
    }
