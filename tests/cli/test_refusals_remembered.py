"""What Meta refused once is not sent again before its time, from the files on."""

from __future__ import annotations

import json
import shutil
from typing import TYPE_CHECKING

import pytest


if TYPE_CHECKING:
    from support.road import Ran, Road


def template(text: str) -> str:
    """A document with one template."""
    return (
        "version: 1\nmessage_templates:\n  - name: hello\n    language: en_US\n"
        "    category: UTILITY\n"
        f"    components: [{{type: BODY, text: '{text}'}}]\n"
    )


def applied(road: Road, content: str, *flags: str) -> Ran:
    """Declare this, and apply it."""
    road.write("templates/all.yaml", content)
    return road.run("apply", "--sandbox", "--yes", "-q", *flags)


def forget(road: Road) -> None:
    """Go to another machine, which remembers nothing."""
    shutil.rmtree(road.folder.parent / "state")


def writes(road: Road) -> int:
    """How many calls were no reads."""
    lines = road.sandbox("calls").out.splitlines()
    return sum(json.loads(line)["method"] != "GET" for line in lines)


@pytest.fixture
def elsewhere(road: Road) -> Road:
    """A template that was approved, and edited today by a machine of others."""
    road.project(template("Hello from us."))
    road.sandbox("review", "now")
    road.ok("apply", "--sandbox", "--yes", "-q")
    assert applied(road, template("Hello from all of us.")).code == 0
    forget(road)
    return road


def test_a_refused_edit_is_blocked_until_its_time(elsewhere: Road) -> None:
    """R13: Meta is asked once; then plan says when, and a day later it is made."""
    assert applied(elsewhere, template("Hello, it is us.")).code == 75
    sent = writes(elsewhere)
    (change,) = elsewhere.ok("plan", "--sandbox", "-o", "json").json["changes"]
    assert change["blocked"]["rule"] == "edit_quota"
    assert change["blocked"]["reason"].startswith("Meta refused it on ")
    assert elsewhere.run("apply", "--sandbox", "--yes", "-q").code == 75
    assert writes(elsewhere) == sent
    elsewhere.sandbox("clock", "+25h")
    assert elsewhere.ok("apply", "--sandbox", "--yes", "-q").err == ""
    assert elsewhere.settled()["unchanged"] == 1


def test_a_locked_name_is_asked_for_once(elsewhere: Road) -> None:
    """R11: Meta's text said for how long; after that it is free."""
    gone = (
        template("x").replace("hello", "other")
        + "removed: [{message_template: hello/en_US}]\n"
    )
    assert applied(elsewhere, gone, "--allow-delete").code == 0
    forget(elsewhere)
    both = (
        template("Hello.")
        + template("x").replace("hello", "other").split("message_templates:\n")[1]
    )
    assert applied(elsewhere, both).code == 75
    sent = writes(elsewhere)
    assert applied(elsewhere, both).code == 75
    assert writes(elsewhere) == sent
    elsewhere.sandbox("clock", "+31d")
    assert applied(elsewhere, both).code == 0
