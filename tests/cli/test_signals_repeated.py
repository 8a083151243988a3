"""A signal that comes again: at once it is the same one, later it is meant."""

from __future__ import annotations

import subprocess
import sys


CHILD = """
import signal
from queue import SimpleQueue

from wa_sync.cli.signals import Stop
from wa_sync.cli.watch import watched

now, looks, stop = 0.0, SimpleQueue(), Stop()


def clock():
    looks.put(None)
    return now


def seen():
    # what the thread reads between two looks at the clock, it has acted upon
    while not looks.empty():
        looks.get()
    for _ in range(6):
        looks.get()


signal.alarm(60)  # what hangs for good is ended by the system
stop.finish_gently()
with watched(stop, clock):
    signal.raise_signal(signal.SIGTERM)
    stop.wait()
    for later in (0.0, 0.49, 0.5):
        seen()
        now = later
        print(now, flush=True)
        signal.raise_signal(signal.SIGTERM)
        signal.raise_signal(signal.SIGINT)
    while True:
        signal.pause()
"""


def test_an_echo_is_no_second_signal() -> None:
    """Whoever hands Ctrl-C on to a process that had it too does not mean "at once"."""
    ran = subprocess.run(
        [sys.executable, "-c", CHILD], capture_output=True, check=False, text=True
    )
    assert (ran.returncode, ran.stdout) == (143, "0.0\n0.49\n0.5\n"), ran.stderr
    assert ran.stderr == (
        "\nStopping after the request in flight …\n"
        "\nStopped at once; nothing was in flight.\n"
    )
