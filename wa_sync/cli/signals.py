"""SIGINT, SIGTERM and SIGHUP: whether a run is to stop, how, and what was in flight.

Where nothing is being written, a signal ends the run at once, by an exception. While
changes are made it only leaves a note, since an exception in the middle of a write
would leave its fate unknown for no reason; the run itself looks at the note between
two requests. Either way it is over within five seconds: see ``watch``.
"""

from __future__ import annotations

import signal
from contextlib import contextmanager, suppress
from queue import Empty, SimpleQueue
from typing import TYPE_CHECKING, Final

from wa_sync.cli.exit_codes import of_report
from wa_sync.errors import OutcomeUnknown
from wa_sync.model.report import Outcome, Started, State, report


if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

    from wa_sync.http.gate import Gate
    from wa_sync.model.change import Change
    from wa_sync.model.report import Report


SIGNALS: Final = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
NUDGE: Final = signal.SIGURG
"""Wakes the main thread out of whatever it waits for, and tells what it was spared."""
UNKNOWN: Final = 7
_IMPORT: Final = "<frozen importlib._bootstrap>"
"""The file that Python says its own code for imports is from."""


class Signalled(BaseException):
    """A signal ended the run; not an Exception, so that nothing swallows it."""


class Stop:
    """Whether the run is to stop, on account of which signal, and what is in flight.

    One a process; any thread may ask. No lock of Python's own is in it: a handler runs
    in the middle of whatever the main thread does, and where it ends that by an
    exception, such a lock may stay locked; then the other threads would hang, too.

    ``outcomes`` is what is known by now, and ``broken`` the exit code of an error that
    cut the run short; 0 without one. ``stopping`` is said of the first signal.
    """

    def __init__(self) -> None:
        """Nothing has happened yet."""
        self._stopped = False
        self._owed = False
        # unlike an Event, made to be rung by a handler in the middle of a wait
        self._bell: SimpleQueue[None] = SimpleQueue()
        self._turns: dict[str, str] = {}
        self._flights: dict[str, None] = {}
        self._gates: list[Gate] = []
        self.outcomes: list[Outcome] = []
        self.broken: int = 0
        self.signal: int | None = None
        self.gentle = False
        self.code: int | None = None
        self.advice = "Run again: a new plan sees what is live."
        self.stopping = "Stopping after the request in flight …"
        self._sent: list[str] = []

    def stopped(self) -> bool:
        """Whether the run is to stop."""
        return self._stopped

    def wait(self, seconds: float | None = None) -> bool:
        """Wait that long, or until the run is to stop; say whether it is."""
        if not self._stopped:
            with suppress(Empty):
                self._bell.get(timeout=None if seconds is None else max(seconds, 0.0))
                self._bell.put(None)  # for whoever waits, too
        return self._stopped

    def request(self) -> None:
        """Ask the run to stop for another reason than a signal."""
        self._stopped = True
        self._bell.put(None)
        for gate in self._gates:
            gate.stop_writes()

    def attach(self, gate: Gate) -> Gate:
        """Let a signal close this gate, too, even one that has come already."""
        self._gates.append(gate)
        if self.stopped():
            gate.shut()
        return gate

    def at(self, step: Started | Outcome) -> None:
        """Keep in mind whose turn it is in each account, and what is known by now."""
        change = step.change
        if isinstance(step, Started):
            self._turns[change.account] = named(change)
            return
        self.outcomes.append(step)
        self.ended(change)
        if step.state is State.UNKNOWN:
            self.began(change)

    def turns(self) -> list[str]:
        """Name the changes whose turn it is, in printable ASCII."""
        return [_ascii(name) for name in list(self._turns.values())]

    def began(self, change: Change) -> None:
        """Note that a change is about to be sent: its fate is open until it is told."""
        self._flights[named(change)] = None

    def ended(self, change: Change) -> None:
        """Note that the fate of a change is known, and its turn is over."""
        self._turns.pop(change.account, None)
        self._flights.pop(named(change), None)

    @contextmanager
    def flight(self, name: str, advice: str) -> Iterator[None]:
        """Send one thing; it is open until the block ends, unless nobody knows then.

        A signal from here on lets it end. ``advice`` is for whoever is left with it.
        """
        self.finish_gently()
        self.advice = advice
        self._flights[name] = None
        known = True
        try:
            yield
        except OutcomeUnknown:
            known = False
            raise
        finally:
            if known:
                self._flights.pop(name, None)

    def keep(self, sent: str) -> None:
        """Keep what was sent, and is told of only in the end."""
        self._sent.append(_ascii(sent))

    def kept(self) -> list[str]:
        """Name what was sent and may not have been told of, in printable ASCII."""
        return list(self._sent)

    def is_open(self, change: Change) -> bool:
        """Whether it was perhaps sent, and its fate is not known."""
        return named(change) in self._flights

    def in_flight(self) -> list[str]:
        """Name the changes whose fate is open, in printable ASCII."""
        return [_ascii(name) for name in list(self._flights)]

    @property
    def exit_code(self) -> int:
        """128 + the signal, as shells expect it; 0 where none arrived."""
        return 0 if self.signal is None else 128 + self.signal

    @property
    def last_code(self) -> int:
        """What the process ends with if it ends here."""
        if self.code is not None:
            return self.code
        if self._flights:
            return UNKNOWN
        return self.verdict(report(list(self.outcomes)))

    def verdict(self, ended: Report) -> int:
        """What the outcomes mean, and what else happened: the one exit code."""
        return of_report(ended, interrupted=self.exit_code, broken=self.broken)

    def hear(self, number: int) -> None:
        """Note the first signal; no write begins from here on."""
        self.signal = number if self.signal is None else self.signal
        self.request()

    def finish_gently(self) -> None:
        """From here on a signal finishes what is in flight instead of ending it.

        Until the process ends: once changes were made, a signal has nothing to spare.
        """
        self.gentle = True

    def hang_up(self) -> None:
        """End what is in flight; its fate may still be read."""
        for gate in self._gates:
            gate.hang_up()

    def shut(self) -> None:
        """End all traffic."""
        for gate in self._gates:
            gate.shut()

    def handle(self, number: int, frame: FrameType | None) -> None:
        """Note a signal, and end what the main thread does where that is harmless."""
        self.hear(number)
        if self.gentle:
            return
        if _importing(frame):
            self._owed = True
            return
        raise Signalled

    def nudged(self, number: int, frame: FrameType | None) -> None:
        """End what the main thread does, where the signal came in an import."""
        del number
        if self._owed and not self.gentle and not _importing(frame):
            self._owed = False
            raise Signalled


def _importing(frame: FrameType | None) -> bool:
    """Whether a module is being imported.

    Native ones import others, and do not all bear that an exception comes of it: one
    in Rust panics.
    """
    while frame is not None:
        if frame.f_code.co_filename == _IMPORT:
            return True
        frame = frame.f_back
    return False


def named(change: Change) -> str:
    """Name a change for whoever has to look after it."""
    return f"{change.action} {change.address} in account {change.account}"


def _ascii(name: str) -> str:
    # it may have to be written when nothing can be imported any more
    return name.encode("unicode_escape").decode()


@contextmanager
def handled(stop: Stop) -> Iterator[None]:
    """Let signals stop the run while the block runs.

    What is ignored stays so: a job in the background, ``nohup``. After a signal they
    stay handled, since the process is about to end.
    """
    before = {one: signal.getsignal(one) for one in (*SIGNALS, NUDGE)}
    mine = [one for one in SIGNALS if before[one] is not signal.SIG_IGN]
    for one in mine:
        signal.signal(one, stop.handle)
    signal.signal(NUDGE, stop.nudged)
    try:
        yield
    finally:
        if stop.signal is None:
            for one in (*mine, NUDGE):
                signal.signal(one, before[one])
