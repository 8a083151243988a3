"""One time for several threads, which passes only when all of them wait.

So a thousand seconds of pacing take none, and threads meet as they would for real.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager


class Together:
    """Seconds from zero; ``wait`` is like ``Event.wait`` and never asks to stop."""

    def __init__(self) -> None:
        """Nobody takes part yet."""
        self.now = 0.0
        self._changed = threading.Condition()
        self._threads = 0
        self._wakes: list[float] = []

    def clock(self) -> float:
        """Return the time."""
        return self.now

    def wait(self, seconds: float) -> bool:
        """Wait until so much time has passed, for everybody."""
        with self._changed:
            wake = self.now + seconds
            self._wakes.append(wake)
            self._pass()
            while self.now < wake:
                self._changed.wait()
            self._wakes.remove(wake)
        return False

    def run(self, *works: Callable[[], None]) -> None:
        """Run each in a thread of its own, to their ends."""
        self._threads = len(works)
        threads = [threading.Thread(target=self._work, args=(one,)) for one in works]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()

    def _work(self, work: Callable[[], None]) -> None:
        with self._leaving():
            work()

    @contextmanager
    def _leaving(self) -> Iterator[None]:
        try:
            yield
        finally:
            with self._changed:
                self._threads -= 1
                self._pass()

    def _pass(self) -> None:
        """Let time pass to the next moment that somebody waits for."""
        ahead = [wake for wake in self._wakes if wake > self.now]
        if ahead and len(ahead) == len(self._wakes) == self._threads:
            self.now = min(ahead)
            self._changed.notify_all()
