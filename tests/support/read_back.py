"""What the sandbox makes of what is posted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.graph_caller import Caller

from wa_sync.model.source import array, mapping


if TYPE_CHECKING:
    from wa_sync.model.source import Json, Spec


def components(caller: Caller, *posted: Spec, **changes: Json) -> Json:
    """Create a template and return its components as they are read."""
    node = caller.create(components=list(posted), **changes)
    return mapping(caller.get(node))["components"]


def buttons(caller: Caller, *posted: Spec, **changes: Json) -> Json:
    """Create a template with buttons and return them as they are read."""
    read = components(
        caller,
        {"type": "BODY", "text": "Have a look at what we have for you."},
        {"type": "BUTTONS", "buttons": list(posted)},
        **changes,
    )
    return mapping(array(read)[-1])["buttons"]
