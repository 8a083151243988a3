"""Names in their lock and accounts that are full, from the files on."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from support.quotas import NEW, OLD, applied, buried, forget, planned, rule, templates
from support.road import PROJECT


if TYPE_CHECKING:
    from support.road import Road


@pytest.fixture
def edited(road: Road) -> Road:
    """A template that was approved, and edited once."""
    road.project(templates(hello=OLD))
    road.sandbox("review", "now")
    road.ok("apply", "--sandbox", "--yes", "-q")
    assert applied(road, templates(hello=NEW)).code == 0
    return road


def test_a_deleted_name_is_locked_for_thirty_days(edited: Road) -> None:
    """R11: plan warns before Meta does, and after a month the name is free."""
    assert applied(edited, buried("hello", other=OLD), "--allow-delete").code == 0
    change = planned(edited, templates(hello=NEW, other=OLD))
    assert (change["action"], rule(change)) == ("create", "name_locked")
    edited.sandbox("clock", "+29d")
    assert rule(planned(edited, templates(hello=NEW, other=OLD))) == "name_locked"
    edited.sandbox("clock", "+25h")
    assert applied(edited, templates(hello=NEW, other=OLD)).code == 0


def test_a_locked_name_is_told_by_meta_where_nobody_remembers(edited: Road) -> None:
    """R11, R34: its text says how long, and only that is taken from it."""
    assert applied(edited, buried("hello", other=OLD), "--allow-delete").code == 0
    forget(edited)
    ran = applied(edited, templates(hello=NEW, other=OLD), "-o", "json")
    assert ran.code == 75
    (outcome,) = ran.json["outcomes"]
    assert outcome["blocked"]["rule"] == "name_locked"
    assert outcome["blocked"]["reason"] == (
        "this language of the template is being deleted; Meta keeps the name locked, "
        "and says: try again in 4 weeks"
    )


def test_what_was_never_approved_is_locked_for_a_minute(road: Road) -> None:
    """R34: its name is free again before anybody would wait for it."""
    road.project(templates(hello=OLD, other=OLD))
    road.sandbox("review", "manual")
    road.ok("apply", "--sandbox", "--yes", "-q")
    road.sandbox("reject", "hello")
    assert applied(road, buried("hello", other=OLD), "--allow-delete").code == 0
    assert rule(planned(road, templates(hello=NEW, other=OLD))) == "name_locked"
    road.sandbox("clock", "+61s")
    assert applied(road, templates(hello=NEW, other=OLD)).code == 0


def test_a_full_account_takes_edits_and_no_creates(road: Road) -> None:
    """R12: what has no room is blocked, and all else is made."""
    road.project(templates(hello=OLD))
    road.sandbox("review", "now")
    road.ok("apply", "--sandbox", "--yes", "-q")
    road.sandbox("option", "template_limit", "2")
    ran = applied(road, templates(hello=NEW, one=OLD, two=OLD), "-o", "json")
    assert ran.code == 5
    assert [(o["address"], o["state"]) for o in ran.json["outcomes"]] == [
        ("message_template.one/en_US", "done"),
        ("message_template.two/en_US", "blocked"),
        ("message_template.hello/en_US", "done"),
    ]


@pytest.mark.parametrize("status", ["PENDING", "DISABLED"])
def test_what_may_not_be_edited_now_is_not_tried(road: Road, status: str) -> None:
    """R14: the status says so at plan time, and no edit is sent."""
    road.project(templates(hello=OLD))
    road.sandbox("review", "manual")
    road.ok("apply", "--sandbox", "--yes", "-q")
    if status == "DISABLED":
        road.sandbox("disable", "hello")
    calls = road.sandbox("calls").out
    expected = {"PENDING": ("in_review", 75), "DISABLED": ("not_editable", 5)}[status]
    assert rule(planned(road, templates(hello=NEW))) == expected[0]
    assert road.run("apply", "--sandbox", "--yes", "-q").code == expected[1]
    after = road.sandbox("calls").out.removeprefix(calls).splitlines()
    assert {json.loads(line)["method"] for line in after} == {"GET"}


def test_the_category_of_what_is_approved_is_not_tried(road: Road) -> None:
    """R14: it cannot change, which waiting would not help."""
    strict = PROJECT + "    category_policy: enforce\n"
    road.project(templates(hello=OLD), project=strict)
    road.sandbox("review", "now")
    road.ok("apply", "--sandbox", "--yes", "-q")
    other = templates(hello=OLD).replace("UTILITY", "MARKETING")
    assert rule(planned(road, other)) == "category_of_approved"
    assert road.run("apply", "--sandbox", "--yes", "-q").code == 5
