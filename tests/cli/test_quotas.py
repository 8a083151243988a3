"""Quotas of edits, names in their lock and creates an hour, from the files on."""

from __future__ import annotations

import json
import re
import shutil
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from support.road import PROJECT
from support.sandbox_account import ROUTES

from wa_sync.model.address import Address
from wa_sync.model.change import Action, Change, Precondition
from wa_sync.sandbox.server import serve
from wa_sync.store import journal


if TYPE_CHECKING:
    from pathlib import Path

    from support.road import Ran, Road


OLD, NEW, NEWEST = "Hello from us.", "Hello from all of us.", "Hello, it is us."
WABA = "102290129340398"


def templates(**texts: str) -> str:
    """A document with one template a name."""
    entries = "".join(
        f"  - name: {name}\n    language: en_US\n    category: UTILITY\n"
        f"    components: [{{type: BODY, text: '{text}'}}]\n"
        for name, text in texts.items()
    )
    return f"version: 1\nmessage_templates:\n{entries}"


def buried(*names: str, **texts: str) -> str:
    """The same, with tombstones for others."""
    gone = ", ".join(f"message_template: {name}/en_US" for name in names)
    return f"{templates(**texts)}removed: [{{{gone}}}]\n"


def applied(road: Road, content: str, *flags: str) -> Ran:
    """Declare this, and apply it."""
    road.write("templates/all.yaml", content)
    return road.run("apply", "--sandbox", "--yes", "-q", *flags)


def planned(road: Road, content: str) -> dict[str, object]:
    """Declare this, and return the only change that is planned."""
    road.write("templates/all.yaml", content)
    (change,) = road.ok("plan", "--sandbox", "-o", "json").json["changes"]
    assert isinstance(change, dict)
    return change


def rule(change: dict[str, object]) -> str | None:
    """By which rule a change is blocked."""
    blocked = change["blocked"]
    return blocked["rule"] if isinstance(blocked, dict) else None


def forget(road: Road) -> None:
    """Go to another machine, which remembers nothing."""
    shutil.rmtree(road.folder.parent / "state")


@pytest.fixture
def edited(road: Road) -> Road:
    """A template that was approved, and edited once."""
    road.project(templates(hello=OLD))
    road.sandbox("review", "now")
    road.ok("apply", "--sandbox", "--yes", "-q")
    assert applied(road, templates(hello=NEW)).code == 0
    return road


def test_a_second_edit_within_a_day_is_blocked_until_then(edited: Road) -> None:
    """R13: plan says when, apply sends nothing and exits 75, a day later it is made."""
    change = planned(edited, templates(hello=NEWEST))
    assert rule(change) == "edit_quota"
    text = edited.ok("plan", "--sandbox").out
    assert re.search(r"  not before: \d{4}-\d\d-\d\d \d\d:\d\d UTC\n", text)
    calls = edited.sandbox("calls").out
    assert edited.run("apply", "--sandbox", "--yes", "-q").code == 75
    after = edited.sandbox("calls").out.removeprefix(calls).splitlines()
    assert {json.loads(line)["method"] for line in after} == {"GET"}
    edited.sandbox("clock", "+25h")
    assert rule(planned(edited, templates(hello=NEWEST))) is None
    assert edited.ok("apply", "--sandbox", "--yes", "-q").err == ""
    assert edited.settled() == {**edited.settled(), "update": 0, "unchanged": 1}


def test_the_quota_stops_nothing_else(edited: Road) -> None:
    """R13: the edit is deferred, and the rest of the run is made."""
    ran = applied(edited, templates(hello=NEWEST, other=OLD), "-o", "json")
    assert ran.code == 75
    assert [(o["address"], o["state"]) for o in ran.json["outcomes"]] == [
        ("message_template.other/en_US", "done"),
        ("message_template.hello/en_US", "blocked"),
    ]


def test_a_machine_that_remembers_nothing_hears_it_from_meta(edited: Road) -> None:
    """R13: the refusal is blocked in the same words, with the time that is known."""
    forget(edited)
    assert rule(planned(edited, templates(hello=NEWEST))) is None
    ran = edited.run("apply", "--sandbox", "--yes", "-q", "-o", "json")
    assert ran.code == 75
    (outcome,) = ran.json["outcomes"]
    assert outcome["blocked"]["rule"] == "edit_quota"
    assert outcome["blocked"]["not_before"] is not None


def test_deleting_the_journal_overrules_it(edited: Road) -> None:
    """The way out names the file, and without it nothing is blocked beforehand."""
    change = planned(edited, templates(hello=NEWEST))
    blocked = change["blocked"]
    assert isinstance(blocked, dict)
    named = re.search(r"; (\S+) says so: delete that file", str(blocked["way_out"]))
    assert named is not None
    (file,) = (edited.folder.parent / "state" / "wa-sync" / "journal").iterdir()
    assert named[1] == str(file)
    file.unlink()
    assert rule(planned(edited, templates(hello=NEWEST))) is None


def test_the_way_out_names_no_user(edited: Road) -> None:
    """A plan is shown to others: what lies at home is named as people do."""
    edited.env(HOME=str(edited.folder.parent))
    blocked = planned(edited, templates(hello=NEWEST))["blocked"]
    assert isinstance(blocked, dict)
    way_out = str(blocked["way_out"])
    assert way_out.startswith("run again then; ~/state/wa-sync/journal/")


def test_a_reviewer_sees_that_a_live_template_is_edited(edited: Road) -> None:
    """R33: in text and in JSON, with the figures that are known."""
    edited.sandbox("clock", "+25h")
    change = planned(edited, templates(hello=NEWEST))
    said = (
        "live template: an edit sends it back to review and can leave it unsendable; "
        "of its edits, at least 1 of 10 in 30 days are used up"
    )
    findings = change["findings"]
    assert isinstance(findings, list)
    assert [f["message"] for f in findings] == [said]
    assert f"info[live_template]: {said}\n" in edited.ok("plan", "--sandbox").out


def test_what_differs_in_nothing_is_never_sent(edited: Road) -> None:
    """R33: a no-op edit would count, so there is none, however often it is applied."""
    calls = edited.sandbox("calls").out
    for _ in range(2):
        assert edited.ok("apply", "--sandbox", "--yes", "-q").err == ""
    after = edited.sandbox("calls").out.removeprefix(calls).splitlines()
    assert {json.loads(line)["method"] for line in after} == {"GET"}


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


def test_a_sandbox_that_was_emptied_remembers_nothing(edited: Road) -> None:
    """Neither a reset nor a deleted file leaves locks of what is not there."""
    assert applied(edited, buried("hello", other=OLD), "--allow-delete").code == 0
    edited.sandbox("reset")
    edited.sandbox("review", "now")
    assert applied(edited, templates(hello=NEW)).code == 0
    assert applied(edited, buried("hello", other=OLD), "--allow-delete").code == 0
    shutil.rmtree(edited.folder / ".wa-sync")
    assert applied(edited, templates(hello=NEW)).code == 0


def test_nothing_is_sent_without_a_note_of_it(road: Road) -> None:
    """H09: where the journal cannot be written, no write leaves the machine."""
    road.project(templates(hello=OLD))
    place = road.folder.parent / "state" / "wa-sync"
    place.mkdir(parents=True)
    (place / "journal").write_bytes(b"")
    ran = road.run("apply", "--sandbox", "--yes", "-q")
    assert ran.code == 74
    assert "cannot write the journal" in ran.out
    lines = road.sandbox("calls").out.splitlines()
    assert {json.loads(line)["method"] for line in lines} == {"GET"}


def begun(state: Path, origin: str, now: datetime) -> None:
    """Note a create of ``hello``, and die."""
    change = Change(
        account="demo",
        address=Address("message_template", "hello/en_US"),
        action=Action.CREATE,
        precondition=Precondition(exists=False),
    )
    with journal.open_journal(state, origin=origin, account=WABA, now=now) as one:
        one.intent(change, at=now)


def test_an_interrupted_run_is_told_of(road: Road) -> None:
    """H01: the next plan says what was begun, and that it was looked up again."""
    road.project(templates(hello=OLD))
    now = datetime(2026, 3, 1, 12, tzinfo=UTC)
    with serve(None, routes=ROUTES, real=now.timestamp) as served:
        begun(road.folder.parent / "state" / "wa-sync", served.url, now)
        ran = road.ok("plan", "--sandbox-url", served.url)
    assert (
        "info[last_run_cut_off]: an earlier run was cut off at its create of this, on "
        "2026-03-01 12:00 UTC; what is live was looked up again\n"
    ) in ran.out


def test_a_file_that_lies_hides_no_change(edited: Road) -> None:
    """Whatever stands in the journal, the plan has the same changes."""
    (file,) = (edited.folder.parent / "state" / "wa-sync" / "journal").iterdir()
    honest = planned(edited, templates(hello=NEWEST))
    for lie in (b"\x00" * 100, b"{}\n" * 1000, b'{"format":1}', b"[" * 10**6):
        file.write_bytes(lie)
        told = planned(edited, templates(hello=NEWEST))
        assert told["diff"] == honest["diff"]
        assert rule(told) is None


@pytest.mark.parametrize(("hours", "way"), [(2, "behind"), (-2, "ahead of"), (0, "")])
def test_a_clock_that_is_wrong_is_said_once(road: Road, hours: int, way: str) -> None:
    """H16: plans do not depend on it, and their reader should know."""
    road.project(templates(hello=OLD), project=PROJECT + "    endpoint: meta\n")
    road.env(WHATSAPP_TOKEN="EAAsandboxtoken0000")  # noqa: S106 - opens nothing

    def real() -> float:
        return time.time() + hours * 3600

    with serve(None, routes=ROUTES, real=real) as served:
        ran = road.ok("plan", "--endpoint", served.url)
        quiet = road.ok("plan", "--endpoint", served.url, "-q")
        sandbox = road.ok("plan", "--sandbox-url", served.url)
    said = (
        f"This machine's clock is 120 minutes {way} the server's; times are by the "
        "server's.\n"
    )
    assert (ran.err, quiet.err, sandbox.err) == (said if way else "", "", "")
