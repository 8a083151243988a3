"""Long waits are told: one line each, with the reason, and without secrets."""

from __future__ import annotations

import logging
from functools import partial

import pytest
from support.raw_server import RawServer, Step, Wire, raw_server, reply
from support.tempo import Tempo, dice
from support.together import Together

from wa_sync.http.bounds import Bounds
from wa_sync.http.client import Http
from wa_sync.http.exchange import Call, Line
from wa_sync.http.origins import parse_override
from wa_sync.http.secret import Secret
from wa_sync.model.waiting import spoken


TOKEN = Secret("EAAwaits000000000")
FINE = reply({"id": "1"})
GET = Call(method="GET", path="/v21.0/1")


def busy(seconds: int | None, status: int = 429) -> Step:
    """Send away, and perhaps say for how long."""
    headers = {} if seconds is None else {"Retry-After": str(seconds)}
    return reply({}, status=status, headers=headers)


def line(server: RawServer) -> Line:
    """A line to a server."""
    return Line(origin=parse_override(server.url), token=TOKEN, rate=50)


def told(caplog: pytest.LogCaptureFixture, server: RawServer) -> list[str]:
    """What was told of waits, without the server's address."""
    return [
        record.getMessage().replace(server.url, "API")
        for record in caplog.records
        if record.name == "wa_sync.waits"
    ]


def asked(server: RawServer, calls: int = 1, max_wait: float = 900.0) -> Tempo:
    """Call so often, with waits that take no time."""
    tempo = Tempo()
    with Http(
        max_wait=max_wait, clock=tempo.clock, wait=tempo.wait, rng=dice()
    ) as http:
        for _ in range(calls):
            http.exchange(line(server), GET)
    return tempo


@pytest.mark.parametrize(
    ("sent_away", "said"),
    [
        (busy(33), "Waiting 34 s as API asks: too many calls."),
        (busy(33, status=503), "Waiting 34 s as API asks: HTTP 503."),
        (busy(600), "Waiting 10 min as API asks: too many calls."),
    ],
)
def test_a_wait_says_how_long_and_for_what(
    caplog: pytest.LogCaptureFixture, sent_away: Step, said: str
) -> None:
    """Once, when it begins; the second wait has a line of its own."""
    caplog.set_level(logging.INFO)
    with raw_server(sent_away, FINE, sent_away, FINE) as server:
        asked(server, calls=2, max_wait=2000.0)
        assert told(caplog, server) == [said, said]


def test_a_wait_that_nobody_asked_for_says_so(caplog: pytest.LogCaptureFixture) -> None:
    """Short waits are not told; what waits for as long as it likes is."""
    caplog.set_level(logging.INFO)
    with raw_server(*[busy(None)] * 9, FINE) as server:
        waits = asked(server).waits
        long = [wait for wait in waits if wait >= 5]
        assert 0 < len(long) < len(waits)
        assert len(told(caplog, server)) == len(long)
        for said in told(caplog, server):
            assert said.endswith(" s before asking API again: too many calls.")


@pytest.mark.parametrize(("seconds", "max_wait"), [(4, 900.0), (33, 20.0)])
def test_what_is_short_or_not_waited_for_is_not_told(
    caplog: pytest.LogCaptureFixture, seconds: int, max_wait: float
) -> None:
    """Four seconds look like work; and who gives up does not wait."""
    caplog.set_level(logging.INFO)
    with raw_server(busy(seconds), FINE) as server:
        asked(server, max_wait=max_wait)
        assert told(caplog, server) == []


def test_accounts_that_wait_side_by_side_are_told_of_once(
    caplog: pytest.LogCaptureFixture,
) -> None:
    """Sixteen that come back at the same moment are one line."""
    caplog.set_level(logging.INFO)
    time, seen = Together(), set[str]()

    def step(wire: Wire) -> bool:
        first = wire.heard.target not in seen
        seen.add(wire.heard.target)
        return (busy(60) if first else FINE)(wire)

    def work(http: Http, server: RawServer, number: int) -> None:
        http.exchange(line(server), Call(method="GET", path=f"/v21.0/{number}"))

    with (
        raw_server(step) as server,
        Http(bounds=Bounds(max_wait=70.0), clock=time.clock, wait=time.wait) as http,
    ):
        time.run(*(partial(work, http, server, number) for number in range(16)))
        assert told(caplog, server) == ["Waiting 61 s as API asks: too many calls."]


@pytest.mark.parametrize(
    ("seconds", "said"),
    [
        (5.0, "5 s"),
        (33.2, "34 s"),
        (119.5, "120 s"),
        (120.0, "2 min"),
        (900.0, "15 min"),
        (3605.0, "1 h"),
        (3900.0, "1 h 5 min"),
    ],
)
def test_times_are_written_as_people_say_them(seconds: float, said: str) -> None:
    """Seconds up to two minutes, then minutes, then hours."""
    assert spoken(seconds) == said
