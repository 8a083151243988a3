"""Wrong clocks, clocks that jump, and a process that was asleep change nothing."""

from __future__ import annotations

import signal
import sys
from pathlib import Path

import pytest
from support import clocks
from support.held import Desk, Ended, server, writes


YEARS = 3650
SHIFTS = {
    "ten years behind": [-YEARS],
    "ten years ahead, beyond 2038 soon": [YEARS],
    "beyond 2038": [2 * YEARS],
    "forward in the run": [0, 0, YEARS],
    "back in the run": [0, 0, -YEARS],
    "to and fro": [YEARS, -YEARS, 0, YEARS],
}


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """A checkout that declares two templates."""
    desk = Desk(tmp_path / "checkout")
    desk.declare("one", "two")
    return desk


def at(desk: Desk, shifts: list[int], *argv: str) -> Ended:
    """Run wa-sync with a clock that is so many days off."""
    told = ",".join(map(str, shifts))
    tests = Path(clocks.__file__).parent.parent
    command = f"import sys; sys.path.append({str(tests)!r})\n"
    command += "from support.clocks import main; sys.exit(main())"
    return desk.ended(through=[sys.executable, "-c", command, told, *argv])


@pytest.mark.parametrize("shifts", SHIFTS)
def test_a_wrong_clock_changes_nothing(desk: Desk, shifts: str) -> None:
    """The same plan, every change once, and nothing to do afterwards (H16)."""
    off = SHIFTS[shifts]
    with server() as there:
        endpoint = ("--endpoint", there.url)
        right = desk.ended("plan", *endpoint)
        wrong = at(desk, off, "plan", *endpoint)
        assert (right.code, wrong.code) == (0, 0)
        assert wrong.out == right.out
        if len(off) == 1:
            assert wrong.err.startswith("This machine's clock is ")
        ended = at(desk, off, "apply", "--yes", "-o", "json", *endpoint)
        assert (ended.code, set(ended.states.values())) == (0, {"done"})
        assert there.written() == 2
        again = at(desk, off, "apply", "--yes", "-o", "json", *endpoint)
        assert (again.code, again.states, there.written()) == (0, {}, 2)


def test_a_process_that_was_asleep_goes_on(desk: Desk) -> None:
    """It was stopped while its write was answered; it takes the answer (H22)."""
    with server() as there:
        there.hold(writes, after=True)
        argv = ("apply", "--yes", "-o", "json", "--endpoint", there.url)
        with desk.run(*argv) as run:
            there.wait()
            run.signal(signal.SIGSTOP)
            there.let_go.set()
            run.signal(signal.SIGCONT)
            ended = run.end()
        assert (ended.code, set(ended.states.values())) == (0, {"done"})
        assert there.written() == 2


def test_a_process_that_slept_too_long_looks_it_up(desk: Desk) -> None:
    """Its deadline passed meanwhile: what became of the write is read (H22)."""
    with server() as there:
        there.hold(writes, after=True)
        argv = ("apply", "--yes", "-o", "json", "--timeout", "0.5")
        with desk.run(*argv, "--only", "one", "--endpoint", there.url) as run:
            there.wait()
            run.signal(signal.SIGSTOP)
            run.signal(signal.SIGCONT)
            ended = run.end()
        assert (ended.code, set(ended.states.values())) == (0, {"done"})
        assert there.written() == 1
