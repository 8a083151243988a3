"""Where nothing is being written, one signal ends a run at once."""

from __future__ import annotations

import os
import re
import signal
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from support.held import SECOND, Desk, Run, reads, server

from wa_sync.store import lock


BOTH = pytest.mark.parametrize(
    ("number", "code"), [(signal.SIGINT, 130), (signal.SIGTERM, 143)]
)
SAID = "Interrupted; no change was sent.\n"
APPLY = ("apply", "--yes")
LATER = (
    b"HTTP/1.1 429 Too Many Requests\r\nContent-Type: application/json\r\n"
    b"Retry-After: 600\r\nContent-Length: 2\r\n\r\n{}"
)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A checkout that declares two templates."""
    desk = Desk(tmp_path / "checkout")
    desk.declare("one", "two")
    return desk


@pytest.mark.parametrize("command", [("validate",), ("plan",), APPLY])
@pytest.mark.parametrize(
    ("number", "code"),
    [(signal.SIGINT, 130), (signal.SIGTERM, 143), (signal.SIGHUP, 129)],
)
def test_while_loading(
    desk: Desk, command: tuple[str, ...], number: int, code: int
) -> None:
    """A run that is still reading its input ends, whatever the command."""
    read, write = os.pipe()
    with desk.run(*command, "-", stdin=read) as run:
        os.close(read)
        # more than a pipe holds: it is written when the run has begun to read
        os.write(write, b"# all of this is a comment\n" * 8000)
        run.signal(number)
        ended = run.end()
        os.close(write)
    assert (ended.code, ended.out, ended.err) == (code, "", SAID)


@pytest.mark.parametrize("command", [("plan",), APPLY, ("import", "--all")])
@BOTH
def test_while_listing(
    desk: Desk, command: tuple[str, ...], number: int, code: int
) -> None:
    """A run whose list never comes ends all the same, and has sent no change."""
    with server() as there:
        there.hold(reads)
        with desk.run(*command, "--endpoint", there.url) as run:
            there.wait()
            run.signal(number)
            ended = run.end()
        assert there.written() == 0
    assert (ended.code, ended.out, ended.err) == (code, "", SAID)


@BOTH
def test_while_several_accounts_are_listed(desk: Desk, number: int, code: int) -> None:
    """Threads that wait for an answer are no reason to go on waiting."""
    desk.declare("one", accounts=SECOND)
    with server() as there:
        there.hold(reads)
        with desk.run("plan", "--endpoint", there.url) as run:
            there.wait()
            run.signal(number)
            ended = run.end()
    assert (ended.code, ended.out, ended.err) == (code, "", SAID)


@pytest.mark.parametrize("command", [("plan",), APPLY])
@BOTH
def test_while_waiting_for_a_rate_limit(
    desk: Desk, command: tuple[str, ...], number: int, code: int
) -> None:
    """A server that says "in ten minutes" does not hold up whoever wants to leave."""
    with server() as there:
        there.answer(reads, LATER)
        wait = ("--max-wait", "900", "--endpoint", there.url)
        with desk.run(*command, *wait) as run:
            there.wait()
            run.signal(number)
            ended = run.end()
    assert (ended.code, ended.out) == (code, "")
    # that it waits is said before or not at all
    *waiting, last = ended.err.splitlines(keepends=True)
    assert last == SAID
    assert all(one.startswith("Waiting 10 min as ") for one in waiting)


@BOTH
def test_while_another_run_has_the_lock(desk: Desk, number: int, code: int) -> None:
    """Waiting for another run to end is ended, too."""
    state = desk.folder.parent / "state" / "wa-sync"
    nobody = lock.Patience(0.0, lambda: 0.0, lambda _: False)
    with server() as there:
        held = lock.hold(
            state,
            origin=there.url,
            account="102290129340398",
            since="noon",
            patience=nobody,
        )
        with (
            held,
            desk.run(*APPLY, "--lock-timeout", "900", "--endpoint", there.url) as run,
        ):
            _until_it_waits(run, state / "locks")
            run.signal(number)
            ended = run.end()
    assert (ended.code, ended.out) == (code, "")
    # it may just have said for whom it waits
    assert re.sub(r"\AWaiting .*\n", "", ended.err) == SAID


def _until_it_waits(run: Run, locks: Path) -> None:
    """Look at what the process has open, until a lock is among it."""
    opened = Path(f"/proc/{run.process.pid}/fd")
    while not any(_leads_to(one, locks) for one in opened.iterdir()):
        assert run.process.poll() is None


def _leads_to(descriptor: Path, folder: Path) -> bool:
    try:
        return descriptor.readlink().is_relative_to(folder)
    except FileNotFoundError:  # closed meanwhile
        return False


def test_what_is_ignored_stays_ignored(desk: Desk) -> None:
    """Under nohup a terminal may close: the run goes on."""
    with server() as there:
        there.hold(reads)
        script = f'trap "" HUP; exec "$PYTHON" -m wa_sync plan --endpoint {there.url}'
        shell = ["bash", "-c", script.replace('"$PYTHON"', sys.executable)]
        with desk.run(through=shell) as run:
            there.wait()
            run.signal(signal.SIGHUP)
            there.let_go.set()
            ended = run.end()
    assert (ended.code, ended.err) == (0, "")
    assert "2 to create" in ended.out


@pytest.mark.parametrize("through", ["exec ", ""])
def test_through_a_shell(desk: Desk, through: str) -> None:
    """A terminal signals the whole group: the shell hears the code and stops."""
    with server() as there:
        there.hold(reads)
        script = (
            f"{through}{sys.executable} -m wa_sync plan --endpoint {there.url}; echo on"
        )
        with desk.run(through=["bash", "-e", "-c", script]) as run:
            there.wait()
            os.killpg(run.process.pid, signal.SIGINT)
            ended = run.end()
    assert (ended.code, ended.out, ended.err) == (130, "", SAID)


def test_a_shell_that_is_replaced_passes_signals_on(desk: Desk) -> None:
    """With exec, a signal that is meant for the shell alone reaches the run (H04)."""
    with server() as there:
        there.hold(reads)
        script = f"exec {sys.executable} -m wa_sync plan --endpoint {there.url}"
        with desk.run(through=["bash", "-e", "-c", script]) as run:
            there.wait()
            run.signal(signal.SIGTERM)
            ended = run.end()
    assert (ended.code, ended.out, ended.err) == (143, "", SAID)


@BOTH
def test_a_sandbox_that_is_served_ends_with_a_client_in_it(
    desk: Desk, number: int, code: int
) -> None:
    """To end is what a server is asked for by a signal: 0, whoever is connected."""
    del code
    with desk.run("sandbox", "serve") as run:
        assert run.process.stdout is not None
        url = run.process.stdout.readline().decode().strip()
        desk.ended("sandbox", "faults", "delay", "method=GET", "seconds=900")
        with desk.run("plan", "--endpoint", url) as client:
            while " 1 seen" not in desk.ended("sandbox", "faults").out:
                assert client.process.poll() is None
            run.signal(number)
            ended = run.end()
            client.signal(signal.SIGTERM)
            client.end()
    assert ended.code == 0


@BOTH
def test_twice(desk: Desk, number: int, code: int) -> None:
    """A second signal right behind the first changes nothing about the end."""
    with server() as there:
        there.hold(reads)
        with desk.run("plan", "--endpoint", there.url) as run:
            there.wait()
            run.signal(number)
            with suppress(ProcessLookupError):
                run.signal(number)
            ended = run.end()
    # as the interpreter ends it gives signals back: then the second one ends the
    # process, and a shell sees the same number
    assert (ended.code in {code, -number}, ended.out) == (True, "")
    assert "was sent" in ended.err or "nothing was in flight" in ended.err
