"""How much time, size and patience a run has. All numbers in seconds and bytes."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final


if TYPE_CHECKING:
    from wa_sync.http.limiter import Clock


LONGEST_WAIT: Final = 31 * 24 * 60 * 60.0
"""A month. What waits for longer overflows somewhere, and helps nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bounds:
    """Limits of single requests and of their repetitions.

    ``total`` bounds one exchange from connecting to the last byte, however slowly
    they drip; ``read`` is the longest silence within it, None for all of ``total``.
    ``attempts`` bounds the failures of a call, ``retries`` those of a run for which
    nothing works; ``max_wait`` is what a run may spend waiting for rate limits, each
    token for itself.
    """

    connect: float = 10.0
    read: float | None = 30.0
    total: float = 60.0
    max_bytes: int = 64 * 2**20
    attempts: int = 4
    retries: int = 100
    max_wait: float = 120.0


class Budget:
    """How often a run may still repeat what failed; threads share it.

    An answer that makes sense gives one repetition back: a large fleet behind a poor
    line comes through, and a server that is down is not stormed.
    """

    def __init__(self, retries: int) -> None:
        """Begin with everything left."""
        self._lock = threading.Lock()
        self._most = self._left = retries

    def spend(self) -> bool:
        """Take one repetition; False where none is left."""
        with self._lock:
            if self._left < 1:
                return False
            self._left -= 1
            return True

    def earn(self) -> None:
        """Give one repetition back, up to as many as there were."""
        with self._lock:
            self._left = min(self._most, self._left + 1)


class RunPatience:
    """What a run may still wait for rate limits with one token; threads share it.

    Limits are a token's, so one that is throttled takes nothing from the others. Time
    counts once, however many accounts wait side by side: a fleet waits no longer than
    its slowest account, and the size of it uses nothing up.
    """

    def __init__(self, max_wait: float, clock: Clock) -> None:
        """Begin with everything left."""
        self._lock = threading.Lock()
        self._clock = clock
        self._left = max_wait
        self._until = float("-inf")

    def spend(self, pause: float) -> bool:
        """Take a wait from now on; False, and nothing taken, where it does not fit."""
        with self._lock:
            now = self._clock()
            end = now + pause
            cost = max(0.0, end - max(now, self._until))
            if cost > self._left:
                return False
            self._left -= cost
            self._until = max(self._until, end)
            return True


class Patience:
    """What one call may still wait for rate limits, however many waits that takes."""

    SHORTEST = 1.0
    """What a wait costs at least, so that waits of next to nothing come to an end."""

    def __init__(self, max_wait: float, run: RunPatience) -> None:
        """Begin with everything left, as far as the run has it."""
        self._left = max_wait
        self._run = run

    def spend(self, pause: float) -> bool:
        """Take a wait; False, and nothing taken, where it does not fit any more."""
        cost = max(pause, self.SHORTEST)
        if cost > self._left or not self._run.spend(pause):
            return False
        self._left -= cost
        return True
