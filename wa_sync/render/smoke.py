"""Smoke tests as a versioned JSON document, and its schema."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from wa_sync.model.smoke import Verdict
from wa_sync.render.json import FORMAT_VERSION
from wa_sync.render.schema_parts import (
    ANYTHING,
    COUNT,
    MAYBE_TEXT,
    NUMBER,
    TEXT,
    counts,
    maybe,
    one_of,
    record,
    several,
)
from wa_sync.render.sinks.json import document


if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wa_sync.model.smoke import Tried
    from wa_sync.model.source import Json
    from wa_sync.render.schema_parts import Schema
    from wa_sync.render.sinks.json import Document

_TEST: Schema = record(
    {
        "account": TEXT,
        "name": TEXT,
        "template": TEXT,
        "language": TEXT,
        "to": {**TEXT, "description": "The recipient: only the last digits."},
        "source": record({"file": TEXT, "line": {**NUMBER, "minimum": 1}}),
        "expected": {
            "description": "accepted, or the code of a refusal.",
            "anyOf": [{"const": "accepted"}, record({"code": NUMBER})],
        },
        "verdict": {
            **one_of(Verdict),
            "description": "accepted and refused are as expected; shown is --dry-run; "
            "unfit was not sent, since it could not go as expected.",
        },
        "message": TEXT,
        "hint": MAYBE_TEXT,
        "code": {"type": ["integer", "null"], "description": "Meta's code."},
        "message_id": MAYBE_TEXT,
        "status": {
            **MAYBE_TEXT,
            "description": "accepted, or held_for_quality_assessment.",
        },
        "request": maybe(
            record({"method": {"const": "POST"}, "path": TEXT, "body": ANYTHING})
        ),
        "exit_code": {**COUNT, "description": "What the run ends with because of it."},
    }
)
SCHEMA: Final[Mapping[str, Schema]] = {
    "tests": several(_TEST),
    "summary": counts(Verdict),
}


def smoke(tried: Sequence[Tried]) -> Document:
    """Return what became of smoke tests as a document, with a line end."""
    found = Counter(one.verdict for one in tried)
    return document(
        {
            "format_version": FORMAT_VERSION,
            "tests": [_test(one) for one in tried],
            "summary": {one.value: found[one] for one in Verdict},
        }
    )


def _test(one: Tried) -> Json:
    trial, sent = one.trial, one.sent
    return {
        "account": trial.account,
        "name": trial.name,
        "template": trial.template,
        "language": trial.language,
        "to": trial.to,
        "source": {"file": trial.file, "line": trial.line},
        "expected": "accepted" if trial.expect is None else {"code": trial.expect},
        "verdict": one.verdict.value,
        "message": one.message,
        "hint": one.hint,
        "code": one.code,
        "message_id": sent.message_id if sent else None,
        "status": sent.status if sent else None,
        "request": _request(one),
        "exit_code": one.exit_code,
    }


def _request(one: Tried) -> Json:
    if one.request is None:
        return None
    return {"method": "POST", "path": one.request.path, "body": one.request.body}
