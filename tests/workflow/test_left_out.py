"""What a saved plan and the files say differently is left out, and what follows."""

from __future__ import annotations

import pytest
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


NEW = TEMPLATES + SECOND.removeprefix(TEMPLATES).replace("delay", "late").replace(
    "late by a day", "later by two days"
)


@pytest.mark.parametrize(
    ("now", "argv"),
    [(TEMPLATES, ()), (NEW, ("--only", "order_update", "--only", "order_delay"))],
)
def test_nothing_is_deleted_where_its_replacement_was_dropped(
    road: Road, now: str, argv: tuple[str, ...]
) -> None:
    """Out of the files, or out of the run: what was approved to be there is not."""
    road.project(SECOND)
    road.ok("apply", "--sandbox", "--yes")
    road.project(NEW + GONE)
    road.ok("plan", "--sandbox", "--out", "plan.json")
    road.project(now + GONE)
    ran = road.run(*APPLY, "-o", "json", "plan.json", *argv)
    [outcome] = ran.json["outcomes"]
    assert (outcome["action"], outcome["state"]) == ("delete", "skipped")
    assert road.settled()["delete"] == 1


def test_a_delete_that_was_dropped_holds_up_no_other(road: Road) -> None:
    """What stays replaces nothing, so nothing has to wait for it."""
    road.project(SECOND + NEW.removeprefix(TEMPLATES))
    road.ok("apply", "--sandbox", "--yes")
    both = GONE.replace("]", ", {message_template: order_late/en_US}]")
    road.project(TEMPLATES + both)
    assert road.run("plan", "--sandbox", "--out", "plan.json").code == 5
    road.project(TEMPLATES + GONE)
    ran = road.ok(*APPLY, "-o", "json", "plan.json")
    assert [one["state"] for one in ran.json["outcomes"]] == ["done"]
