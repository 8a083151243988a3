"""JSON Schemas (2020-12) of the documents that ``render.json`` writes.

Strict: a key that is not named here is never written. Composed in Python because the
documents share most of their parts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from wa_sync.model.change import Action, Cause, LiveStatus
from wa_sync.model.finding import Severity
from wa_sync.model.report import State
from wa_sync.model.source import mapping
from wa_sync.render.json import FORMAT_VERSION


if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from enum import StrEnum

    from wa_sync.model.source import Json

    Schema: TypeAlias = Mapping[str, Json]

_DIALECT = "https://json-schema.org/draft/2020-12/schema"
_TEXT: Schema = {"type": "string"}
_MAYBE_TEXT: Schema = {"type": ["string", "null"]}
_FLAG: Schema = {"type": "boolean"}
_NUMBER: Schema = {"type": "integer"}
_COUNT: Schema = {"type": "integer", "minimum": 0}
_PLACE: Schema = {"type": ["integer", "null"], "minimum": 1}
_ANYTHING: Schema = {}
_POINTER: Schema = {
    "type": "array",
    "items": {"type": ["string", "integer"]},
    "description": "The keys and places (from 0) that lead to a value.",
}


def schemas() -> Mapping[str, Schema]:
    """Return name → schema, of ``plan``, ``diagnostics``, ``report`` and ``event``."""
    return {
        "plan": _document("plan", "What wa-sync plan -o json prints.", _plan()),
        "diagnostics": _document(
            "diagnostics",
            "What wa-sync validate -o json prints.",
            {"valid": _FLAG, "diagnostics": _list(_DIAGNOSTIC)},
        ),
        "report": _document(
            "report",
            "What wa-sync apply -o json prints.",
            {"outcomes": _list(_OUTCOME), "summary": _counts(State)},
        ),
        "event": _event(),
    }


def _document(name: str, description: str, properties: Mapping[str, Schema]) -> Schema:
    return {
        "$schema": _DIALECT,
        "title": f"wa-sync {name}",
        "description": description,
        **_object({"format_version": {"const": FORMAT_VERSION}, **properties}),
    }


def _object(properties: Mapping[str, Schema], description: str = "") -> Schema:
    schema: dict[str, Json] = {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }
    return {**schema, "description": description} if description else schema


def _list(items: Schema) -> Schema:
    return {"type": "array", "items": items}


def _maybe(schema: Schema) -> Schema:
    return {"anyOf": [{"type": "null"}, schema]}


def _one_of(words: type[StrEnum]) -> Schema:
    return {"enum": [word.value for word in words]}


def _counts(words: Iterable[str]) -> Schema:
    return _object({str(word): _COUNT for word in words})


_SPEC: Schema = {"type": ["object", "null"]}
_META: Schema = _maybe(
    _object(
        {"code": _NUMBER, "subcode": {"type": ["integer", "null"]}},
        "The error that Meta would have answered with.",
    )
)
_BLOCKED: Schema = _object(
    {
        "rule": _TEXT,
        "reason": _TEXT,
        "way_out": _TEXT,
        "not_before": {"type": ["string", "null"], "format": "date-time"},
        "time_helps": _FLAG,
    }
)
_MADE: Schema = _object(
    {
        "at": {"type": "string", "format": "date-time"},
        "commit": _MAYBE_TEXT,
        "dirty": {
            "type": ["boolean", "null"],
            "description": "Whether something was not committed; null outside Git.",
        },
    },
    "When a saved plan was made, and from which commit; null where it is not saved.",
)
_DIFF: Schema = _list(
    _object(
        {
            "path": {
                "type": "string",
                "format": "json-pointer",
                "description": "Leads through before; the last step of an add to a "
                "list is the item's place in after.",
            },
            "op": {"enum": ["add", "remove", "replace"]},
            "before": _ANYTHING,
            "after": _ANYTHING,
        }
    )
)
_FINDING: Schema = _object(
    {
        "rule": _TEXT,
        "severity": _one_of(Severity),
        "message": _TEXT,
        "hint": _MAYBE_TEXT,
        "at": _POINTER,
        "key": _FLAG,
        "meta": _META,
    }
)
_DIAGNOSTIC: Schema = _object(
    {
        "rule": _TEXT,
        "severity": _one_of(Severity),
        "message": _TEXT,
        "hint": _MAYBE_TEXT,
        "address": _MAYBE_TEXT,
        "file": _MAYBE_TEXT,
        "line": _PLACE,
        "column": _PLACE,
        "end_line": _PLACE,
        "end_column": _PLACE,
        "meta": _META,
    }
)
_ASSET: Schema = _object(
    {
        "at": _POINTER,
        "path": _TEXT,
        "content_type": _TEXT,
        "size": _COUNT,
        "sha256": _TEXT,
    },
    "A local sample that is uploaded when the change is made.",
)
_ACCOUNT: Schema = _object(
    {
        "name": _TEXT,
        "waba_id": _MAYBE_TEXT,
        "phone_number_id": _MAYBE_TEXT,
        "endpoint": _TEXT,
        "origin": {
            "type": "string",
            "description": "Scheme, host and port that were asked, or sandbox for "
            "the one that --sandbox serves.",
        },
        "api_version": _TEXT,
        "digest": _TEXT,
        "limits": _counts(("max_deletes", "max_delete_percent", "max_changes")),
        "declared_count": _COUNT,
        "live_count": _COUNT,
        "deletable_count": {**_COUNT, "description": "What max_delete_percent is of."},
        "unchanged": _COUNT,
    }
)
_CHANGE: Schema = _object(
    {
        "account": _TEXT,
        "address": _TEXT,
        "action": _one_of(Action),
        "cause": _one_of(Cause),
        "before": _SPEC,
        "after": _SPEC,
        "diff": _DIFF,
        "blocked": _maybe(_BLOCKED),
        "live_id": _MAYBE_TEXT,
        "precondition": _object(
            {
                "exists": _FLAG,
                "status": _one_of(LiveStatus),
                "fingerprint": _MAYBE_TEXT,
            }
        ),
        "findings": _list(_FINDING),
        "source": _maybe(
            _object({"file": _TEXT, "line": {"type": "integer", "minimum": 1}})
        ),
        "send": _SPEC,
        "assets": _list(_ASSET),
    }
)
_NOTE: Schema = _object(
    {
        "account": _TEXT,
        "address": _TEXT,
        "cause": _one_of(Cause),
        "message": _TEXT,
        "diff": _DIFF,
        "live_id": _MAYBE_TEXT,
    }
)
_UNMANAGED: Schema = _object(
    {"account": _TEXT, "address": _TEXT, "status": _MAYBE_TEXT, "live_id": _TEXT}
)
_CHANGED: Mapping[str, Schema] = {
    "account": _TEXT,
    "address": _TEXT,
    "action": _one_of(Action),
}
_OUTCOME: Schema = _object(
    {
        **_CHANGED,
        "state": _one_of(State),
        "message": _TEXT,
        "hint": _MAYBE_TEXT,
        "blocked": _maybe(_BLOCKED),
        "exit_code": _COUNT,
        "live_id": _MAYBE_TEXT,
        "status": _MAYBE_TEXT,
        "category": _MAYBE_TEXT,
    }
)


def _plan() -> Mapping[str, Schema]:
    return {
        "complete": _FLAG,
        "digest": _TEXT,
        "accounts": _list(_ACCOUNT),
        "changes": _list(_CHANGE),
        "drift": _list(_NOTE),
        "unmanaged": _list(_UNMANAGED),
        "diagnostics": _list(_DIAGNOSTIC),
        "safety": _list(_BLOCKED),
        "summary": _counts(
            ("create", "update", "delete", "unchanged", "drift", "unmanaged", "blocked")
        ),
        "made": _maybe(_MADE),
        "checksum": {
            **_MAYBE_TEXT,
            "description": "Over all the rest of a saved plan; null where it is not "
            "saved, and so cannot be applied.",
        },
    }


def _event() -> Schema:
    """One line of what ``apply --events`` writes."""
    finished = {**mapping(_OUTCOME["properties"])}
    kinds: Mapping[str, Mapping[str, Schema]] = {
        "run_started": {"digest": _TEXT, "changes": _COUNT},
        "change_started": _CHANGED,
        "change_finished": {key: mapping(value) for key, value in finished.items()},
        "run_finished": {"exit_code": _COUNT, "summary": _counts(State)},
    }
    return {
        "$schema": _DIALECT,
        "title": "wa-sync event",
        "description": "One line of what wa-sync apply --events writes.",
        "oneOf": [
            _object(
                {
                    "format_version": {"const": FORMAT_VERSION},
                    "event": {"const": name},
                    "at": {"type": "string", "format": "date-time"},
                    **facts,
                }
            )
            for name, facts in kinds.items()
        ],
    }
