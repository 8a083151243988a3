"""Two clients at once, in an order that is the same every time.

Every request waits until each client that is still running has one; then one of them
is let through, by the pattern of the trial. So two runs interleave as told, whatever
the machine does, and every pattern of requests can be had.
"""

from __future__ import annotations

import threading
from collections.abc import Iterable, Iterator
from itertools import chain, cycle, repeat
from random import Random

from support.proxy import Passage


SIDES = ("EAAsandboxtokenLeft", "EAAsandboxtokenRight")
"""Clients are told apart by their tokens."""
PATIENCE = 120.0
"""Seconds after which a side is taken to hang; it is no measure of anything."""


class Turnstile:
    """A step of the proxy that lets requests through one by one."""

    def __init__(self, pattern: Iterable[int]) -> None:
        """Take, without end, the numbers of the sides whose turn it is."""
        self._pattern: Iterator[int] = iter(pattern)
        self._changed = threading.Condition()
        self._running = {0, 1}
        self._waiting: set[int] = set()
        self._turn: int | None = None

    def __call__(self, passage: Passage) -> None:
        """Carry one request when its turn has come."""
        side = SIDES.index(passage.token)
        with self._changed:
            self._waiting.add(side)
            self._next()
            came = self._changed.wait_for(lambda: self._turn == side, PATIENCE)
        assert came, "a side hangs"
        try:
            passage.send(passage.forward())
        finally:
            with self._changed:
                self._turn = None
                self._next()

    def over(self, side: int) -> None:
        """Wait no more for a side: its process has ended."""
        with self._changed:
            self._running.discard(side)
            self._waiting.discard(side)
            self._next()

    def _next(self) -> None:
        """Give the turn to somebody, once everybody who runs stands here."""
        if self._turn is None and self._waiting and self._running <= self._waiting:
            wanted = next(self._pattern)
            self._turn = wanted if wanted in self._waiting else min(self._waiting)
            self._waiting.discard(self._turn)
        self._changed.notify_all()


def pattern(number: int, most: int) -> Iterator[int]:
    """Return the turns of a trial; ``most`` requests or so are sent by each side.

    By turns; one ahead of the other by a number of requests; in bursts.
    """
    first = number % 2
    other = 1 - first
    kind = number // 2 % 3
    drawn = Random(number)  # noqa: S311 - a pattern, and the same one every time
    if kind == 0:
        yield from chain(repeat(first, number % most), cycle((other, first)))
    if kind == 1:
        ahead = drawn.randrange(most)
        yield from chain(repeat(first, ahead), repeat(other, most), repeat(first))
    while True:
        yield from repeat(drawn.randrange(2), drawn.randrange(1, 6))
