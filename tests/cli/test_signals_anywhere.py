"""A signal may come in the middle of any step of the main thread, a wait among them.

Not by luck: a tracer sends the signal before the n-th step of Python's own machine, for
every n, each in a process of its own.
"""

from __future__ import annotations

import subprocess
import sys

import pytest


EACH_STEP = """
import os, signal, sys
from itertools import count
from wa_sync.cli.signals import Signalled, Stop
from wa_sync.cli.watch import watched

PASSED = 9


def body(stop, at):
    seen = 0

    def tracer(frame, event, argument):
        nonlocal seen
        frame.f_trace_opcodes = True
        seen += 1
        if seen == at:
            sys.settrace(None)
            signal.raise_signal(signal.SIGTERM)
        return tracer

    sys.settrace(tracer)
    BODY
    sys.settrace(None)
    return seen < at


def child(at):
    stop = Stop()
    # a second passes between two signals, so that none is the echo of the other
    with watched(stop, count().__next__):
        try:
            passed = body(stop, at)
        except Signalled:
            passed = False
        if passed:
            return PASSED
        GENTLE
        stop.finish_gently()
        signal.raise_signal(signal.SIGTERM)
        while True:
            signal.pause()


at = 0
while True:
    at += 1
    sys.stdout.flush()
    pid = os.fork()
    if pid == 0:
        # what hangs for good is ended by the system
        signal.alarm(60)
        os._exit(child(at))
    code = os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])
    if code == PASSED:
        break
    assert code == 143, (at, code)
print(at)
"""


def steps(body: str, gentle: str = "pass") -> int:
    """Run the body once for each of its steps; return how many there were."""
    script = EACH_STEP.replace("BODY", body).replace("GENTLE", gentle)
    ran = subprocess.run(
        [sys.executable, "-c", script],
        capture_output=True,
        check=False,
        text=True,
    )
    assert ran.returncode == 0, ran.stderr
    return int(ran.stdout)


@pytest.mark.parametrize("seconds", ["0.0", "0.001", "-1.0"])
def test_at_each_step_of_a_wait_that_it_ends(seconds: str) -> None:
    """The exception leaves no lock behind that the second signal would wait for."""
    assert steps(f"stop.wait({seconds})") > 10


def test_at_each_step_of_a_wait_that_goes_on() -> None:
    """While changes are made a signal is a note, and the wait ends by it."""
    body = "stop.finish_gently(); stop.wait(0.001)"
    assert steps(body, "assert stop.wait()") > 10


def test_at_each_step_of_a_stop_that_others_ask_for() -> None:
    """A run that stops by itself is signalled like any other."""
    body = "stop.finish_gently(); stop.request(); stop.wait()"
    assert steps(body, "assert stop.wait()") > 10


IN_AN_IMPORT = """
import signal, sys
from wa_sync.cli.signals import Signalled, Stop
from wa_sync.cli.watch import watched


def tracer(frame, event, argument):
    if "jsonschema_rs" in sys.modules and frame.f_globals["__name__"] == "decimal":
        sys.settrace(None)
        signal.raise_signal(signal.SIGTERM)


stop = Stop()
with watched(stop):
    try:
        sys.settrace(tracer)
        import jsonschema_rs
        print("imported", stop.signal)
        while True:
            signal.pause()
    except Signalled:
        print("stopped")
"""


def test_an_import_is_not_cut_short() -> None:
    """Rust panics where what it imports raises; the signal counts right after it."""
    ran = subprocess.run(
        [sys.executable, "-c", IN_AN_IMPORT],
        check=False,
        capture_output=True,
        text=True,
        timeout=60,
    )
    assert (ran.returncode, ran.stdout, ran.stderr) == (0, "imported 15\nstopped\n", "")
