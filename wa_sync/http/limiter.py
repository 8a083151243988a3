"""Never more than N requests in any second, as whoever counts at the far end sees it.

A request is counted somewhere between being sent and being answered; nobody here
knows when. So there are N slots, and a slot becomes free one second after its
*answer*: of N + 1 requests two must share a slot, and those are counted more than a
second apart, whatever the network does in between. Pacing by the time of sending
(even with a margin) lets N + 1 through as soon as latency varies. The price is the
latency itself: 1 / (1 + latency) of the rate, 99 % near the server, 97 % at 30 ms;
in return a burst of N needs no pacing at all.
"""

from __future__ import annotations

import heapq
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final, TypeAlias

from wa_sync.errors import Interrupted


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


Clock: TypeAlias = "Callable[[], float]"
"""Seconds that only ever grow, like ``time.monotonic``."""
Wait: TypeAlias = "Callable[[float], bool]"
"""Wait some seconds, like ``Event.wait``; True says that the run was asked to stop."""

_MARGIN: Final = 0.001
# all slots are in flight: look again this often; the rate is not at stake then
_LOOK_AGAIN: Final = 0.02


class Limiter:
    """``rate`` slots, each free again ``window`` seconds after its request ended."""

    def __init__(
        self, rate: int, *, clock: Clock, wait: Wait, window: float = 1.0
    ) -> None:
        """Begin with all slots free: the first ``rate`` requests do not wait."""
        self._clock = clock
        self._wait = wait
        self._window = window
        self._lock = threading.Lock()
        self._free = [float("-inf")] * rate
        self._rate = rate
        self._surplus = 0
        self._slow = False
        self._next = float("-inf")

    @contextmanager
    def slot(self) -> Iterator[None]:
        """Hold a slot for one request, retries included; waits until one is free.

        Raises Interrupted where the run is asked to stop meanwhile.
        """
        self._claim()
        try:
            yield
        finally:
            self._release(self._clock() + self._window + _MARGIN)

    def at_most(self, rate: int) -> None:
        """Have no more slots than this; those in flight go when they are released."""
        with self._lock:
            while self._rate > rate:
                self._rate -= 1
                if self._free:
                    # the ones used last stay, since the far end still counts them
                    heapq.heappop(self._free)
                else:
                    self._surplus += 1

    def slow_down(self, *, slow: bool) -> None:
        """Send one request a window only, while the API says it is nearly used up."""
        with self._lock:
            self._slow = slow

    def _claim(self) -> None:
        while (slot := self._take()) is None:
            self._pause(_LOOK_AGAIN)
        freed, start = slot
        try:
            while (left := start - self._clock()) > 0:
                self._pause(left)
        except BaseException:
            self._release(freed)
            raise

    def _release(self, free: float) -> None:
        """Give a slot back, to be used from then on."""
        with self._lock:
            if self._surplus:
                self._surplus -= 1
            else:
                heapq.heappush(self._free, free)

    def _take(self) -> tuple[float, float] | None:
        """Return when a slot was free and when it may be used; None if all are out."""
        with self._lock:
            if not self._free:
                return None
            freed = heapq.heappop(self._free)
            start = max(freed, self._next) if self._slow else freed
            self._next = max(start, self._clock()) + self._window
            return freed, start

    def _pause(self, seconds: float) -> None:
        if self._wait(seconds):
            raise Interrupted("Stopped while waiting for the rate limit.")
