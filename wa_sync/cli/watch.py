"""A thread that sees signals at once, and ends the process where it does not end.

Python runs its handlers between two steps of the main thread. That may sit in a name
look-up, in a disk that does not answer, in an output that nobody reads. So the system
writes each signal into a pipe as well, and this thread reads it: the process is over
five seconds after the first signal, and at once after the second, whatever it does.
Within half a second it is the same one: Ctrl-C goes to a whole group, and whoever
started the process may hand it on.
"""

from __future__ import annotations

import os
import select
import signal
import threading
from contextlib import contextmanager, suppress
from functools import partial
from math import inf
from time import monotonic
from typing import TYPE_CHECKING, Final, NoReturn

from wa_sync.cli.signals import NUDGE, SIGNALS, UNKNOWN, handled


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from wa_sync.cli.signals import Stop


ECHO: Final = 0.5
"""Seconds after a signal in which the next one says nothing new."""
FINISH: Final = 3.0
"""Seconds after a signal that the write in flight is given to be answered."""
SETTLE: Final = 4.0
"""Seconds after a signal that the fate of a write may be read."""
LAST: Final = 4.7
"""Seconds after a signal when the process ends, wherever it is."""

NUDGES: Final = 0.05
"""Seconds between two attempts to wake the main thread."""
_SHOW_CURSOR: Final = "\x1b[?25h"
# what fits into a pipe that is ready to be written to
_MOST: Final = 4000


@contextmanager
def watched(stop: Stop, clock: Callable[[], float] = monotonic) -> Iterator[None]:
    """Handle signals while the block runs; only the main thread can.

    After a signal the thread stays: what Python still does at the end of the process
    is bounded, too.
    """
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    read, write = os.pipe2(os.O_CLOEXEC)
    os.set_blocking(write, False)
    before = signal.set_wakeup_fd(write, warn_on_full_buffer=False)
    thread = threading.Thread(
        target=_watch, args=(stop, read, clock), name="wa-sync-signals", daemon=True
    )
    thread.start()
    try:
        with handled(stop):
            yield
    finally:
        if stop.signal is None:
            signal.set_wakeup_fd(before)
            os.close(write)
            thread.join()
            os.close(read)


def _watch(stop: Stop, read: int, clock: Callable[[], float]) -> None:
    """Do what is due after the first signal, each step where the last did not do.

    Ends without one when the other end of the pipe is closed.
    """
    number = _heard(read, clock)
    if number is None:
        return
    first = clock()
    _begin(stop, number)
    nudge = _leave if stop.gentle else _nudge
    steps = (FINISH, stop.hang_up), (SETTLE, stop.shut), (LAST, partial(_end, stop))
    for after, step in steps:
        while _heard(read, clock, first + after, nudge):
            if clock() - first >= ECHO:
                _end(stop)
        step()


def _leave() -> None:
    """Let the main thread wait: it looks at the note that was left."""


def _heard(
    read: int,
    clock: Callable[[], float],
    until: float = inf,
    nudge: Callable[[], None] = _leave,
) -> int | None:
    """Wait for a signal until a moment; None where it passes, or there is no end.

    Those that come together are one.
    """
    poll = select.poll()
    poll.register(read, select.POLLIN)
    again = clock()
    while (now := clock()) < until:
        # each nudge comes through the pipe, too: it must not call for the next
        if now >= again:
            nudge()
            again = now + NUDGES
        if poll.poll(None if until == inf else (min(until, again) - now) * 1000):
            heard = os.read(read, 64)
            ours = [number for number in heard if number in SIGNALS]
            if ours or not heard:
                return ours[0] if ours else None
    return None


def _nudge() -> None:
    """Wake the main thread, which may have begun to wait just as the signal came.

    Then the system did not interrupt its waiting, and Python's handler still waits
    for the end of it.
    """
    main = threading.main_thread().ident
    if main is not None:
        signal.pthread_kill(main, NUDGE)


def _begin(stop: Stop, number: int) -> None:
    gentle = stop.gentle
    stop.hear(number)
    if gentle:
        _say(f"\n{stop.stopping}\n")
    else:
        stop.shut()


def _end(stop: Stop) -> NoReturn:
    """Say what is known, and be gone: without cleaning up, which may be what hangs."""
    code = UNKNOWN
    try:
        code = stop.last_code
        if stop.code is None:
            cursor = _SHOW_CURSOR if os.isatty(2) else ""
            _say(f"{cursor}\n{_last_words(stop)}\n")
    finally:
        os._exit(code)


def _last_words(stop: Stop) -> str:
    kept = stop.kept()
    before = f" Sent before: {', '.join(kept)}." if kept else ""
    return f"{_end_of(stop)}{before}"


def _end_of(stop: Stop) -> str:
    open_ends, looked_at = stop.in_flight(), stop.turns()
    if open_ends:
        return (
            "Stopped at once, and nobody knows whether this took effect: "
            f"{', '.join(open_ends)}. {stop.advice}"
        )
    where = f" (before {', '.join(looked_at)})" if looked_at else ""
    return f"Stopped at once{where}; nothing was in flight."


def _say(text: str) -> None:
    """Write to standard error, unless that would block or fail."""
    with suppress(OSError):
        poll = select.poll()
        poll.register(2, select.POLLOUT)
        if any(events & select.POLLOUT for _, events in poll.poll(0)):
            os.write(2, text.encode()[:_MOST])
