"""The JSON Schemas of plans, reports, events and drift, which share their parts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.model.change import Action, Cause, LiveStatus
from wa_sync.model.condition import Review
from wa_sync.model.drift import Standing
from wa_sync.model.finding import Severity
from wa_sync.model.report import State
from wa_sync.model.source import mapping
from wa_sync.render import provenance
from wa_sync.render.json import FORMAT_VERSION
from wa_sync.render.schema_parts import (
    ANYTHING,
    ASSET,
    CONSEQUENCES,
    COUNT,
    DIALECT,
    FINDING,
    FLAG,
    LANGUAGE_GAP,
    MAYBE_TEXT,
    META,
    PLACE,
    SOURCE,
    TEXT,
    counts,
    maybe,
    one_of,
    record,
    several,
)


if TYPE_CHECKING:
    from collections.abc import Mapping

    from wa_sync.render.schema_parts import Schema


_SPEC: Schema = {"type": ["object", "null"]}
_BLOCKED: Schema = record(
    {
        "rule": TEXT,
        "reason": TEXT,
        "way_out": TEXT,
        "not_before": {"type": ["string", "null"], "format": "date-time"},
        "time_helps": FLAG,
    }
)
DIFF: Schema = several(
    record(
        {
            "path": {
                "type": "string",
                "format": "json-pointer",
                "description": "Leads through before; the last step of an add to a "
                "list is the item's place in after.",
            },
            "op": {"enum": ["add", "remove", "replace"]},
            "before": ANYTHING,
            "after": ANYTHING,
            "cause": maybe(one_of(Cause)),
        }
    )
)
DIAGNOSTIC: Schema = record(
    {
        "rule": TEXT,
        "severity": one_of(Severity),
        "message": TEXT,
        "hint": MAYBE_TEXT,
        "address": MAYBE_TEXT,
        "file": MAYBE_TEXT,
        "line": PLACE,
        "column": PLACE,
        "end_line": PLACE,
        "end_column": PLACE,
        "meta": META,
    }
)
_ACCOUNT: Schema = record(
    {
        "name": TEXT,
        "waba_id": MAYBE_TEXT,
        "phone_number_id": MAYBE_TEXT,
        "endpoint": TEXT,
        "origin": {
            "type": "string",
            "description": "Scheme, host and port that were asked, or sandbox for "
            "the one that --sandbox serves.",
        },
        "api_version": TEXT,
        "digest": TEXT,
        "limits": counts(("max_deletes", "max_delete_percent", "max_changes")),
        "declared_count": COUNT,
        "live_count": COUNT,
        "deletable_count": {**COUNT, "description": "What max_delete_percent is of."},
        "unchanged": COUNT,
    }
)
_CHANGE: Schema = record(
    {
        "account": TEXT,
        "address": TEXT,
        "action": one_of(Action),
        "cause": one_of(Cause),
        "before": _SPEC,
        "after": _SPEC,
        "diff": DIFF,
        "blocked": maybe(_BLOCKED),
        "live_id": MAYBE_TEXT,
        "precondition": record(
            {
                "exists": FLAG,
                "status": one_of(LiveStatus),
                "fingerprint": MAYBE_TEXT,
            }
        ),
        "findings": several(FINDING),
        "consequences": CONSEQUENCES,
        "source": SOURCE,
        "send": _SPEC,
        "assets": several(ASSET),
    }
)
_NOTE: Schema = record(
    {
        "account": TEXT,
        "address": TEXT,
        "cause": one_of(Cause),
        "message": TEXT,
        "diff": DIFF,
        "live_id": MAYBE_TEXT,
        "source": SOURCE,
    }
)
_UNMANAGED: Schema = record(
    {"account": TEXT, "address": TEXT, "status": MAYBE_TEXT, "live_id": TEXT}
)
_CHANGED: Mapping[str, Schema] = {
    "account": TEXT,
    "address": TEXT,
    "action": one_of(Action),
}
OUTCOME: Schema = record(
    {
        **_CHANGED,
        "state": one_of(State),
        "message": TEXT,
        "hint": MAYBE_TEXT,
        "blocked": maybe(_BLOCKED),
        "exit_code": COUNT,
        "live_id": MAYBE_TEXT,
        "status": MAYBE_TEXT,
        "category": MAYBE_TEXT,
        "review": {
            **maybe(one_of(Review)),
            "description": "What Meta's review came to, where --wait waited for it.",
        },
        "findings": several(FINDING),
        "source": SOURCE,
    }
)


def plan() -> Mapping[str, Schema]:
    """What ``plan -o json`` prints."""
    return {
        "complete": FLAG,
        "offline": FLAG,
        "digest": TEXT,
        "accounts": several(_ACCOUNT),
        "changes": several(_CHANGE),
        "drift": several(_NOTE),
        "unmanaged": several(_UNMANAGED),
        "diagnostics": several(DIAGNOSTIC),
        "safety": several(_BLOCKED),
        "missing_languages": several(LANGUAGE_GAP),
        "summary": counts(
            ("create", "update", "delete", "unchanged", "drift", "unmanaged", "blocked")
        ),
        "made": maybe(provenance.MADE),
        "base": maybe(provenance.BASE),
        "checksum": {
            **MAYBE_TEXT,
            "description": "Over all the rest of a saved plan; null where it is not "
            "saved, and so cannot be applied.",
        },
    }


def drift() -> Mapping[str, Schema]:
    """What ``drift -o json`` prints."""
    return {
        "drifted": FLAG,
        "accounts": several(TEXT),
        "differences": several(
            record(
                {
                    "account": TEXT,
                    "address": TEXT,
                    "standing": one_of(Standing),
                    "cause": one_of(Cause),
                    "diff": DIFF,
                    "live_id": MAYBE_TEXT,
                    "source": SOURCE,
                }
            )
        ),
        "notes": several(_NOTE),
        "unmanaged": several(_UNMANAGED),
        "base": maybe(provenance.BASE),
    }


def event() -> Schema:
    """One line of what ``apply --events`` writes."""
    finished = {**mapping(OUTCOME["properties"])}
    kinds: Mapping[str, Mapping[str, Schema]] = {
        "run_started": {"digest": TEXT, "changes": COUNT},
        "change_started": _CHANGED,
        "change_reviewed": {key: mapping(value) for key, value in finished.items()},
        "change_finished": {key: mapping(value) for key, value in finished.items()},
        "run_finished": {"exit_code": COUNT, "summary": counts(State)},
    }
    return {
        "$schema": DIALECT,
        "title": "wa-sync event",
        "description": "One line of what wa-sync apply --events writes.",
        "oneOf": [
            record(
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
