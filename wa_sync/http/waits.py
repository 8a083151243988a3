"""What is told of the waits of a run: one line for those that end together."""

from __future__ import annotations

import threading
from typing import TYPE_CHECKING

from wa_sync.http.exchange import Answer, Fate
from wa_sync.model.waiting import LONG, announce


if TYPE_CHECKING:
    from wa_sync.http.exchange import Exchange
    from wa_sync.http.limiter import Clock


class Waits:
    """Those of one token at one address; threads share them.

    Limits are a token's: where sixteen accounts are sent away together, they wait
    for the same moment, and sixteen lines would say no more than one.
    """

    def __init__(self, clock: Clock) -> None:
        """Nobody waits yet."""
        self._lock = threading.Lock()
        self._clock = clock
        self._until = float("-inf")

    def begin(self, end: Exchange, pause: float) -> None:
        """Tell of a wait, unless one is known that ends at about the same time."""
        until = self._clock() + pause
        with self._lock:
            if pause < LONG or until - self._until < LONG:
                return
            self._until = until
        announce(pause, _reason(end))


def _reason(end: Exchange) -> str:
    got = end.got
    why = f"HTTP {got.status}" if isinstance(got, Answer) else got.reason
    if end.fate is Fate.THROTTLED:
        why = "too many calls"
    if end.retry_after is None:
        return f"before asking {end.origin} again: {why}."
    return f"as {end.origin} asks: {why}."
