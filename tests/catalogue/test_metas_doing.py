"""R15, R16, R18, R30 to R33: what Meta does on its own, and what nobody sends it."""

from __future__ import annotations

import json
import re

import pytest
from support.passage import WABA, passage
from support.road import PROJECT, TEMPLATES, Road

from wa_sync.kinds.message_template.sandbox import seed as templates


ADDRESS = "message_template.order_update/en_US"
LIST = f"GET {WABA}/message_templates"


def declared(road: Road, policy: str = "accept") -> None:
    """Make one template live, and have it approved."""
    road.project(project=PROJECT + f"    category_policy: {policy}\n")
    road.ok("apply", "--sandbox", "--yes")


def writes(road: Road) -> int:
    """How many writes have arrived so far."""
    return len(re.findall('"method":"(POST|DELETE)"', road.sandbox("calls").out))


@pytest.mark.parametrize("planned", [False, True])
def test_a_category_that_meta_moves_is_told_and_not_fought(
    road: Road, *, planned: bool
) -> None:
    """R15: it is Meta's doing; an edit would cost a quota and be refused."""
    declared(road)
    told = ("--planned",) if planned else ()
    road.sandbox("recategorise", "order_update", "MARKETING", *told)
    before = writes(road)
    plan = road.ok("plan", "--sandbox", "--detailed-exitcode", "-o", "json").json
    assert plan["changes"] == []
    causes = [(note["address"], note["cause"]) for note in plan["drift"]]
    assert causes == ([] if planned else [(ADDRESS, "Meta")])
    road.ok("apply", "--sandbox", "--yes")
    assert writes(road) == before


def test_a_category_is_enforced_where_the_policy_says_so(road: Road) -> None:
    """R15: then it is a change; that of an approved template is blocked, with why."""
    declared(road, "enforce")
    road.sandbox("recategorise", "order_update", "MARKETING")
    before = writes(road)
    ran = road.run("apply", "--sandbox", "--yes", "-o", "json")
    assert ran.code == 5
    (outcome,) = ran.json["outcomes"]
    assert outcome["blocked"]["rule"] == "category_of_approved"
    assert writes(road) == before


def test_a_category_is_warned_about_where_the_policy_says_so(road: Road) -> None:
    """R15: the note comes with a warning, and still nothing is done."""
    declared(road, "warn")
    road.sandbox("recategorise", "order_update", "MARKETING")
    ran = road.ok("plan", "--sandbox", "--detailed-exitcode", "-o", "json")
    rules = [one["rule"] for one in ran.json["diagnostics"]]
    assert rules == ["category_changed_by_meta"]


@pytest.mark.parametrize("verdict", ["reject", "pause", "disable"])
def test_a_status_that_changes_later_is_no_difference(road: Road, verdict: str) -> None:
    """R16: what Meta thinks of a template is no failure of the apply before."""
    declared(road)
    road.sandbox(verdict, "order_update")
    ran = road.ok("plan", "--sandbox", "--detailed-exitcode")
    assert ran.out.startswith("No changes.")
    assert road.ok("apply", "--sandbox", "--yes").out.startswith("No changes.")


def seed(road: Road, status: str, text: str) -> None:
    """Put the declared template there by hand, in a status of Meta's."""
    example = {"body_text": [["Ana", "A-1042"]]} if "{{" in text else {}
    seeded = {
        "id": "77",
        "name": "order_update",
        "language": "en_US",
        "category": "UTILITY",
        "status": status,
        "parameter_format": "POSITIONAL",
        "components": [{"type": "BODY", "text": text, "example": example}],
    }
    file = road.write("seed.json", json.dumps(seeded))
    road.sandbox("seed", str(file), "--waba", WABA)
    file.unlink()


@pytest.mark.parametrize("status", ["ARCHIVED", "LIMIT_EXCEEDED", "SOMETHING_NEW"])
def test_a_status_that_takes_no_edit_is_blocked_with_it(
    road: Road, status: str
) -> None:
    """R31, N20: equal is equal; a difference is shown, named, and not sent."""
    road.project()
    seed(road, status, "Hi {{1}}, your order {{2}} has left our workshop.")
    assert road.settled()["unchanged"] == 1
    seed(road, status, "An older text.")
    ran = road.run("apply", "--sandbox", "--yes", "-o", "json")
    assert ran.code == 5
    (outcome,) = ran.json["outcomes"]
    assert outcome["blocked"]["rule"] == "not_editable"
    assert status in outcome["blocked"]["reason"]
    assert writes(road) == 0


def test_what_vanished_is_created_only_with_consent(road: Road) -> None:
    """R31: a declared template that Meta removed is planned anew, like any other."""
    declared(road)
    road.sandbox("reset")
    assert road.settled()["create"] == 1
    assert road.run("apply", "--sandbox").code == 5
    assert writes(road) == 0


def test_each_delete_is_one_call_with_name_and_id(road: Road) -> None:
    """R19, R32: not by name alone, which takes all languages, and not in a batch."""
    languages = ("en_GB", "en_US", "es_MX")
    entry = TEMPLATES.split("message_templates:\n")[1]
    road.project(
        "version: 1\nmessage_templates:\n"
        + "".join(entry.replace("en_US", language) for language in languages)
    )
    road.ok("apply", "--sandbox", "--yes")
    ids = {one["language"]: one["id"] for one in _live(road)}
    tombs = [f"  - message_template: order_update/{two}\n" for two in languages[:2]]
    kept = "version: 1\nmessage_templates:\n" + entry.replace("en_US", "es_MX")
    road.write("templates/all.yaml", kept + "removed:\n" + "".join(tombs))
    consent = ("--yes", "--allow-delete", "--max-deletes", "2")
    road.ok("apply", "--sandbox", *consent)
    calls = [json.loads(line) for line in road.sandbox("calls").out.splitlines()]
    deletes = [one["args"] for one in calls if one["method"] == "DELETE"]
    assert deletes == [
        {"name": "order_update", "hsm_id": ids[language]} for language in languages[:2]
    ]
    assert [one["language"] for one in _live(road)] == ["es_MX"]


def _live(road: Road) -> list[dict[str, str]]:
    with passage(road.folder / ".wa-sync" / "sandbox.db") as way:
        return list(way.live().values())


@pytest.mark.parametrize(("live", "pages"), [(1, 1), (1000, 1), (1001, 2), (2500, 3)])
def test_a_plan_costs_pages_and_not_objects(road: Road, live: int, pages: int) -> None:
    """R30, S16: a plan only reads, and no more than the pages that there are."""
    road.project(TEMPLATES, project=PROJECT.replace("    phone_number_id", "    # "))
    with passage() as way:
        with way.world.store.transaction():
            for number in range(live):
                named = {"name": f"other_{number}", "language": "en_US"}
                templates.seed(way.world, WABA, {**named, "status": "APPROVED"})
        road.ok("plan", "--sandbox-url", way.url)
        assert way.heard == [LIST] * pages


def test_an_edit_is_never_sent_for_nothing(road: Road) -> None:
    """R33: written otherwise, meant alike: no request, since every edit is counted."""
    declared(road)
    before = writes(road)
    other = TEMPLATES.replace("UTILITY", "utility").replace("BODY", "body")
    other = other.replace("[Ana, A-1042]", "{body_text: [[Ana, A-1042]]}")
    road.write("templates/all.yaml", other.replace('workshop."', 'workshop.  \\n"'))
    assert road.ok("apply", "--sandbox", "--yes").out.startswith("No changes.")
    assert writes(road) == before


def test_an_edit_of_a_live_template_says_what_it_risks(road: Road) -> None:
    """R33: it goes back to review, and is named so before anybody consents."""
    declared(road)
    road.write("templates/all.yaml", TEMPLATES.replace("workshop", "warehouse"))
    said = road.ok("plan", "--sandbox").out
    assert "review" in said
