"""While changes are made, a signal finishes what is in flight, within five seconds."""

from __future__ import annotations

import fcntl
import os
import signal
from pathlib import Path

import pytest
from support.held import SECOND, Desk, Run, Server, reads, server, writes
from support.proxy import Passage


NOTICE = "Stopping after the request in flight"
ONE, TWO = "message_template.one/en_US", "message_template.two/en_US"
NO_ONE_KNOWS = "nobody knows whether this took effect: create "
ALL = pytest.mark.parametrize(
    ("number", "code"),
    [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)],
)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A checkout that declares two templates."""
    desk = Desk(tmp_path / "checkout")
    desk.declare("one", "two")
    return desk


def apply(there: Server, *more: str) -> tuple[str, ...]:
    """The command line of an apply that reports as JSON."""
    return ("apply", "--yes", "-o", "json", "--endpoint", there.url, *more)


def noticed(run: Run, number: int) -> str:
    """Send a signal and wait until the run says that it has seen it."""
    run.signal(number)
    return run.heard(NOTICE.encode()).decode()


def converges(desk: Desk, there: Server) -> None:
    """The next run makes what is missing, and nothing twice."""
    there.let_go.set()
    ended = desk.ended(*apply(there))
    assert (ended.code, there.written()) == (0, 2)
    assert [name.split()[1] for name in there.live()] == ["one/en_US", "two/en_US"]


@ALL
def test_an_answer_that_comes_is_taken(desk: Desk, number: int, code: int) -> None:
    """The write in flight is done and said so; the next is not begun."""
    with server() as there:
        there.hold(writes, after=True)
        with desk.run(*apply(there)) as run:
            there.wait()
            noticed(run, number)
            there.let_go.set()
            ended = run.end()
        assert ended.code == code
        assert ended.states == {ONE: "done", TWO: "skipped"}
        assert there.written() == 1
        converges(desk, there)


def test_a_write_that_is_never_answered_is_looked_up(desk: Desk) -> None:
    """It took effect, and reading shows that: done, although nothing was answered."""
    with server() as there:
        there.hold(writes, after=True)
        with desk.run(*apply(there)) as run:
            there.wait()
            run.signal(signal.SIGTERM)
            ended = run.end()
        assert ended.code == 143
        assert ended.states == {ONE: "done", TWO: "skipped"}
        converges(desk, there)


@pytest.mark.parametrize("after", [True, False])
def test_a_server_that_answers_nothing_any_more(desk: Desk, *, after: bool) -> None:
    """Neither the write nor a look is answered: unknown, 7, and the object is named."""
    with server() as there:
        sent: list[Passage] = []

        def from_the_write_on(passage: Passage) -> bool:
            sent.extend([passage] if writes(passage) else [])
            return bool(sent)

        there.hold(from_the_write_on, after=after)
        with desk.run(*apply(there)) as run:
            there.wait()
            run.signal(signal.SIGINT)
            ended = run.end()
        assert ended.code == 7
        assert ended.states == {ONE: "unknown", TWO: "skipped"}
        assert len(sent) == len([one for one in there.requests if one[0] != "G"])
    assert len(sent) == 1


def test_a_second_signal_ends_the_run_and_names_the_change(desk: Desk) -> None:
    """Nobody waits any more: what was in flight is named, and 7 says "unknown"."""
    with server() as there:
        there.hold(writes, after=True)
        with desk.run(*apply(there)) as run:
            there.wait()
            noticed(run, signal.SIGINT)
            run.insist(signal.SIGINT)
            ended = run.end()
        assert (ended.code, ended.out) == (7, "")
        assert f"{NO_ONE_KNOWS}{ONE} in account demo." in ended.err
        converges(desk, there)


@pytest.mark.parametrize("times", [1, 2])
def test_what_is_only_looked_at_is_not_in_flight(desk: Desk, times: int) -> None:
    """Before its write a change is not tried, whether one waits or not."""
    with server() as there:
        # the list, then the look at the first change
        there.hold(reads, skip=1)
        with desk.run(*apply(there)) as run:
            there.wait()
            said = noticed(run, signal.SIGTERM)
            if times > 1:
                run.insist(signal.SIGTERM)
            ended = run.end()
        assert ended.code == 143
        assert there.written() == 0
        if times == 1:
            assert ended.states == {ONE: "skipped", TWO: "skipped"}
        else:
            words = f"Stopped at once (before create {ONE} in account demo)"
            assert f"{words}; nothing was in flight." in said + ended.err
        converges(desk, there)


def test_no_write_begins_after_a_signal(desk: Desk) -> None:
    """The look that was in flight is answered; its write is not sent all the same."""
    with server() as there:
        there.hold(reads, skip=1)
        with desk.run(*apply(there)) as run:
            there.wait()
            noticed(run, signal.SIGTERM)
            there.let_go.set()
            ended = run.end()
        assert ended.code == 143
        assert ended.states == {ONE: "skipped", TWO: "skipped"}
        assert there.written() == 0


def test_at_every_request(desk: Desk) -> None:
    """Whenever the signal comes: what is called done is there, the rest is made later.

    Both before a request is carried out and after, for each one of a whole apply.
    """
    for after in (False, True):
        number = 0
        while _ends_well(desk, number, after=after):
            number += 1
        # a list, and for each change a look, a write, a look
        assert number >= 7


def _ends_well(desk: Desk, number: int, *, after: bool) -> bool:
    """Interrupt at one request and run again; say whether there was such a one."""
    with server() as there:
        there.hold(lambda _: True, after=after, skip=number)
        with desk.run(*apply(there)) as run:
            if not there.wait_or(run):
                return run.end().code != 0
            run.signal(signal.SIGTERM)
            # the list is cut off at once; from then on the answer still comes
            if number > 0:
                run.heard(NOTICE.encode())
            there.let_go.set()
            ended = run.end()
        made = {f"message_template.{name.split()[1]}" for name in there.live()}
        assert ended.code in {143, 7}, ended
        if ended.out:
            states = ended.states
            assert {one for one, state in states.items() if state == "done"} == made
        else:
            assert made == set()
        converges(desk, there)
    return True


def test_while_a_write_waits_for_a_rate_limit(desk: Desk) -> None:
    """It was refused and not carried out, so it is not tried; nothing is unknown."""
    body = b'{"error": {"code": 80007, "message": "Too many"}}'
    head = (
        "HTTP/1.1 400 Bad Request\r\nContent-Type: application/json\r\n"
        f"Retry-After: 600\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    with server() as there:
        there.answer(writes, head.encode() + body)
        with desk.run(*apply(there, "--max-wait", "900")) as run:
            there.wait()
            run.signal(signal.SIGTERM)
            ended = run.end()
        assert ended.code == 143
        assert set(ended.states.values()) == {"skipped"}


def test_while_an_unknown_outcome_is_settled(desk: Desk) -> None:
    """A write that was lost is looked for; whoever cannot wait learns: unknown."""
    with server() as there:
        there.answer(writes, b"")
        with desk.run(*apply(there)) as run:
            there.wait()
            run.signal(signal.SIGINT)
            ended = run.end()
        assert ended.code == 7
        assert ended.states == {ONE: "unknown", TWO: "skipped"}
        assert there.written() == 0


def test_several_accounts_end_together(desk: Desk) -> None:
    """One account's write is never answered; the others are told as they are."""
    desk.declare("one", accounts=SECOND)
    with server() as there:
        sent: list[Passage] = []

        def the_first_account(passage: Passage) -> bool:
            if writes(passage) and "102290129340398" in passage.path:
                sent.append(passage)
            return bool(sent) and "202290129340398" not in passage.path

        there.hold(the_first_account, after=True)
        with desk.run(*apply(there, "-a", "*")) as run:
            there.wait()
            noticed(run, signal.SIGTERM)
            ended = run.end()
        assert ended.code == 7
        assert '"account":"demo"' in ended.out.replace(": ", ":")
        assert "unknown" in ended.out


def test_twice_while_several_accounts_write(desk: Desk) -> None:
    """Every change in flight is named."""
    desk.declare("one", accounts=SECOND)
    with server() as there:
        there.hold(writes, after=True, skip=1)
        with desk.run(*apply(there, "-a", "*")) as run:
            there.wait()
            noticed(run, signal.SIGINT)
            run.insist(signal.SIGTERM)
            ended = run.end()
        assert ended.code == 7
        assert f"{NO_ONE_KNOWS}{ONE} in account" in ended.err


def test_a_report_that_nobody_reads_holds_nothing_up(desk: Desk) -> None:
    """All is done, the output is stuck: the run ends, and says that nothing is open."""
    desk.declare("one")
    read, write = os.pipe()
    # the smallest pipe there is, and full
    os.write(write, bytes(fcntl.fcntl(write, fcntl.F_SETPIPE_SZ, 4096)))
    with server() as there:
        with desk.run(*apply(there), stdout=write) as run:
            os.close(write)
            run.heard(b"one/en_US")
            run.signal(signal.SIGTERM)
            ended = run.end()
        os.close(read)
        assert ended.code == 143
        assert "nothing was in flight" in ended.err
        assert len(there.live()) == 1
