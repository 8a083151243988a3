"""Messages of smoke tests are sent where they can be told of, and are never lost."""

from __future__ import annotations

import os
import re
import signal
from pathlib import Path

import pytest
from support.held import Desk, server, writes
from support.smoked import NUMBER


HINT = "  hint: nothing was sent\n"
LOST = re.compile(
    r"error: (2 messages were sent \(wamid\.\S+, wamid\.\S+\)), but nobody reads the "
    r"output any more\n"
    r"  hint: Do not run them again for the report: they would be sent again\.\n"
)
UNSURE = re.compile(
    r"error: 1 message was sent \(wamid\.\S+\), and another may have been, but nobody "
    r"reads the output any more\n"
    r"  hint: Do not run them again for the report: they would be sent again\.\n"
)
ABRUPT = re.compile(
    r"Stopped at once, and nobody knows whether this took effect: send second to "
    r"\*\*\*0100 from account demo\. Look at the conversation before it is sent "
    r"again\. Sent before: first \(wamid\.\S+\)\."
)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A checkout with a template and two tests of it."""
    desk = Desk(tmp_path / "checkout")
    desk.declare("one")
    project = desk.folder / "wa-sync.yaml"
    listed = f'    smoke_recipients: ["{NUMBER}"]\n'
    project.write_text(project.read_text("utf-8") + listed, encoding="utf-8")
    tests = [
        f"  - {{name: {name}, template: one, language: en_US}}\n"
        for name in ("first", "second")
    ]
    text = f"version: 1\nsmoke_tests:\n{''.join(tests)}"
    (desk.folder / "smoke.yaml").write_text(text, encoding="utf-8")
    return desk


def test_nothing_is_sent_where_it_cannot_be_told(desk: Desk) -> None:
    """On a full disk, to a reader that has left, into a file that cannot be: 74."""
    with server() as there:
        smoke = ("smoke", "--yes", "--endpoint", there.url)
        assert desk.ended("apply", "--yes", "--endpoint", there.url).code == 0
        before = there.written()
        with Path("/dev/full").open("wb") as out:
            ended = desk.ended(*smoke, stdout=out)
        why = "cannot write the output: No space left on device"
        assert (ended.code, ended.err) == (74, f"error: {why}\n{HINT}")
        read, write = os.pipe()
        os.close(read)
        ended = desk.ended(*smoke, stdout=write)
        os.close(write)
        why = "nobody reads the output any more"
        assert (ended.code, ended.err) == (74, f"error: {why}\n{HINT}")
        ended = desk.ended(*smoke, "-o", "junit=/proc/nope")
        why = "cannot write /proc/nope: No such file or directory"
        assert (ended.code, ended.err) == (74, f"error: {why}\n{HINT}")
        assert there.written() == before


@pytest.mark.parametrize("torn", [False, True], ids=["answered", "torn"])
def test_what_was_sent_is_told_where_the_report_is_lost(
    desk: Desk,
    torn: bool,  # noqa: FBT001 - a parameter of the test
) -> None:
    """A reader that leaves meanwhile: 7, with the ids, and what nobody knows."""
    with server() as there:
        assert desk.ended("apply", "--yes", "--endpoint", there.url).code == 0
        there.hold(writes, after=True, skip=1, torn=torn)
        with desk.run("smoke", "--yes", "--endpoint", there.url) as run:
            there.wait()
            assert run.process.stdout is not None
            run.process.stdout.close()
            run.process.stdout = None
            there.let_go.set()
            ended = run.end()
    assert ended.code == 7
    assert (UNSURE if torn else LOST).fullmatch(ended.err), ended.err


def test_a_second_signal_names_what_was_sent(desk: Desk) -> None:
    """It ends the run before there is a report."""
    with server() as there:
        assert desk.ended("apply", "--yes", "--endpoint", there.url).code == 0
        there.hold(writes, after=True, skip=1)
        with desk.run("smoke", "--yes", "--endpoint", there.url) as run:
            there.wait()
            run.signal(signal.SIGINT)
            run.heard(b"Stopping after the request in flight")
            run.insist(signal.SIGINT)
            ended = run.end()
    assert (ended.code, ended.out) == (7, "")
    assert ABRUPT.fullmatch(ended.err.splitlines()[-1]), ended.err
