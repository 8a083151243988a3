"""A write whose fate nobody knows, settled by reading."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest

from wa_sync.apply.settle import DEADLINE, Fate, settle
from wa_sync.apply.verify import Standing
from wa_sync.errors import (
    ApiUnavailable,
    BadEnvironment,
    Interrupted,
    NotAuthorized,
    Throttled,
    WaSyncError,
)


OLD = (Standing.AS_PLANNED, "")
NEW = (Standing.ALREADY, "")
ARRIVED = (Standing.ARRIVED, "")
OTHER = (Standing.MOVED, "somebody else")


@dataclass
class Clock:
    """A clock that moves only when somebody waits."""

    now: float = 0.0
    waits: list[float] = field(default_factory=list)

    def __call__(self) -> float:
        """Tell the time."""
        return self.now

    def wait(self, seconds: float) -> bool:
        """Let the time pass."""
        self.waits.append(seconds)
        self.now += seconds
        return False


def looks(
    *seen: tuple[Standing, str] | Exception,
) -> Callable[[], tuple[Standing, str]]:
    """Return what is seen at each look; the last thing for ever after."""

    def series() -> Iterator[tuple[Standing, str] | Exception]:
        yield from seen
        while True:
            yield seen[-1]

    steps = series()

    def look() -> tuple[Standing, str]:
        step = next(steps)
        if isinstance(step, Exception):
            raise step
        return step

    return look


def settled(
    look: Callable[[], tuple[Standing, str]], clock: Clock, *, stopped: bool = False
) -> tuple[Fate, str]:
    """Settle on a clock of our own."""
    return settle(look, clock=clock, wait=clock.wait, stopped=lambda: stopped)


def test_what_is_as_desired_was_applied() -> None:
    """The first look that shows the desired state settles it, without waiting."""
    clock = Clock()
    assert settled(looks(NEW), clock) == (Fate.APPLIED, "")
    assert clock.waits == []


def test_what_appears_late_was_applied() -> None:
    """A list that lags is waited for."""
    clock = Clock()
    assert settled(looks(OLD, OLD, OLD, NEW), clock) == (Fate.APPLIED, "")
    assert clock.waits == [0.5, 1.0, 2.0]


def test_what_stays_as_it_was_is_lost_after_the_lag_window() -> None:
    """The old state is believed only when it was seen for the whole lag window."""
    clock = Clock()
    assert settled(looks(OLD), clock) == (Fate.LOST, "")
    assert clock.waits == [0.5, 1.0, 2.0, 4.0, 8.0]


@pytest.mark.parametrize(
    ("first", "waits", "fate"),
    [
        (8.49, [0.5, 1.0, 2.0], Fate.LOST),
        (8.5, [0.5, 1.0], Fate.LOST),
        (20.0, [0.5, 1.0], Fate.LOST),
        (58.5, [0.5, 1.0], Fate.LOST),
        (59.9, [0.5], Fate.UNKNOWN),
        (60.0, [], Fate.UNKNOWN),
    ],
)
def test_the_old_state_is_believed_after_three_reads_and_ten_seconds(
    first: float, waits: list[float], fate: Fate
) -> None:
    """Both are needed, and both within a minute, however long the first read takes."""
    clock = Clock()
    pauses = iter([first])

    def slow() -> tuple[Standing, str]:
        clock.now += next(pauses, 0.0)
        return OLD

    assert settled(slow, clock) == (fate, "")
    assert clock.waits == waits


def test_the_window_opens_with_the_first_look() -> None:
    """What the clock showed before is of no account."""
    early, late = Clock(), Clock(now=1000.0)
    settled(looks(OLD), early)
    settled(looks(OLD), late)
    assert early.waits == late.waits


def test_the_wait_grows_up_to_eight_seconds() -> None:
    """Nobody is asked more often than that, nor less; a minute is the end."""
    clock = Clock()
    settled(looks(ApiUnavailable("nobody there")), clock)
    assert clock.waits == [0.5, 1.0, 2.0, 4.0, *[8.0] * 7]
    assert clock.now - 8.0 < DEADLINE <= clock.now


def test_what_was_seen_to_arrive_is_never_lost() -> None:
    """An answer from before, after one from since, is a server that lags."""
    clock = Clock()
    assert settled(looks(ARRIVED, OLD), clock) == (Fate.ARRIVED, "")
    assert clock.now >= DEADLINE
    assert settled(looks(OLD, ARRIVED, OLD, NEW), Clock()) == (Fate.APPLIED, "")
    assert settled(looks(ARRIVED, OTHER), Clock()) == (Fate.CONFLICT, "somebody else")


def test_something_else_is_a_conflict() -> None:
    """A third state is somebody else's doing."""
    assert settled(looks(OLD, OTHER), Clock()) == (Fate.CONFLICT, "somebody else")


def test_an_api_that_stays_away_leaves_the_fate_unknown() -> None:
    """Without an answer nothing is concluded, and the wait ends."""
    clock = Clock()
    look = looks(ApiUnavailable("nobody there"))
    assert settled(look, clock) == (Fate.UNKNOWN, "")
    assert DEADLINE <= clock.now < DEADLINE + 10


def test_an_api_that_comes_back_settles_it() -> None:
    """A failed look is not the end."""
    look = looks(ApiUnavailable("a moment"), NEW)
    assert settled(look, Clock()) == (Fate.APPLIED, "")


def test_a_run_that_is_to_stop_does_not_wait() -> None:
    """A signal ends the settling with the honest answer."""
    clock = Clock()
    assert settled(looks(OLD), clock, stopped=True) == (Fate.UNKNOWN, "")
    assert clock.waits == []


@pytest.mark.parametrize(
    "error",
    [
        NotAuthorized("expired", status=401),
        Throttled("slowly", status=429),
        Interrupted("asked to stop"),
        BadEnvironment("no proxy"),
    ],
    ids=lambda error: type(error).__name__,
)
def test_no_error_makes_the_fate_look_known(error: WaSyncError) -> None:
    """What was sent was sent, even if the token expired a moment later."""
    assert settled(looks(error), Clock()) == (Fate.UNKNOWN, "")


@pytest.mark.parametrize("before", [(), (OLD,), (ApiUnavailable("no"), OLD)])
@pytest.mark.parametrize(
    "refusal",
    [NotAuthorized("expired", status=401), Throttled("tomorrow", status=429)],
    ids=["over", "throttled"],
)
def test_who_is_not_answered_any_more_stops_looking(
    before: tuple[tuple[Standing, str] | Exception, ...], refusal: Exception
) -> None:
    """The first refusal is the last question; the fate stays unknown."""
    clock = Clock()
    look = looks(*before, refusal, NEW)
    assert settled(look, clock) == (Fate.UNKNOWN, "")
    assert len(clock.waits) == len(before)


@pytest.mark.parametrize("failures", [1, 5])
def test_looks_that_failed_do_not_count_as_the_old_state(failures: int) -> None:
    """Only answers count towards believing the old state."""
    clock = Clock()
    errors = [ApiUnavailable("no")] * failures
    look = looks(*errors, OLD, NEW)
    assert settled(look, clock) == (Fate.APPLIED, "")
