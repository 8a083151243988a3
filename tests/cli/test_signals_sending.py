"""While a message is sent, a signal lets it end, or says that nobody knows its end."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest
from support.held import Desk, Server, server, writes


NOTICE = "Stopping after the request in flight"
ADVICE = (
    "Stopped at once, and nobody knows whether this took effect: send text to "
    "15550100100 from account demo. Look at the conversation before it is sent again."
)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A checkout that has an account."""
    desk = Desk(tmp_path / "checkout")
    desk.declare("one")
    return desk


def send(there: Server) -> tuple[str, ...]:
    """The command line of a message."""
    return ("send", "text", "Hi", "--to", "15550100100", "--endpoint", there.url)


def test_a_message_in_flight_is_finished_and_told(desk: Desk) -> None:
    """Its id is printed, and the code is that of the signal."""
    with server() as there:
        there.hold(writes, after=True)
        with desk.run(*send(there)) as run:
            there.wait()
            run.signal(signal.SIGTERM)
            run.heard(NOTICE.encode())
            there.let_go.set()
            ended = run.end()
    assert ended.code == 143
    assert ended.out.startswith("Sent text to 15550100100.\n  message  wamid.")


def test_a_mark_in_flight_is_finished_and_told(desk: Desk) -> None:
    """Doing it again does no harm, but it is not said that nothing was sent."""
    with server() as there:
        there.hold(writes, after=True)
        with desk.run("mark-read", "wamid.A", "--endpoint", there.url) as run:
            there.wait()
            run.signal(signal.SIGINT)
            run.heard(NOTICE.encode())
            there.let_go.set()
            ended = run.end()
    assert (ended.code, ended.out) == (130, "Marked as read: wamid.A\n")
    with server() as there:
        there.hold(writes, after=True)
        with desk.run("mark-read", "wamid.A", "--endpoint", there.url) as run:
            there.wait()
            run.signal(signal.SIGINT)
            ended = run.end()
    assert (ended.code, ended.out) == (7, "")
    assert ended.err.endswith("  hint: Mark it again: that does no harm.\n")


def test_a_message_that_is_never_answered_is_unknown(desk: Desk) -> None:
    """After three seconds nobody waits any longer; it is not sent again."""
    with server() as there:
        there.hold(writes, after=True)
        with desk.run(*send(there)) as run:
            there.wait()
            run.signal(signal.SIGINT)
            ended = run.end()
        sent = [one for one in there.requests if one[0] != "G"]
    assert (ended.code, ended.out, len(sent)) == (7, "", 1)
    assert "It may have been sent, and is not sent again by itself" in ended.err


def test_a_second_signal_names_the_message(desk: Desk) -> None:
    """And says what to do before it is sent again."""
    with server() as there:
        there.hold(writes, after=True)
        with desk.run(*send(there)) as run:
            there.wait()
            run.signal(signal.SIGINT)
            run.heard(NOTICE.encode())
            run.insist(signal.SIGINT)
            ended = run.end()
    assert (ended.code, ended.out) == (7, "")
    assert ended.err.splitlines()[-1] == ADVICE
