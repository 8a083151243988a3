"""A tombstone of what is not live, from the command line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.road import TEMPLATES


if TYPE_CHECKING:
    from support.road import Road


TOMB = "removed:\n  - message_template: order_updat/en_US\n"


def test_a_tombstone_of_nothing_is_noted(road: Road) -> None:
    """A plan says so at its line, and is no less in sync."""
    road.project(TEMPLATES + TOMB)
    road.ok("apply", "--sandbox", "--yes")
    ran = road.run("plan", "--sandbox", "--detailed-exitcode", "-o", "json")
    assert ran.code == 0
    (note,) = ran.json["diagnostics"]
    assert (note["rule"], note["severity"], note["file"], note["hint"]) == (
        "nothing_to_delete",
        "info",
        "templates/all.yaml",
        "did you mean 'order_update/en_US'?",
    )
    ran = road.run("plan", "--sandbox", "--only", "order_update", "-o", "json")
    assert ran.json["diagnostics"] == []
