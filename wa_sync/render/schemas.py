"""JSON Schemas (2020-12) of the documents that ``render.json`` writes.

Strict: a key that is not named here is never written. Composed in Python because the
documents share most of their parts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.model.report import State
from wa_sync.render import (
    between,
    checkup,
    condition,
    connections,
    media,
    message,
    phones,
    plan_schema,
    smoke,
)
from wa_sync.render.json import FORMAT_VERSION
from wa_sync.render.schema_parts import DIALECT, FLAG, counts, record, several


if TYPE_CHECKING:
    from collections.abc import Mapping

    from wa_sync.render.schema_parts import Schema


def schemas() -> Mapping[str, Schema]:
    """Return name → schema, of each document that a command prints or writes."""
    made = {name: _document(name, *what) for name, what in _documents().items()}
    return {**made, "event": plan_schema.event()}


def _documents() -> Mapping[str, tuple[str, Mapping[str, Schema]]]:
    """Return name → which commands print it, and its properties."""
    found = {"valid": FLAG, "diagnostics": several(plan_schema.DIAGNOSTIC)}
    ended = {"outcomes": several(plan_schema.OUTCOME), "summary": counts(State)}
    compared = between.properties(plan_schema.DIFF)
    return {
        "plan": ("plan -o json prints", plan_schema.plan()),
        "diagnostics": ("validate -o json prints", found),
        "report": ("apply -o json prints", ended),
        "drift": ("drift -o json prints", plan_schema.drift()),
        "message": ("send -o json and mark-read -o json print", message.SCHEMA),
        **media.DOCUMENTS,
        "phones": ("phone list -o json prints", phones.PHONES),
        "phone": ("phone show -o json prints", phones.PHONE),
        "connections": ("connection list -o json prints", connections.CONNECTIONS),
        "connection": ("connection show -o json prints", connections.CONNECTION),
        "checkup": ("doctor -o json prints", checkup.CHECKUP),
        "status": ("status -o json prints", condition.SCHEMA),
        "smoke": ("smoke -o json prints", smoke.SCHEMA),
        "between": ("diff --between -o json prints", compared),
    }


def _document(name: str, printed: str, properties: Mapping[str, Schema]) -> Schema:
    return {
        "$schema": DIALECT,
        "title": f"wa-sync {name}",
        "description": f"What wa-sync {printed}.",
        **record({"format_version": {"const": FORMAT_VERSION}, **properties}),
    }
