"""Control planes behind an address of the tests."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

from support.raw_server import Heard, Step, raw_server
from support.tempo import Tempo

from wa_sync.connections.plane import ControlPlane
from wa_sync.http.client import Http
from wa_sync.http.secret import Secret


if TYPE_CHECKING:
    from collections.abc import Iterator


KEY = Secret("maton-key-0123456789")


@contextmanager
def asking(url: str) -> Iterator[ControlPlane]:
    """Give a control plane behind an address; waiting takes no time."""
    tempo = Tempo()
    with Http(clock=tempo.clock, wait=tempo.wait) as http:
        yield ControlPlane(http, KEY, origin=url)


@contextmanager
def answered(*steps: Step) -> Iterator[tuple[ControlPlane, list[Heard]]]:
    """Give a control plane that answers by a script, and what it heard."""
    with raw_server(*steps) as server, asking(server.url) as plane:
        yield plane, server.heard
