"""What a person at a terminal is asked, and what a signal does."""

from __future__ import annotations

import os
import signal
import subprocess
import sys

import pytest
from support.road import PROJECT, TEMPLATES, Road
from support.terminal import terminal


@pytest.mark.parametrize(("answer", "code", "created"), [("y\r", 0, 0), ("n\r", 5, 1)])
def test_a_person_is_asked(road: Road, answer: str, code: int, created: int) -> None:
    """The plan is shown first; yes makes the change, no changes nothing."""
    road.project()
    with terminal(road, "apply", "--sandbox") as there:
        seen = there.until("[y/N]")
        assert "1 to create" in seen
        assert seen.index("1 to create") < seen.index("Make this change?")
        there.type(answer)
        assert there.end() == code
    assert road.settled()["create"] == created


@pytest.mark.parametrize(("answer", "code", "left"), [("y\r", 0, 0), ("n\r", 5, 1)])
def test_deleting_a_connection_is_asked_about(
    road: Road, answer: str, code: int, left: int
) -> None:
    """The question names the account that uses it; only yes deletes it."""
    listing = ("connection", "list", "--sandbox", "-o", "json")
    road.ok("connection", "create", "--sandbox")
    (one,) = road.ok(*listing).json["connections"]
    node = one["connection_id"]
    road.project(project=PROJECT + f'    connection: "{node}"\n')
    question = f"Delete connection {node} (PENDING), which account demo uses? [y/N]"
    with terminal(road, "connection", "delete", node, "--sandbox") as there:
        assert question in there.until("[y/N]")
        there.type(answer)
        assert there.end() == code
    assert len(road.ok(*listing).json["connections"]) == left


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)]
)
def test_a_signal_ends_the_wait_for_a_connection(
    road: Road, number: signal.Signals, code: int
) -> None:
    """The link was shown, and is as good as before."""
    with terminal(road, "connection", "create", "--wait", "--sandbox") as there:
        there.until("session_token=")
        there.signal(number)
        assert there.end() == code
        assert there.seen.endswith(
            "Stopped while waiting for the connection. "
            "The link can still be opened.\r\n"
        )


@pytest.mark.parametrize("keys", ["\r", "N\r", "no\r", "\x04"])
def test_only_yes_is_yes(road: Road, keys: str) -> None:
    """No answer, no, and the end of input change nothing; anything else is asked."""
    road.project()
    with terminal(road, "apply", "--sandbox") as there:
        there.until("[y/N]")
        there.type("maybe\r")
        there.until("y or n? [y/N]")
        there.type(keys)
        assert there.end() == 5
        assert "Nothing was changed." in there.seen
    assert road.settled()["create"] == 1


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)]
)
def test_a_signal_at_the_question_changes_nothing(
    road: Road, number: signal.Signals, code: int
) -> None:
    """Where nothing is in flight, one signal ends the run at once."""
    road.project()
    with terminal(road, "apply", "--sandbox") as there:
        there.until("[y/N]")
        there.signal(number)
        assert there.end() == code
        assert "in flight" not in there.seen
    assert road.settled()["create"] == 1


@pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)]
)
def test_a_signal_finishes_the_request_in_flight(
    road: Road, number: signal.Signals, code: int
) -> None:
    """What was sent is finished and reported; the rest is not begun."""
    more = TEMPLATES.split("message_templates:\n")[1].replace("order_", "later_")
    road.project(TEMPLATES.replace("order_", "first_") + more)
    road.sandbox("faults", "delay", "method=POST", "seconds=1")
    with terminal(road, "apply", "--sandbox", "--yes") as there:
        there.until("Digest: ")
        while "1 seen" not in road.sandbox("faults").out:
            assert there.process.poll() is None, there.end()
        os.kill(there.process.pid, number)
        assert there.end() == code
        assert "not tried" in there.seen
    assert road.settled()["unchanged"] == 1


def test_colours_are_for_terminals(road: Road) -> None:
    """On a terminal there is colour, elsewhere none, and --color decides."""
    road.project()
    with terminal(road, "plan", "--sandbox") as there:
        assert there.end() == 0
        assert "\x1b[" in there.seen
    assert "\x1b[" not in road.ok("plan", "--sandbox").out
    assert "\x1b[" in road.ok("plan", "--sandbox", "--color", "always").out
    road.write("templates/all.yaml", "version: 1\nnonsense: 1\n")
    with terminal(road, "plan", "--sandbox") as there:
        assert there.end() == 3
        assert "\x1b[" in there.seen
    with terminal(road, "plan", "--sandbox", "--color", "never") as there:
        assert there.end() == 3
        assert "\x1b[" not in there.seen


def test_output_that_is_closed_is_said(road: Road) -> None:
    """Without a standard output nothing is done, and no traceback is shown."""
    road.project()
    ran = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m wa_sync plan --sandbox >&-"],
        cwd=road.folder,
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stderr) == (74, "error: standard output is closed\n")


def test_requests_are_told_on_demand(road: Road) -> None:
    """-vv says a line for each request, and no token."""
    road.project()
    ran = road.ok("plan", "--sandbox", "-vv")
    (line,) = [line for line in ran.err.splitlines() if line.startswith("GET ")]
    assert "message_templates" in line
    assert "200" in line
    assert "sandbox-token" not in ran.err


def test_a_folder_that_cannot_be_written_is_said(road: Road) -> None:
    """The sandbox's file is named when it cannot be made."""
    road.project()
    road.write(".wa-sync", "a file, not a folder")
    ran = road.run("plan", "--sandbox")
    assert ran.code == 74
    assert ran.err.startswith(f"error: {road.folder / '.wa-sync'}")


def test_a_full_disk_is_said(road: Road) -> None:
    """What cannot be written is no success."""
    road.project()
    with open("/dev/full", "w", encoding="utf-8") as full:  # noqa: PTH123 - a device
        ran = subprocess.run(
            [sys.executable, "-m", "wa_sync", "plan", "--sandbox"],
            cwd=road.folder,
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert ran.returncode == 74
    assert ran.stderr == "error: cannot write the output: No space left on device\n"
