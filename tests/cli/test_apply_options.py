"""Apply: the events it tells, the lock it waits for, what it foresees and refuses."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from support.road import PROJECT, TEMPLATES, Road

from wa_sync.cli.state import state_folder


ENTRY = TEMPLATES.split("message_templates:\n")[1]
TWO = TEMPLATES + ENTRY.replace("order_update", "order_delay").replace(
    "has left our workshop", "is late by a day"
)
MANY = "version: 1\nmessage_templates:\n" + "".join(
    ENTRY.replace("order_update", f"order_update_{number:03}").replace(
        "our workshop", f"workshop {number:03}"
    )
    for number in range(102)
)
HOLDER = """
import sys
from pathlib import Path
from wa_sync.store import lock
state, origin, account = sys.argv[1:]
with lock.hold(Path(state), origin=origin, account=account, since="noon"):
    print("held", flush=True)
    sys.stdin.readline()
"""


def events(road: Road, name: str = "events.ndjson") -> list[dict[str, object]]:
    """Read the events back, without the times."""
    lines = (road.folder / name).read_text().splitlines()
    found = [json.loads(line) for line in lines]
    return [{k: v for k, v in one.items() if k != "at"} for one in found]


def test_events_tell_the_whole_run(road: Road) -> None:
    """One line each: the run, every change's begin and end, and the exit code."""
    road.project()
    ran = road.ok("apply", "--sandbox", "--yes", "--events", "events.ndjson")
    digest = ran.out.split("Digest: ")[1].splitlines()[0]
    about = {
        "account": "demo",
        "address": "message_template.order_update/en_US",
        "action": "create",
    }
    counts = dict.fromkeys(
        ("already", "failed", "blocked", "stale", "unknown", "skipped"), 0
    )
    assert events(road) == [
        {"format_version": 1, "event": "run_started", "digest": digest, "changes": 1},
        {"format_version": 1, "event": "change_started", **about},
        {
            "format_version": 1,
            "event": "change_finished",
            **about,
            "state": "done",
            "message": "",
            "hint": None,
            "blocked": None,
            "exit_code": 0,
            "live_id": "1000000000104729",
            "status": "PENDING",
            "category": "UTILITY",
            "review": None,
            "findings": [],
            "source": {"file": "templates/all.yaml", "line": 3},
        },
        {
            "format_version": 1,
            "event": "run_finished",
            "exit_code": 0,
            "summary": {"done": 1, **counts},
        },
    ]


def test_events_that_cannot_be_opened_stop_the_run_first(road: Road) -> None:
    """Nobody could follow it, so nothing is sent."""
    road.project()
    ran = road.run("apply", "--sandbox", "--yes", "--events", "missing/events")
    assert ran.code == 74
    assert ran.err == (
        f"error: cannot write the events to {road.folder}/missing/events: No such file "
        "or directory\n  hint: name another file with --events\n"
    )
    assert road.settled()["create"] == 1


def test_events_that_get_lost_stop_the_run(road: Road) -> None:
    """Nothing more is sent, and the outcomes are told where they always are."""
    road.project(TWO)
    ran = road.run("apply", "--sandbox", "--yes", "--events", "/dev/full")
    assert ran.code == 74
    assert ran.out.endswith(
        "not tried demo: message_template.order_delay/en_US: the run was stopped "
        "before this change\n"
        "not tried demo: message_template.order_update/en_US: the run was stopped "
        "before this change\n"
        "\n"
        "Applied 0 of 2 changes: 2 not tried.\n"
        "What was not tried is still to do. Run apply again.\n"
    )
    assert ran.err == (
        "error: cannot write the events to /dev/full: No space left on device\n"
        "  hint: name another file with --events\n"
    )
    assert road.settled()["create"] == 2


def test_the_lock_may_be_waited_for(road: Road) -> None:
    """A run that may wait goes on when the other one ends, one that may not is 75."""
    road.project()
    origin = str(road.folder / ".wa-sync/sandbox.db")
    argv = [sys.executable, "-c", HOLDER, str(state_folder()), origin]
    with subprocess.Popen(
        [*argv, "102290129340398"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    ) as holder:
        assert holder.stdout is not None
        assert holder.stdin is not None
        assert holder.stdout.readline() == "held\n"
        ran = road.run("apply", "--sandbox", "--yes")
        assert (ran.code, ran.out) == (75, "")
        assert ran.err.endswith(
            " is applying to account 'demo' (102290129340398)\n  hint: wait until it "
            "is done and run again, or say --lock-timeout SECONDS\n"
        )
        ran = road.run("apply", "--sandbox", "--yes", "--lock-timeout", "0.01")
        assert ran.code == 75
        assert ran.err.endswith(
            "\n  hint: it was waited for, 1 s long: run again when it is done\n"
        )
        patient = ("--sandbox", "--yes", "--lock-timeout", "300")
        waiting = subprocess.Popen(
            [sys.executable, "-m", "wa_sync", "apply", *patient],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert waiting.stderr is not None
        assert waiting.stderr.readline() == (
            f"Waiting 5 min at most: process {holder.pid} on {os.uname().nodename}, "
            "since noon, is applying to account 'demo' (102290129340398).\n"
        )
        holder.stdin.write("\n")
        holder.stdin.flush()
        out, err = waiting.communicate()
    assert (waiting.returncode, err) == (0, "")
    assert out.endswith("Applied 1 change.\n")


def test_a_long_apply_says_so_beforehand(road: Road) -> None:
    """Meta takes 100 creates an hour: how long that takes, and what becomes of it."""
    road.project(MANY)
    ran = road.run("apply", "--sandbox")
    assert ran.code == 5
    assert ran.err == (
        "demo: 102 templates are to be created. Meta takes 100 an hour, and 0 were "
        "created in the last one: this takes about 1 h.\n"
        "A run waits 15 min at most, and leaves the rest to the next one; --max-wait "
        "3665 waits for all of it.\n"
        "error: nobody is here to confirm these changes\n"
        "  hint: look at them, then --yes\n"
    )
    patient = road.run("apply", "--sandbox", "--max-wait", "3700")
    assert patient.err.startswith("demo: 102 templates are to be created. ")
    assert "A run waits" not in patient.err


@pytest.mark.costly
def test_the_next_run_goes_on_where_the_hour_ended(road: Road) -> None:
    """100 are made, two are left to the next run, by the server's clock."""
    road.project(MANY)
    ran = road.run("apply", "--sandbox", "--yes", "-o", "json")
    states = [one["state"] for one in ran.json["outcomes"]]
    assert (ran.code, states) == (75, ["done"] * 100 + ["blocked"] * 2)
    assert ran.json["outcomes"][-1]["blocked"]["rule"] == "create_rate"
    soon = road.run("apply", "--sandbox", "--yes", "-o", "json")
    assert (soon.code, soon.json["summary"]["blocked"]) == (75, 2)
    road.sandbox("clock", "+61m")
    later = road.ok("apply", "--sandbox", "--yes", "-o", "json")
    assert later.json["summary"]["done"] == 2


def test_fail_fast_ends_the_other_accounts_too(road: Road) -> None:
    """The first change that is refused is the last one that is tried."""
    road.project(TWO, project=PROJECT + '  other:\n    waba_id: "202290129340398"\n')
    fault = ("faults", "refuse", "method=POST", "code=100", "times=0")
    road.sandbox(*fault)
    ran = road.run(
        "apply", "--sandbox", "--yes", "-a", "*", "--fail-fast", "-o", "json"
    )
    states = sorted(one["state"] for one in ran.json["outcomes"])
    assert ran.code == 5
    assert states.count("blocked") in {1, 2}  # both accounts may be at it by then
    assert states.count("blocked") + states.count("skipped") == 4


def test_an_api_of_another_version_is_not_written_to(road: Road) -> None:
    """Plan warns and apply refuses: a later version may take a field otherwise."""
    road.project()
    fault = ("header=facebook-api-version: v99.0", "times=0")
    road.sandbox("faults", "headers", *fault)
    said = "the API was asked as v21.0 and answers as v99.0: the version asked for is"
    mend = "set api_version: v99.0 for the account, plan again, and look"
    ran = road.ok("plan", "--sandbox")
    assert ran.err == (
        f"warning: {said} retired; apply would refuse. To mend it: {mend}.\n"
    )
    ran = road.run("apply", "--sandbox", "--yes")
    assert (ran.code, ran.out) == (6, "")
    assert ran.err == f"error: {said} retired\n  hint: {mend}\n"


@pytest.mark.parametrize("mask", [0o000, 0o022, 0o077])
def test_what_an_apply_leaves_behind_is_private(
    road: Road, mask: int, tmp_path: Path
) -> None:
    """Journal, lock, events and sandbox: nobody else may read them."""
    road.project()
    before = os.umask(mask)
    try:
        road.ok("apply", "--sandbox", "--yes", "--events", "events.ndjson")
    finally:
        os.umask(before)
    places = [
        road.folder / ".wa-sync",
        road.folder / "events.ndjson",
        tmp_path / "state",
    ]
    found = [path for place in places for path in (place, *place.rglob("*"))]
    modes = {(path.is_dir(), path.stat().st_mode & 0o777) for path in found}
    assert modes == {(True, 0o700), (False, 0o600)}
