"""How much time, size and patience a run has. All numbers in seconds and bytes."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from wa_sync.http.limiter import Clock


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Limits of single requests, and of all repetitions of a run together.

    ``total`` bounds one exchange from connecting to the last byte, however slowly
    they drip; ``max_wait`` is what a run may spend waiting between attempts.
    """

    connect: float = 10.0
    read: float = 30.0
    total: float = 60.0
    max_bytes: int = 64 * 2**20
    attempts: int = 4
    retries: int = 20
    max_wait: float = 120.0


class Budget:
    """What is left of a run's repetitions; threads share it.

    Waits that overlap, since several accounts are run side by side, count once.
    """

    def __init__(self, bounds: Bounds, clock: Clock) -> None:
        """Begin with everything left."""
        self._lock = threading.Lock()
        self._clock = clock
        self._retries = bounds.retries
        self._wait = bounds.max_wait
        self._covered = float("-inf")

    def spend(self, pause: float) -> bool:
        """Take one repetition after ``pause`` seconds; False where that is too much."""
        with self._lock:
            now = self._clock()
            new = now + pause - max(now, self._covered)
            if self._retries < 1 or new > self._wait:
                return False
            self._retries -= 1
            self._wait -= max(0.0, new)
            self._covered = max(self._covered, now + pause)
            return True
