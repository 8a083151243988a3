"""The thread that posts what is new, in order, one event at a time.

It begins with what happens after it began. An event that is not taken is tried again
after each of the subscription's pauses, which hold up the later ones: none of them is
lost, and none overtakes. Then it is given up, and said to be. Reviews that are due are
ended here, too: else nobody would be told before the next request.
"""

from __future__ import annotations

import sqlite3
import threading
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from queue import SimpleQueue
from typing import TYPE_CHECKING, Final

from wa_sync.sandbox import review
from wa_sync.sandbox.news import outbox
from wa_sync.sandbox.webhooks.post import Post


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.sandbox.news.outbox import Event
    from wa_sync.sandbox.webhooks.subscription import Subscription
    from wa_sync.sandbox.world import World


LOOK_SECONDS: Final = 0.05
LEAVE_SECONDS: Final = 5.0


@dataclass(frozen=True, slots=True)
class Delivery:
    """How an event fared at one try.

    ``problem`` None: it was taken. ``again``: it will be tried again, unless the
    sandbox ends. With no ``tries``, the sandbox ended before its fate was known.
    """

    event: Event
    tries: int
    problem: str | None = None
    again: bool = False


class Courier:
    """Posts the events of a world to one receiver."""

    def __init__(self, world: World, subscription: Subscription) -> None:
        """Begin after what has happened already."""
        self.deliveries: SimpleQueue[Delivery] = SimpleQueue()
        self._world = world
        self._pauses = subscription.pauses
        self._post = Post(subscription)
        self._closing = threading.Event()
        self._done = outbox.last(world)

    @contextmanager
    def at_work(self) -> Iterator[None]:
        """Post while the block runs; leaving it ends what is under way."""
        thread = threading.Thread(target=self._run, daemon=True)
        thread.start()
        try:
            yield
        finally:
            self._closing.set()
            self._post.hang_up()
            thread.join(LEAVE_SECONDS)

    def _run(self) -> None:
        while not self._closing.wait(LOOK_SECONDS):
            for event in self._new():
                if not self._settled(event):
                    break
                self._done = event.number
        with suppress(sqlite3.Error):
            for event in outbox.after(self._world, self._done):
                self.deliveries.put(Delivery(event, 0, "the sandbox ended"))

    def _new(self) -> list[Event]:
        """Look what is new; a file that is busy for long is looked at again."""
        world = self._world
        due = "SELECT 1 FROM object WHERE due IS NOT NULL AND due <= ? LIMIT 1"
        try:
            if world.store.rows(due, (world.now(),)):
                with world.store.transaction():
                    review.settle(world)
            return outbox.after(world, self._done)
        except sqlite3.OperationalError:
            return []

    def _settled(self, event: Event) -> bool:
        """Try until it is taken or given up; False where the sandbox ends before."""
        for tries, pause in enumerate((*self._pauses, None), 1):
            problem = self._post.hand_over(event)
            if problem is not None and self._closing.is_set():
                return False
            again = problem is not None and pause is not None
            self.deliveries.put(Delivery(event, tries, problem, again))
            if not again:
                return True
            if self._closing.wait(pause):
                return False
        return True
