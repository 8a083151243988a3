"""A client against a server that answers as it is told."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from support.raw_server import (
    RawServer,
    Step,
    raw_server,
    reply,
)
from support.tempo import Tempo, dice

from wa_sync.http.bounds import Bounds
from wa_sync.http.client import Http
from wa_sync.http.exchange import Answer, Call, Exchange, Failure, Fate, Line
from wa_sync.http.origins import parse_override
from wa_sync.http.secret import Secret


if TYPE_CHECKING:
    from collections.abc import Iterator


TOKEN = "canary-0123456789"  # noqa: S105 - made up
GET = Call(method="GET", path="/v21.0/102290129340398")
POST = Call(method="POST", path="/v21.0/102290129340398", content=b'{"a": 1}')
DELETE = Call(method="DELETE", path="/v21.0/1", query={"hsm_id": "1", "name": "a b"})
FINE = reply({"id": "1"})
BUSY = reply({"error": {"code": 80008, "message": "Too many"}}, status=400)


@dataclass
class Asked:
    """A client and the server it talks to."""

    server: RawServer
    http: Http
    tempo: Tempo

    def __call__(self, call: Call) -> Exchange:
        """Send a call to the server."""
        return self.http.exchange(line(self.server.url), call)


def line(url: str, rate: int = 10) -> Line:
    """A line to an address."""
    return Line(origin=parse_override(url), token=Secret(TOKEN), rate=rate)


IMPATIENT = Bounds(read=1.0)
"""For a server that says nothing; a busy machine is silent for shorter than this."""


@contextmanager
def asking(*steps: Step, bounds: Bounds | None = None) -> Iterator[Asked]:
    """Run a scripted server and a client whose waits take no time."""
    tempo = Tempo()
    with (
        raw_server(*steps) as server,
        Http(
            bounds=bounds or Bounds(),
            clock=tempo.clock,
            wait=tempo.wait,
            rng=dice(),
        ) as http,
    ):
        yield Asked(server, http, tempo)


def answered(exchange: Exchange) -> tuple[Fate, int]:
    """How an exchange with an answer ended."""
    assert isinstance(exchange.got, Answer)
    return exchange.fate, exchange.got.status


def failed(exchange: Exchange) -> tuple[Fate, str]:
    """How an exchange without an answer ended."""
    assert isinstance(exchange.got, Failure)
    return exchange.fate, exchange.got.reason
