"""Apply with a saved plan: what binds, what is stale, what is done already."""

from __future__ import annotations

import json
import subprocess
from typing import Any

import pytest
from support.road import TEMPLATES, Road
from support.sandbox_account import ROUTES

from wa_sync.sandbox import ledger
from wa_sync.sandbox.server import serve


OTHER = TEMPLATES.replace("left our workshop", "left our warehouse")
TWO = TEMPLATES + TEMPLATES.split("message_templates:\n")[1].replace(
    "order_update", "order_delay"
).replace("has left our workshop", "is late by a day")
DELETE = """\
removed:
  - message_template: order_update/en_US
"""


def save(road: Road, templates: str = TEMPLATES) -> None:
    """Declare templates, and save a plan."""
    road.project(templates)
    road.ok("plan", "--sandbox", "--out", "plan.json")


def apply(road: Road, *argv: str) -> Any:  # noqa: ANN401 - a JSON document
    """Apply the saved plan, and return how each change ended."""
    ran = road.run("apply", "--sandbox", "--yes", "-o", "json", "plan.json", *argv)
    return ran.code, [one["state"] for one in ran.json["outcomes"]]


def test_a_plan_is_good_for_a_day(road: Road) -> None:
    """By the server's clock: after that, somebody has to look again."""
    save(road)
    road.sandbox("clock", "+25h")
    ran = road.run("apply", "--sandbox", "--yes", "plan.json")
    assert (ran.code, ran.out) == (6, "")
    assert ran.err.startswith("error: the plan was saved ")
    assert ran.err.endswith("  hint: plan again, and look at it\n")
    assert road.settled()["create"] == 1


def test_the_saved_plan_knows_its_commit(road: Road) -> None:
    """Another checkout is told, and what both say is done all the same."""
    git = ["git", "-c", "user.name=Ana", "-c", "user.email=ana@shop.example"]
    commit = [*git, "commit", "--quiet", "--allow-empty", "-m", "next"]
    subprocess.run([*git, "init", "--quiet"], check=True)
    subprocess.run(commit, check=True)
    save(road)
    made = json.loads((road.folder / "plan.json").read_text())["made"]
    head = subprocess.run(
        [*git, "rev-parse", "HEAD"], check=True, capture_output=True, text=True
    ).stdout.strip()
    assert (made["commit"], made["dirty"]) == (head, True)
    shown = road.ok("show", "plan.json").out
    told = f"{head[:12]} with uncommitted changes"
    assert f"\nMade from {told}.\n" in shown
    ran = road.run("apply", "--sandbox", "plan.json")
    said = f"The plan was saved at commit {told}: only what both say is done.\n"
    assert said in ran.err
    subprocess.run([*commit, "-m", "and another"], check=True)
    ran = road.ok("apply", "--sandbox", "--yes", "plan.json")
    assert f"The plan was saved at commit {told}, and " in ran.err
    assert ran.err.endswith(" is checked out: only what both say is done.\n")


def test_a_plan_that_is_printed_has_no_time(road: Road) -> None:
    """The same input gives the same bytes; only what is saved is dated."""
    road.project()
    assert road.ok("plan", "--sandbox", "-o", "json").json["made"] is None


def test_applying_a_plan_twice_is_no_mistake(road: Road) -> None:
    """What was made already is success, and is said."""
    save(road)
    assert apply(road) == (0, ["done"])
    ran = road.ok("apply", "--sandbox", "--yes", "plan.json")
    assert ran.out == "Nothing of the saved plan is left to be done.\n"
    assert ran.err == (
        "Of the saved plan, made already: message_template.order_update/en_US.\n"
    )


def test_what_is_no_longer_declared_is_not_called_made(road: Road) -> None:
    """A replacement that is gone from the files is missing; nobody may overlook it."""
    save(road, TWO)
    road.project()
    ran = road.ok("apply", "--sandbox", "--yes", "plan.json")
    assert ran.err == (
        "Of the saved plan, not declared any more, or not chosen: "
        "message_template.order_delay/en_US.\n"
    )


def test_what_is_not_chosen_is_not_called_made(road: Road) -> None:
    """Nor is what the selection leaves out."""
    save(road, TWO)
    ran = road.ok("apply", "--sandbox", "--yes", "plan.json", "--only", "order_update")
    assert ran.err == (
        "Of the saved plan, not declared any more, or not chosen: "
        "message_template.order_delay/en_US.\n"
    )


def test_a_delete_that_is_done_is_called_made(road: Road) -> None:
    """What is to be removed is asked for as well, though it is declared nowhere."""
    road.project(TWO)
    road.ok("apply", "--sandbox", "--yes")
    save(road, TWO.replace(TEMPLATES.split("message_templates:\n")[1], "") + DELETE)
    assert apply(road, "--allow-delete") == (0, ["done"])
    ran = road.ok("apply", "--sandbox", "--yes", "plan.json", "--allow-delete")
    assert ran.err == (
        "Of the saved plan, made already: message_template.order_update/en_US.\n"
    )


def test_what_the_saved_plan_does_not_have_is_told(road: Road) -> None:
    """It is left alone, and that is said."""
    save(road)
    road.project(TWO)
    ran = road.ok("apply", "--sandbox", "--yes", "plan.json")
    assert ran.err == (
        "Not in the saved plan, so left alone: message_template.order_delay/en_US.\n"
    )
    assert road.settled()["create"] == 1


def test_a_plan_that_was_printed_is_shown_and_not_applied(road: Road) -> None:
    """It has no time: it would be good for ever."""
    road.project()
    road.ok("plan", "--sandbox", "-o", "json=plan.json")
    assert road.ok("show", "plan.json").out
    ran = road.run("apply", "--sandbox", "--yes", "plan.json")
    assert (ran.code, ran.err.splitlines()[0]) == (
        64,
        "error: this plan was printed, not saved: it has no time and no checksum",
    )
    assert road.settled()["create"] == 1


def test_an_edited_plan_is_not_shown(road: Road) -> None:
    """A reader would say yes to another text than the one that is sent."""
    save(road)
    plan = json.loads((road.folder / "plan.json").read_text())
    plan["changes"][0]["after"]["components"][0]["text"] = "Something harmless."
    road.write("plan.json", json.dumps(plan))
    ran = road.run("show", "plan.json")
    assert (ran.code, ran.out) == (6, "")
    assert ran.err.startswith("error: the plan file was changed after it was saved\n")


def test_a_plan_of_the_sandbox_is_no_plan_for_a_server(road: Road) -> None:
    """Tried out in one place is not approved for another."""
    save(road)
    with serve(None, routes=ROUTES) as served:
        ran = road.run("apply", "--sandbox-url", served.url, "--yes", "plan.json")
        entries = ledger.entries(served.world)
    assert ran.code == 6
    assert ran.err.startswith(
        "error: the plan is for account 'demo' at sandbox, and this run asks "
        f"{served.url}\n"
    )
    assert {entry["method"] for entry in entries} == {"GET"}


@pytest.mark.parametrize("verdict", ["approve", "reject"])
def test_a_review_in_between_makes_no_plan_stale(road: Road, verdict: str) -> None:
    """A delete was planned while the template was in review; now that is over."""
    road.sandbox("review", "manual")
    road.project(TWO)
    road.ok("apply", "--sandbox", "--yes")
    save(road, TWO.replace(TEMPLATES.split("message_templates:\n")[1], "") + DELETE)
    road.sandbox(verdict, "order_update")
    assert apply(road, "--allow-delete") == (0, ["done"])


def test_what_was_blocked_when_it_was_saved_needs_a_new_plan(road: Road) -> None:
    """Nobody said yes to a change that could not be made."""
    road.sandbox("review", "manual")
    road.project()
    road.ok("apply", "--sandbox", "--yes")
    save(road, OTHER)
    road.sandbox("approve", "order_update")
    ran = road.run("apply", "--sandbox", "--yes", "plan.json")
    assert ran.code == 5
    assert ran.out.count(
        "blocked[not_approved]: it was blocked when the plan was saved, so nobody said "
        "yes to it\n"
    )
    assert road.settled()["update"] == 1


def test_what_is_stale_stops_all_or_is_left_out(road: Road) -> None:
    """A plan that no longer fits in one place is not carried out in the others."""
    save(road, TWO)
    road.project(TWO.replace("is late by a day", "is late by a week"))
    ran = road.run("apply", "--sandbox", "--yes", "plan.json")
    assert (ran.code, ran.out) == (6, "")
    assert ran.err == (
        "error: message_template.order_delay/en_US is no longer as it was when the "
        "plan was saved\n  hint: plan again and look at the difference; --stale skip "
        "makes the others\n"
    )
    assert apply(road, "--stale", "skip") == (6, ["stale", "done"])
    assert road.settled()["create"] == 1
