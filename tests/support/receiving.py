"""A receiver of webhooks that verifies signatures itself, and a sandbox that posts."""

from __future__ import annotations

import hashlib
import hmac
import json
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from support.graph_caller import Caller, calling
from support.raw_server import Heard, RawServer, Step, raw_server, reply

from wa_sync.sandbox import review
from wa_sync.sandbox.webhooks.subscription import Subscription


if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


SECRET = "00c0ffee00c0ffee00c0ffee00c0ffee"  # noqa: S105 - nobody else's
WAIT = 20
"""Seconds after which a test fails; nothing is ever that slow."""


@dataclass(frozen=True)
class Subscribed:
    """A sandbox and whoever listens to it."""

    caller: Caller
    receiver: RawServer

    def fared(self, tries: int) -> list[tuple[str, int, str | None]]:
        """Wait for so many tries: what was told, which try it was, what was wrong."""
        assert self.caller.deliveries is not None
        seen = [self.caller.deliveries.get(timeout=WAIT) for _ in range(tries)]
        return [
            (str(one.event.value.get("event")), one.tries, one.problem) for one in seen
        ]

    def told(self) -> list[Any]:
        """What was posted by now, each with the right signature."""
        return [opened(one) for one in self.receiver.heard]

    def decide(self, node: str, status: str, reason: str = "NONE") -> None:
        """Give a template a status by hand."""
        world = self.caller.world
        with world.store.transaction():
            stored = world.objects.find("message_template", node)
            assert stored is not None
            review.decide(world, stored, status, reason)


def opened(heard: Heard) -> Any:  # noqa: ANN401 - JSON
    """Read a webhook after its head and its signature were found right."""
    assert (heard.method, heard.target) == ("POST", "/hook?app=1")
    assert heard.headers["content-type"] == "application/json"
    wanted = hmac.new(SECRET.encode(), heard.body, hashlib.sha256).hexdigest()
    assert heard.headers["x-hub-signature-256"] == f"sha256={wanted}"
    return json.loads(heard.body)


def subscription(
    port: int, *, pauses: tuple[float, ...] = (0.0,) * 6, patience: float = WAIT
) -> Subscription:
    """An address of a test, tried again without a pause."""
    return Subscription(
        *("127.0.0.1", port, "/hook?app=1", SECRET), pauses=pauses, patience=patience
    )


@contextmanager
def subscribed(
    *steps: Step,
    db: Path | None = None,
    pauses: tuple[float, ...] = (0.0,) * 6,
    patience: float = WAIT,
) -> Iterator[Subscribed]:
    """Serve a sandbox that posts to a receiver with a script; 200 without one."""
    with raw_server(*(steps or (reply(),))) as receiver:
        to = subscription(receiver.port, pauses=pauses, patience=patience)
        with calling(db, webhook=to) as caller:
            yield Subscribed(caller, receiver)
