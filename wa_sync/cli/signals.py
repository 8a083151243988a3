"""SIGINT and SIGTERM: finish the request in flight, then stop; twice means now.

Flags and events rather than exceptions: an exception raised inside a write would
leave its fate unknown for no reason.
"""

from __future__ import annotations

import os
import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from wa_sync.model.report import Outcome


if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType

    from wa_sync.model.report import Started


class Stop:
    """Whether the run is to stop, and on account of which signal."""

    def __init__(self) -> None:
        """Nothing has happened yet."""
        self._event = threading.Event()
        self.signal: int | None = None
        self._in_flight: dict[str, str] = {}

    def at(self, step: Started | Outcome) -> None:
        """Keep in mind which changes are being made, for who ends the run at once."""
        change = step.change
        if isinstance(step, Outcome):
            self._in_flight.pop(change.account, None)
        else:
            self._in_flight[change.account] = f"{change.action} {change.address}"

    def stopped(self) -> bool:
        """Whether a signal has arrived."""
        return self._event.is_set()

    def wait(self, seconds: float) -> bool:
        """Wait that long, or until a signal arrives; say whether one did."""
        return self._event.wait(seconds)

    def request(self) -> None:
        """Ask the run to stop for another reason than a signal."""
        self._event.set()

    @property
    def exit_code(self) -> int:
        """128 + the signal, as shells expect it; 0 where none arrived."""
        return 0 if self.signal is None else 128 + self.signal

    def handle(self, number: int, frame: FrameType | None) -> None:
        """Stop soon; at the second signal stop now."""
        del frame
        if self.signal is not None:
            os.write(2, self._last_words())
            os._exit(128 + number)
        self.signal = number
        self._event.set()
        click.echo("\nStopping after the request in flight …", err=True)

    def _last_words(self) -> bytes:
        """Name what nobody will see the end of; addresses are ASCII of our own."""
        what = ", ".join(self._in_flight.values()) or "nothing"
        text = f"\nStopped at once, with this in flight: {what}. Run again.\n"
        return text.encode("ascii", "backslashreplace")


@contextmanager
def stopping(stop: Stop) -> Iterator[None]:
    """Handle both signals while the block writes; elsewhere they end a run at once."""
    signals = (signal.SIGINT, signal.SIGTERM)
    before = {number: signal.signal(number, stop.handle) for number in signals}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
