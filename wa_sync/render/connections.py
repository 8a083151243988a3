"""Connections as versioned JSON documents, and the schemas of these.

The link of a connection is not in what is rendered: it is a secret.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.render.json import FORMAT_VERSION
from wa_sync.render.schema_parts import MAYBE_TEXT, TEXT, record, several
from wa_sync.render.sinks.json import document


if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wa_sync.model.connection import GatewayConnection
    from wa_sync.model.source import Json
    from wa_sync.render.schema_parts import Schema
    from wa_sync.render.sinks.json import Document

_CONNECTION: Schema = record(
    {
        "connection_id": TEXT,
        "status": {**MAYBE_TEXT, "description": "ACTIVE, PENDING, FAILED, or newer."},
        "app": MAYBE_TEXT,
        "creation_time": MAYBE_TEXT,
        "last_updated_time": MAYBE_TEXT,
    },
    "Names and values are the gateway's; null where it did not tell.",
)
CONNECTIONS: Mapping[str, Schema] = {"connections": several(_CONNECTION)}
CONNECTION: Mapping[str, Schema] = {"connection": _CONNECTION}


def connections(found: Sequence[GatewayConnection]) -> Document:
    """Return connections as a document, with a line end."""
    listed = [_connection(one) for one in found]
    return document({"format_version": FORMAT_VERSION, "connections": listed})


def connection(one: GatewayConnection) -> Document:
    """Return one connection as a document, with a line end."""
    shown = _connection(one)
    return document({"format_version": FORMAT_VERSION, "connection": shown})


def _connection(one: GatewayConnection) -> Json:
    return {
        "connection_id": one.id,
        "status": one.status,
        "app": one.app,
        "creation_time": one.creation_time,
        "last_updated_time": one.last_updated_time,
    }
