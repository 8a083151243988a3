"""For how long a call waits, and how often it is repeated."""

from __future__ import annotations

import pytest
from support.asked import (
    BUSY,
    DELETE,
    FINE,
    GET,
    POST,
    answered,
    asking,
)
from support.raw_server import (
    reply,
)
from support.tempo import dice

from wa_sync.http.bounds import LONGEST_WAIT, Bounds
from wa_sync.http.exchange import Call, Fate


BROKEN = reply({}, status=500)


def test_a_throttled_call_waits_as_long_as_it_is_asked_to() -> None:
    """N12: Retry-After is obeyed within a second, by reads and writes."""
    step = reply({}, status=429, headers={"Retry-After": "3"})
    with asking(step, FINE, step, FINE) as ask:
        assert [ask(GET).fate, ask(POST).fate] == [Fate.OK, Fate.OK]
    assert [3 <= wait <= 4 for wait in ask.tempo.waits] == [True, True]


@pytest.mark.parametrize("header", [None, "-1", "NaN", "abc", "1e9"])
def test_without_a_sensible_wait_the_pause_is_drawn(header: str | None) -> None:
    """N13, N14: full jitter, growing from attempt to attempt."""
    headers = {} if header is None else {"Retry-After": header}
    step = reply({}, status=429, headers=headers)
    with asking(step, step, step, FINE) as ask:
        assert answered(ask(POST)) == (Fate.OK, 200)
    drawn = dice()
    assert ask.tempo.waits == [drawn.uniform(0, most) for most in (1, 2, 4)]


@pytest.mark.parametrize("call", [GET, POST])
def test_a_rate_limit_is_waited_for_as_often_as_it_takes(call: Call) -> None:
    """Only the time is bounded: neither attempts nor repetitions are used up."""
    step = reply({}, status=429, headers={"Retry-After": "1"})
    bounds = Bounds(attempts=1, retries=0, max_wait=100)
    with asking(*[step] * 40, FINE, bounds=bounds) as ask:
        assert answered(ask(call)) == (Fate.OK, 200)
    assert len(ask.tempo.waits) == 40


def test_waiting_for_a_rate_limit_ends_at_max_wait() -> None:
    """The waits of a run are added up; the next call has what the first one left."""
    step = reply({}, status=429, headers={"Retry-After": "10"})
    with asking(step, bounds=Bounds(max_wait=35)) as ask:
        ends = [answered(ask(GET)), answered(ask(GET))]
    assert ends == [(Fate.THROTTLED, 429)] * 2
    assert [10 <= wait <= 11 for wait in ask.tempo.waits] == [True] * 3


def test_a_rate_limit_between_failures_does_not_count_as_one() -> None:
    """Three failures are three, whatever was waited for meanwhile."""
    with asking(BROKEN, BUSY, BROKEN, bounds=Bounds(attempts=3)) as ask:
        assert answered(ask(GET)) == (Fate.UNKNOWN, 500)
        assert len(ask.server.heard) == 4


def test_a_failure_that_asks_for_a_wait_is_bounded_by_it_too() -> None:
    """A server that is down for maintenance is waited for no longer than allowed."""
    step = reply({}, status=503, headers={"Retry-After": "50"})
    with asking(step) as ask:
        assert answered(ask(GET)) == (Fate.UNKNOWN, 503)
    assert [50 <= wait <= 51 for wait in ask.tempo.waits] == [True, True]


def test_without_max_wait_nothing_is_waited_for() -> None:
    """A rate limit is reported at once."""
    with asking(BUSY, bounds=Bounds(max_wait=0)) as ask:
        assert answered(ask(GET)) == (Fate.THROTTLED, 400)
    assert ask.tempo.waits == []


@pytest.mark.parametrize(
    ("header", "later"), [("121", 121.0), ("1000000000", LONGEST_WAIT)]
)
def test_a_wait_that_does_not_fit_stops_at_once(header: str, later: float) -> None:
    """N14: nobody waits for nothing, and the caller learns when to come back."""
    step = reply({}, status=429, headers={"Retry-After": header})
    with asking(step) as ask:
        end = ask(GET)
    assert (end.fate, end.retry_after, ask.tempo.waits) == (
        Fate.THROTTLED,
        later,
        [],
    )


def test_throttling_comes_as_400_too() -> None:
    """N15: a write that was throttled was not executed, and is sent again."""
    usage = '{"1": [{"estimated_time_to_regain_access": 1}]}'
    busy = reply(
        {"error": {"code": 80012}},
        status=400,
        headers={"X-Business-Use-Case-Usage": usage},
    )
    with asking(busy, FINE) as ask:
        assert answered(ask(POST)) == (Fate.OK, 200)
    assert [60 <= wait <= 61 for wait in ask.tempo.waits] == [True]


def test_a_write_is_never_repeated_after_a_5xx_and_a_read_is() -> None:
    """N16: four reads, one write, and what leaves no trace like a read."""
    session = Call(method="POST", path="/v21.0/1/uploads", repeatable=True)
    with asking(BROKEN) as ask:
        fates = []
        for call in (GET, POST, DELETE, session):
            before = len(ask.server.heard)
            fates.append((ask(call).fate, len(ask.server.heard) - before))
    assert fates == [
        (Fate.UNKNOWN, 4),
        (Fate.UNKNOWN, 1),
        (Fate.UNKNOWN, 1),
        (Fate.UNKNOWN, 4),
    ]


def test_the_repetitions_of_a_run_are_counted_together() -> None:
    """After the run's repetitions are used up, each call is sent once."""
    with asking(BROKEN, bounds=Bounds(retries=4)) as ask:
        for _ in range(3):
            ask(GET)
        assert len(ask.server.heard) == 3 + 4


def test_a_poor_line_does_not_use_the_repetitions_up() -> None:
    """Where every call succeeds in the end, there is no end of repetitions."""
    steps = [BROKEN, FINE] * 9
    with asking(*steps, bounds=Bounds(retries=1)) as ask:
        assert [ask(GET).fate for _ in range(9)] == [Fate.OK] * 9


def test_a_write_that_nobody_answers_gives_nothing_back() -> None:
    """Only an answer that makes sense shows that repeating is worth while."""
    with asking(BROKEN, bounds=Bounds(retries=1)) as ask:
        for call in (GET, POST, GET):
            ask(call)
        assert len(ask.server.heard) == 2 + 1 + 1
