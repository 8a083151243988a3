"""How a run ends that a signal finds with all changes made, or its output stuck."""

from __future__ import annotations

import fcntl
import os
import signal
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import pytest
from support.held import Desk, Run, Server, server, writes
from support.plans import ORDER_LIVE, create, template
from support.proxy import Cut, Passage, straight

from wa_sync.cli import signals, watch
from wa_sync.cli.signals import Stop
from wa_sync.model.report import Outcome, Started, State


ONE = "message_template.one/en_US"
EXPIRED = (
    b"HTTP/1.1 401 Unauthorized\r\nContent-Length: 46\r\n\r\n"
    b'{"error": {"code": 190, "message": "Expired"}}'
)
CHANGE = create(template("one/en_US"), ORDER_LIVE, line=1)


class Gone(BaseException):
    """What ``os._exit`` does, in a test."""


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A checkout that declares two templates."""
    desk = Desk(tmp_path / "checkout")
    desk.declare("one", "two")
    return desk


@contextmanager
def nobody_reads(desk: Desk, there: Server) -> Iterator[Run]:
    """Apply, with an output that is full from the beginning."""
    read, write = os.pipe()
    # the smallest pipe there is
    os.write(write, bytes(fcntl.fcntl(write, fcntl.F_SETPIPE_SZ, 4096)))
    argv = ("apply", "--yes", "-o", "json", "--endpoint", there.url)
    try:
        with desk.run(*argv, stdout=write) as run:
            os.close(write)
            yield run
    finally:
        os.close(read)


def test_what_is_unknown_is_named_when_the_report_is_stuck(desk: Desk) -> None:
    """A write was lost and no look was let in: 7, not "nothing was in flight"."""
    lost: list[Passage] = []

    def step(passage: Passage) -> None:
        if lost:
            passage.send(EXPIRED)
        elif writes(passage):
            lost.append(passage)
            raise Cut
        else:
            straight(passage)

    with server() as there:
        there.front.step = step
        with nobody_reads(desk, there) as run:
            run.heard(b"two/en_US")
            run.signal(signal.SIGTERM)
            ended = run.end()
    assert ended.code == 7
    assert f"took effect: create {ONE} in account demo." in ended.err


def test_a_run_that_was_partly_applied_stays_so(desk: Desk) -> None:
    """One is made, then the token expired: 7 goes before the signal, told or not."""
    asked: list[Passage] = []

    def step(passage: Passage) -> None:
        asked.extend([passage] if writes(passage) else [])
        if writes(passage) and len(asked) > 1:
            passage.send(EXPIRED)
        else:
            straight(passage)

    with server() as there:
        there.front.step = step
        with nobody_reads(desk, there) as run:
            run.heard(b"two/en_US")
            run.signal(signal.SIGTERM)
            assert run.end().code == 7
        assert len(there.live()) == 1


def test_a_change_is_open_until_its_outcome_is_told() -> None:
    """Each outcome closes its own change, and one that is unknown closes nothing."""
    stop, one = Stop(), CHANGE
    other = replace(one, account="other")
    for each in (one, other):
        stop.at(Started(each))
        stop.began(each)
    stop.hear(signal.SIGTERM)
    assert stop.last_code == 7
    stop.at(Outcome(change=one, state=State.DONE))
    assert stop.in_flight() == [signals.named(other)]
    assert stop.turns() == [signals.named(other)]
    stop.at(Outcome(change=other, state=State.STALE))
    assert (stop.in_flight(), stop.turns(), stop.last_code) == ([], [], 143)
    # what was done, and in the end does not show
    stop.at(Outcome(change=one, state=State.UNKNOWN))
    assert (stop.in_flight(), stop.last_code) == ([signals.named(one)], 7)


def test_the_last_words_are_said_while_others_go_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A change that begins while the names are collected does not stop that."""
    stop, one = Stop(), CHANGE

    def meanwhile(name: str) -> str:
        late = replace(one, account=f"{name}, later")
        stop.at(Started(late))
        stop.began(late)
        return name

    stop.at(Started(one))
    stop.began(one)
    monkeypatch.setattr(signals, "_ascii", meanwhile)
    assert stop.in_flight() == [signals.named(one)]
    assert stop.turns()[0] == signals.named(one)


def test_the_process_ends_even_without_last_words(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A mistake of ours in the very end is no reason to stay."""
    stop = Stop()
    stop.hear(signal.SIGTERM)

    def fails(_: Stop) -> str:
        raise RuntimeError

    def gone(code: int) -> None:
        raise Gone(code)

    monkeypatch.setattr(watch, "_last_words", fails)
    monkeypatch.setattr(os, "_exit", gone)
    with pytest.raises(Gone, match="143"), suppress(RuntimeError):
        watch._end(stop)
