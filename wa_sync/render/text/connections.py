"""Connections as plain text: a table of several, a sheet of one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.render import wording
from wa_sync.render.sinks.terminal import Text, line
from wa_sync.render.style import Role
from wa_sync.render.text.table import sheet, table


if TYPE_CHECKING:
    from collections.abc import Sequence

    from wa_sync.model.connection import GatewayConnection
    from wa_sync.render.style import Style

_HEAD = ("ID", "STATUS", "CREATED", "UPDATED")


def connections(found: Sequence[GatewayConnection], style: Style) -> Text:
    """Return a table and the count; ends with a line end."""
    if not found:
        return Text("No connections.\n")
    rows = [
        (one.id, one.status, one.creation_time, one.last_updated_time) for one in found
    ]
    count = line("{}.", wording.counted(len(found), "connection"))
    lines = [*table(_HEAD, rows, style), Text(""), style.paint(Role.STRONG, count)]
    return line("{}\n", Text("\n").join(lines))


def connection(one: GatewayConnection, style: Style) -> Text:
    """Return all that is shown of one connection; ends with a line end."""
    facts = [
        ("status", one.status),
        ("app", one.app),
        ("created", one.creation_time),
        ("updated", one.last_updated_time),
    ]
    rows = [line("  {}", row) for row in sheet(facts, style)]
    head = style.paint(Role.STRONG, one.id)
    return line("{}\n\n{}\n", head, Text("\n").join(rows))
