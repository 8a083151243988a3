"""Kills a client at one request, in one of four phases of it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import StrEnum

from support.proxy import Cut, Passage


class Phase(StrEnum):
    """When, in the life of one request, the client dies."""

    BEFORE = "before commit"
    AFTER = "after commit"
    HALF = "half response"
    FULL = "full response"


@dataclass(frozen=True, slots=True)
class Point:
    """One place in a run: the request, counted from 1, and the phase."""

    request: int
    phase: Phase

    def __str__(self) -> str:
        """Name it as a figure or a failure does."""
        return f"request {self.request}, {self.phase}"


@dataclass(slots=True)
class Killer:
    """A step of the proxy that lets the client live up to its point.

    What arrives later was never sent, as far as the world is concerned: a process
    that is being killed may run on for an instant.
    """

    point: Point
    kill: Callable[[], None]
    seen: int = 0
    struck: bool = False
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def __call__(self, passage: Passage) -> None:
        """Carry one request, or strike."""
        with self._lock:
            if self.struck:
                raise Cut
            self.seen += 1
            self.struck = self.seen == self.point.request
        if not self.struck:
            passage.send(passage.forward())
            return
        self._strike(passage)
        raise Cut

    def _strike(self, passage: Passage) -> None:
        if self.point.phase is not Phase.BEFORE:
            answer = passage.forward()
            if self.point.phase is Phase.HALF:
                passage.send(answer[: len(answer) // 2])
            if self.point.phase is Phase.FULL:
                passage.send(answer)
        self.kill()


@dataclass(slots=True)
class Counted:
    """A step that counts what passes, and remembers which requests write."""

    writes: list[int] = field(default_factory=list)
    seen: int = 0

    def __call__(self, passage: Passage) -> None:
        """Carry one request."""
        self.seen += 1
        if passage.method != "GET":
            self.writes.append(self.seen)
        passage.send(passage.forward())
