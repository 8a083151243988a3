"""Quotas of edits, names in their lock and creates an hour, from the files on."""

from __future__ import annotations

import json
import re
import shutil
import time
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from support.quotas import (
    NEW,
    NEWEST,
    OLD,
    applied,
    buried,
    forget,
    planned,
    rule,
    templates,
)
from support.road import PROJECT
from support.sandbox_account import ROUTES

from wa_sync.model.address import Address
from wa_sync.model.change import Action, Change, Precondition
from wa_sync.sandbox.server import serve
from wa_sync.store import journal


if TYPE_CHECKING:
    from pathlib import Path

    from support.road import Road


WABA = "102290129340398"


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
    """A terminal names the file, and without it nothing is blocked beforehand."""
    edited.project(templates(hello=NEWEST))
    named = re.search(
        r"^ +journal: (\S+)$", edited.ok("plan", "--sandbox").out, re.MULTILINE
    )
    assert named is not None
    (file,) = (edited.folder.parent / "state" / "wa-sync" / "journal").iterdir()
    assert named[1] == str(file)
    file.unlink()
    assert rule(planned(edited, templates(hello=NEWEST))) is None


@pytest.mark.parametrize(
    "format_", ["json", "markdown", "html", "github", "gitlab", "sarif", "junit"]
)
def test_what_others_read_names_no_path(edited: Road, format_: str) -> None:
    """A plan goes into comments; where a journal lies is of no use there."""
    edited.project(templates(hello=NEWEST))
    ran = edited.ok("plan", "--sandbox", "-o", format_)
    assert "the journal of this machine says so: delete that file" in ran.out
    assert "wa-sync/journal" not in ran.out


def test_a_terminal_names_no_user(edited: Road) -> None:
    """Its text is shown to others, too: what lies at home is named as people do."""
    edited.env(HOME=str(edited.folder.parent))
    edited.project(templates(hello=NEWEST))
    ran = edited.ok("plan", "--sandbox")
    assert "      journal: ~/state/wa-sync/journal/" in ran.out


def test_a_reviewer_sees_that_a_live_template_is_edited(edited: Road) -> None:
    """R33: in text and in JSON, with the figures that are known."""
    edited.sandbox("clock", "+25h")
    change = planned(edited, templates(hello=NEWEST))
    said = "of its edits, at least 1 of 10 in 30 days are used up"
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
