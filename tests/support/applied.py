"""Runs of apply, and how their changes ended."""

from __future__ import annotations

from support.road import TEMPLATES, Road


OTHER = TEMPLATES.replace("left our workshop", "left our warehouse")
TWO = TEMPLATES + TEMPLATES.split("message_templates:\n")[1].replace(
    "order_update", "order_delay"
).replace("has left our workshop", "is late by a day")


def states(road: Road, *argv: str) -> list[str]:
    """Apply, and say how each change ended."""
    ran = road.run("apply", "--sandbox", "--yes", "-o", "json", *argv)
    return [outcome["state"] for outcome in ran.json["outcomes"]]
