"""What a saved plan and the files say differently is left out, and what follows."""

from __future__ import annotations

from support.road import TEMPLATES, Road


SECOND = (
    TEMPLATES
    + """\
  - name: order_delay
    language: en_US
    category: UTILITY
    components:
      - {type: BODY, text: Your order is late by a day.}
"""
)
GONE = "removed: [{message_template: order_delay/en_US}]\n"
APPLY = ("apply", "--sandbox", "--yes", "--allow-delete", "--stale", "skip")


def test_nothing_is_deleted_where_a_change_was_left_out(road: Road) -> None:
    """What takes the place of a template has to be there before the template goes."""
    road.project(SECOND)
    road.ok("apply", "--sandbox", "--yes")
    road.project(TEMPLATES.replace("workshop", "studio") + GONE)
    road.ok("plan", "--sandbox", "--out", "plan.json")
    road.project(TEMPLATES.replace("workshop", "garage") + GONE)
    ran = road.run(*APPLY, "-o", "json", "plan.json")
    said = [(one["action"], one["state"]) for one in ran.json["outcomes"]]
    assert (ran.code, said) == (6, [("update", "stale"), ("delete", "skipped")])
    assert road.settled()["delete"] == 1


def test_nothing_is_deleted_where_a_change_was_not_approved(road: Road) -> None:
    """What was blocked when the plan was saved is left out, and deletes wait for it."""
    road.project(SECOND)
    road.ok("apply", "--sandbox", "--yes")
    road.sandbox("disable", "order_update")
    road.project(TEMPLATES.replace("workshop", "studio") + GONE)
    road.ok("plan", "--sandbox", "--out", "plan.json")
    road.sandbox("approve", "order_update")
    ran = road.run(*APPLY, "-o", "json", "plan.json")
    said = [(one["action"], one["state"]) for one in ran.json["outcomes"]]
    assert (ran.code, said) == (5, [("update", "blocked"), ("delete", "skipped")])
    blocked = ran.json["outcomes"][0]["blocked"]
    assert blocked["rule"] == "not_approved"
    summary = road.settled()
    assert (summary["update"], summary["delete"]) == (1, 1)
