"""What the calls of one run share: how long they wait, and how fast they may be."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial

import pytest
from support.raw_server import RawServer, Step, Wire, raw_server, reply
from support.tempo import Tempo, dice
from support.together import Together

from wa_sync.http.bounds import Bounds
from wa_sync.http.client import Http
from wa_sync.http.exchange import Call, Fate, Line
from wa_sync.http.origins import parse_override
from wa_sync.http.secret import Secret


TOKEN = Secret("EAApatience000000000")
OTHER = Secret("EAApatience111111111")
POST = Call(method="POST", path="/v21.0/1", content=b"{}")


def busy(seconds: int) -> Step:
    """Throttle, and ask for so long a wait."""
    return reply({}, status=429, headers={"Retry-After": str(seconds)})


FINE = reply({"id": "1"})


def line(server: RawServer, token: Secret = TOKEN, rate: int = 10) -> Line:
    """A line to a server."""
    return Line(origin=parse_override(server.url), token=token, rate=rate)


@contextmanager
def client(tempo: Tempo, max_wait: float) -> Iterator[Http]:
    """A client whose waits take no time."""
    with Http(
        max_wait=max_wait, clock=tempo.clock, wait=tempo.wait, rng=dice()
    ) as http:
        yield http


def test_a_server_that_throttles_each_call_once_cannot_hold_a_run_for_days() -> None:
    """Each wait fits into the patience of a call, and one of them into the run's."""
    tempo = Tempo()
    with (
        raw_server(busy(800), FINE, busy(800)) as server,
        client(tempo, 900.0) as http,
    ):
        fates = [http.exchange(line(server), POST).fate for _ in range(20)]
    assert fates == [Fate.OK] + [Fate.THROTTLED] * 19
    # the limiter's waits are about a second
    assert [800 <= wait <= 801 for wait in tempo.waits if wait > 2] == [True]


@pytest.mark.parametrize(("second", "waited"), [(TOKEN, False), (OTHER, True)])
def test_one_token_takes_no_patience_from_another(
    second: Secret, *, waited: bool
) -> None:
    """Limits are a token's, and so is the time that is waited for them."""
    tempo = Tempo()
    with (
        raw_server(busy(80), FINE, busy(80), FINE) as server,
        client(tempo, 100.0) as http,
    ):
        http.exchange(line(server), POST)
        end = http.exchange(line(server, second), POST)
    assert (end.fate is Fate.OK) is waited


def test_a_fleet_that_waits_side_by_side_waits_once() -> None:
    """Sixteen accounts with a wait of a minute each need a minute, not sixteen."""
    time, asked, fates = Together(), set[str](), list[Fate]()

    def step(wire: Wire) -> bool:
        first = wire.heard.target not in asked
        asked.add(wire.heard.target)
        return (busy(60) if first else FINE)(wire)

    def work(http: Http, server: RawServer, number: int) -> None:
        call = Call(method="GET", path=f"/v21.0/{number}")
        fates.append(http.exchange(line(server, rate=50), call).fate)

    with (
        raw_server(step) as server,
        Http(bounds=Bounds(max_wait=70.0), clock=time.clock, wait=time.wait) as http,
    ):
        time.run(*(partial(work, http, server, number) for number in range(16)))
    assert fates == [Fate.OK] * 16


@pytest.mark.parametrize("rates", [(50, 2), (2, 50)])
def test_of_two_rates_of_one_token_the_smaller_holds(rates: tuple[int, int]) -> None:
    """Whichever account comes first: the far end counts the token."""
    tempo = Tempo()
    with raw_server(FINE) as server, client(tempo, 0.0) as http:
        for rate in rates:
            http.exchange(line(server, rate=rate), POST)
        for _ in range(4):
            http.exchange(line(server, rate=50), POST)
    assert tempo.now == pytest.approx(2.0, abs=0.01)
