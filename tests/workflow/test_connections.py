"""Waiting for somebody to open a link, on a clock that moves with the waiting."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from support.sandbox_account import ROUTES
from support.tempo import Tempo

from wa_sync.connections.plane import ControlPlane
from wa_sync.errors import Interrupted
from wa_sync.http.client import Http
from wa_sync.http.secret import Secret
from wa_sync.sandbox import connections
from wa_sync.sandbox.server import serve
from wa_sync.sandbox.world import World
from wa_sync.workflow.connections import settled


@contextmanager
def pending() -> Iterator[tuple[ControlPlane, str, World]]:
    """A connection that waits for somebody."""
    key = Secret("maton-key-0123456789")
    with serve(None, routes=ROUTES) as served, Http() as http:
        plane = ControlPlane(http, key, origin=served.url)
        yield plane, plane.start().connection.id, served.world


def test_it_ends_with_the_first_answer_that_says_so() -> None:
    """Somebody agrees during the third wait; pauses grow."""
    tempo = Tempo()
    with pending() as (plane, node, world):

        def wait(seconds: float) -> bool:
            if len(tempo.waits) == 2:
                with world.store.transaction():
                    (one,) = connections.everything(world)
                    connections.settle(world, one, "ACTIVE")
            return tempo.wait(seconds)

        last = settled(plane, node, seconds=600, clock=tempo.clock, wait=wait)
    assert (last.status, tempo.waits) == ("ACTIVE", [2.0, 3.0, 4.5])


def test_it_ends_when_the_time_is_over() -> None:
    """The last wait is only as long as there is time left, and then it is asked."""
    tempo = Tempo()
    with pending() as (plane, node, _):
        last = settled(plane, node, seconds=30, clock=tempo.clock, wait=tempo.wait)
    assert (last.status, tempo.now) == ("PENDING", 30)
    assert tempo.waits == [2.0, 3.0, 4.5, 6.75, 10.0, 3.75]


def test_a_failure_ends_it() -> None:
    """What has failed becomes nothing else."""
    tempo = Tempo()
    with pending() as (plane, node, world):
        with world.store.transaction():
            connections.settle(world, connections.everything(world)[0], "FAILED")
        last = settled(plane, node, seconds=30, clock=tempo.clock, wait=tempo.wait)
    assert (last.status, tempo.waits) == ("FAILED", [])


def test_a_signal_ends_it() -> None:
    """No request is in flight then."""
    tempo = Tempo(stop_after=0)
    with pending() as (plane, node, _), pytest.raises(Interrupted):
        settled(plane, node, seconds=30, clock=tempo.clock, wait=tempo.wait)
