"""The server's time: what its answers say, and nothing that makes no sense."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from typing import TYPE_CHECKING

import pytest
from support.raw_server import Step, raw_server, reply, reset
from support.sandbox_account import ROUTES
from support.tempo import Tempo

from wa_sync.http.client import Http
from wa_sync.http.exchange import Answer, Call, Line
from wa_sync.http.origins import parse_override
from wa_sync.http.secret import Secret
from wa_sync.http.server_clock import ServerClock, moment
from wa_sync.sandbox.server import serve


if TYPE_CHECKING:
    from collections.abc import Iterator


LOCAL = 1_800_000_000.0
HERE = datetime.fromtimestamp(LOCAL, UTC)
READ = Call(method="GET", path="/v23.0/1")
YEARS = timedelta(days=3653)


def asked(url: str, http: Http) -> None:
    """Send one read."""
    token = Secret("EAAservertime00000000")
    line = Line(origin=parse_override(url), token=token, rate=50)
    http.exchange(line, READ)


def dated(by: timedelta) -> Step:
    """Answer with a ``Date`` that is so far from local time."""
    return reply({}, headers={"Date": format_datetime(HERE + by, usegmt=True)})


def patient() -> Http:
    """A client whose time of day stands still and whose waits take no time."""
    tempo = Tempo()
    return Http(clock=tempo.clock, wait=tempo.wait, time_of_day=lambda: LOCAL)


def test_before_any_answer_local_time_counts() -> None:
    """Nothing is known of the server, and nobody claims otherwise."""
    with patient() as http:
        assert (http.server_time(), http.skew()) == (HERE, None)


@pytest.mark.parametrize(
    "by",
    [timedelta(0), timedelta(hours=-5), timedelta(minutes=6), YEARS, -YEARS],
    ids=["none", "behind", "ahead", "ten years ahead", "ten years behind"],
)
def test_an_answer_tells_the_servers_time(by: timedelta) -> None:
    """However wrong the local clock is, the server's time is the server's."""
    with raw_server(dated(by)) as server, patient() as http:
        asked(server.url, http)
        assert (http.server_time(), http.skew()) == (HERE + by, by)


def test_the_last_word_counts() -> None:
    """A clock that is stepped while the run goes on is corrected by the next answer."""
    steps = [dated(timedelta(hours=1)), dated(timedelta(hours=-1))]
    with raw_server(*steps) as server, patient() as http:
        asked(server.url, http)
        asked(server.url, http)
        assert http.skew() == timedelta(hours=-1)


def test_time_does_not_run_backwards_between_answers() -> None:
    """A date is cut to whole seconds, so of two that are close the later is right."""
    steps = [dated(timedelta(seconds=-1)), dated(timedelta()), dated(timedelta())]
    steps.insert(2, dated(timedelta(seconds=-1)))
    with raw_server(*steps) as server, patient() as http:
        seen = []
        for _ in steps:
            asked(server.url, http)
            seen.append(http.skew())
    assert seen == [timedelta(seconds=-1), timedelta(), timedelta(), timedelta()]


@pytest.mark.parametrize(
    "step",
    [
        reply({}),
        reply({}, headers={"Date": "yesterday"}),
        reply({}, headers={"Date": ""}),
        reply({}, headers={"Date": "Sat, 14 Oct 1066 00:00:00 GMT"}),
        reply({}, headers={"Date": "Fri, 31 Dec 9999 23:59:59 -2300"}),
        reply({}, headers={"Date": "Thu, 01 Jan 1970 00:00:00 GMT"}),
        reply({}, headers={"Date": format_datetime(HERE + YEARS), "Age": "60"}),
    ],
    ids=[
        "missing",
        "words",
        "empty",
        "middle ages",
        "overflow",
        "epoch",
        "from a cache",
    ],
)
def test_what_makes_no_sense_changes_nothing(step: Step) -> None:
    """Garbage, and what a cache kept, leave the last good word standing."""
    good = dated(timedelta(hours=2))
    with raw_server(good, step) as server, patient() as http:
        asked(server.url, http)
        asked(server.url, http)
        assert http.skew() == timedelta(hours=2)


def test_an_answer_that_never_came_tells_no_time() -> None:
    """A connection that breaks says nothing about the time."""
    with raw_server(reset()) as server, patient() as http:
        asked(server.url, http)
        assert http.skew() is None


@pytest.fixture
def in_tokyo(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A machine nine hours from Greenwich."""
    monkeypatch.setenv("TZ", "Asia/Tokyo")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.mark.usefixtures("in_tokyo")
def test_a_date_without_a_zone_is_utc() -> None:
    """Not the zone of this machine."""
    for zone in ("GMT", "-0000", "+0000", ""):
        assert moment(f"Fri, 15 Jan 2027 08:00:00 {zone}") == LOCAL


def test_local_time_goes_on_between_answers() -> None:
    """The correction stays; the time of day moves."""
    times = iter([LOCAL, LOCAL + 60.0])
    clock = ServerClock(lambda: next(times))
    headers = (("date", format_datetime(HERE + timedelta(hours=1), usegmt=True)),)
    clock.hear(Answer(status=200, headers=headers))
    assert clock.now() == HERE + timedelta(hours=1, minutes=1)


def test_the_sandbox_dates_its_answers_by_its_own_clock() -> None:
    """Who moves the sandbox's clock moves the server's time."""
    with serve(None, routes=ROUTES, real=lambda: LOCAL) as served, patient() as http:
        asked(served.url, http)
        assert http.skew() == timedelta(0)
        with served.world.store.transaction():
            served.world.clock.move(timedelta(hours=25))
        asked(served.url, http)
        assert http.server_time() == HERE + timedelta(hours=25)
