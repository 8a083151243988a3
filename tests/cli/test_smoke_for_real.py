"""wa-sync smoke on an account that costs money, and when something goes wrong."""

from __future__ import annotations

import re
import signal
from pathlib import Path

import pytest
from support.held import Desk, server, writes
from support.road import Ran, Road
from support.sandbox_account import reached
from support.smoked import GONE, GOOD, NUMBER, PROJECT, smoky
from support.terminal import terminal

from wa_sync.sandbox.messages.receive import kept


KEY = "key-of-nobody-0000000000"
META = PROJECT.replace("    env:", "    endpoint: meta\n    env:")
FIRST = "demo: order_update/en_US to ***0100  smoke.yaml:3"
GIVEN_UP = (
    "not tried            demo: gone to ***0100  smoke.yaml:4\n"
    "    nothing more is sent from this account after what happened above\n\n"
)


@pytest.mark.parametrize("project", [PROJECT, META])
def test_nobody_is_sent_anything_unasked(road: Road, project: str) -> None:
    """Through the gateway and at Meta's own address: without a terminal --yes is."""
    smoky(road, GOOD, project=project)
    road.env(MATON_API_KEY=KEY, WHATSAPP_TOKEN=KEY)
    with reached() as there:
        road.ok("apply", "--yes", "-q", "--endpoint", there.url)
        address = ("smoke", "--endpoint", there.url)
        assert road.run(*address) == Ran(
            5,
            "",
            "error: nobody is here to confirm these messages\n"
            "  hint: look at them with --dry-run, then --yes\n",
        )
        road.ok(*address, "--dry-run", "-q")
        assert kept(there.world) == []
        road.ok(*address, "--yes", "-q")
        assert [one["to"] for one in kept(there.world)] == ["15550100100"]
        road.ok("smoke", "--sandbox-url", there.url)
        assert len(kept(there.world)) == 2


@pytest.mark.parametrize(("answer", "code", "sent"), [("y\r", 0, 1), ("n\r", 5, 0)])
def test_a_person_is_asked(road: Road, answer: str, code: int, sent: int) -> None:
    """How many messages go to how many numbers, and that they may cost money."""
    smoky(road, GOOD, GONE)
    road.env(MATON_API_KEY=KEY)
    with reached() as there:
        road.ok("apply", "--yes", "-q", "--endpoint", there.url)
        with terminal(road, "smoke", "--endpoint", there.url) as screen:
            seen = screen.until("[y/N]")
            asked = "Send these 2 messages to one number? Meta may charge for them."
            assert asked in seen
            screen.type(answer)
            assert screen.end() == code
        assert len(kept(there.world)) == sent


@pytest.mark.parametrize(
    ("fault", "code", "told"),
    [
        (
            ("reset", "method=POST", "after_commit=true"),
            7,
            (
                f"unknown              {FIRST}",
                "It may have been sent, and is not sent again by itself",
                "2 smoke tests: 1 unknown, 1 not tried.",
            ),
        ),
        (
            ("refuse", "method=POST", "code=190", "subcode=463"),
            77,
            (
                f"failed               {FIRST}",
                "The token has expired",
                "2 smoke tests: 1 failed, 1 not tried.",
            ),
        ),
        (
            ("throttle", "method=POST", "times=0"),
            75,
            (
                f"failed               {FIRST}",
                "Run again later; --max-wait lets a run wait longer by itself.",
                "2 smoke tests: 1 failed, 1 not tried.",
            ),
        ),
    ],
)
def test_what_is_not_the_tests_fault_ends_the_account(
    road: Road, fault: tuple[str, ...], code: int, told: tuple[str, ...]
) -> None:
    """A message whose fate is unknown is not sent again, and nothing after it."""
    smoky(road, GOOD, GONE)
    road.sandbox("faults", *fault)
    ran = road.run("smoke", "--sandbox", "--max-wait", "0")
    lines = ran.out.splitlines()
    hint = re.split(r"(?<=itself): |(?<=expired)\. ", lines[2].partition("hint: ")[2])
    assert (ran.code, lines[0], hint[0], lines[-1]) == (code, *told)
    assert GIVEN_UP in ran.out
    assert len(road.sandbox("messages").out.splitlines()) == (code == 7)


def test_a_throttle_may_be_what_is_expected(road: Road) -> None:
    """Whatever sort of refusal a code is."""
    smoky(road, GOOD.replace("}", ", expect: {code: 80007}}"))
    road.sandbox("faults", "throttle", "method=POST", "times=0", "code=80007")
    road.ok("smoke", "--sandbox", "--max-wait", "0")


def test_a_signal_finishes_the_message_in_flight_and_reports(tmp_path: Path) -> None:
    """What was sent is told, the rest is not tried, and the code is the signal's."""
    desk = Desk(tmp_path / "checkout")
    desk.declare("one")
    project = desk.folder / "wa-sync.yaml"
    listed = f'    smoke_recipients: ["{NUMBER}"]\n'
    project.write_text(project.read_text("utf-8") + listed, encoding="utf-8")
    one = "{template: one, language: en_US}"
    text = f"version: 1\nsmoke_tests:\n  - {one}\n  - {one}\n"
    (desk.folder / "smoke.yaml").write_text(text, encoding="utf-8")
    with server() as there:
        assert desk.ended("apply", "--yes", "--endpoint", there.url).code == 0
        there.hold(writes, after=True)
        with desk.run("smoke", "--yes", "--endpoint", there.url) as run:
            there.wait()
            run.signal(signal.SIGTERM)
            run.heard(b"Stopping after the request in flight")
            there.let_go.set()
            ended = run.end()
        sent = kept(there.world)
    assert (ended.code, len(sent)) == (143, 1)
    assert ended.out.splitlines()[2:] == [
        "not tried            demo: one/en_US to ***0100  smoke.yaml:4",
        "    the run was interrupted",
        "",
        "2 smoke tests: 1 accepted, 1 not tried.",
    ]
