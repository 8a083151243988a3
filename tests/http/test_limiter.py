from __future__ import annotations

import threading
import time
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.tempo import Tempo

from wa_sync.errors import Interrupted
from wa_sync.http.limiter import Limiter


RATE = 10
# thinking before a request, on the way there, on the way back: in milliseconds
DELAYS = st.tuples(*[st.integers(0, 400)] * 3)


def densest(moments: list[float], window: float) -> int:
    """The most moments within any half-open window."""
    ordered = sorted(moments)
    return max(
        sum(begin <= other < begin + window for other in ordered) for begin in ordered
    )


def counted(delays: list[tuple[int, int, int]]) -> list[float]:
    """When a server counts requests that are sent one after another."""
    tempo, moments = Tempo(), []
    limiter = Limiter(RATE, clock=tempo.clock, wait=tempo.wait)
    for thinking, there, back in delays:
        tempo.now += thinking / 1000
        with limiter.slot():
            tempo.now += there / 1000
            moments.append(tempo.now)
            tempo.now += back / 1000
    return moments


@given(st.lists(DELAYS, min_size=1, max_size=80))
def test_no_second_holds_more_than_the_rate_whatever_the_latency(
    delays: list[tuple[int, int, int]],
) -> None:
    """However requests are delayed, the server counts at most ten in any second."""
    assert densest(counted(delays), 1.0) <= RATE


def test_the_rate_is_reached_where_the_server_is_near() -> None:
    """Without latency 97 % of ten a second and more get through."""
    moments = counted([(0, 0, 0)] * 1000)
    assert (len(moments) - RATE) / (moments[-1] - moments[0]) >= 0.97 * RATE


def test_thirty_milliseconds_of_latency_cost_little() -> None:
    """With 30 ms there and back 93 % and more get through."""
    moments = counted([(0, 15, 15)] * 1000)
    assert (len(moments) - RATE) / (moments[-1] - moments[0]) >= 0.93 * RATE


@settings(max_examples=5, deadline=None)
@given(st.integers(2, 16))
def test_threads_share_the_rate(workers: int) -> None:
    """Real threads on the real clock never exceed the rate together."""
    window, moments = 0.05, []
    limiter = Limiter(
        5, clock=time.monotonic, wait=threading.Event().wait, window=window
    )

    def work() -> None:
        for _ in range(5):
            with limiter.slot():
                moments.append(time.monotonic())

    threads = [threading.Thread(target=work) for _ in range(workers)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(moments) == 5 * workers
    assert densest(moments, window) <= 5


def test_a_thread_waits_while_all_slots_are_in_flight() -> None:
    """More threads than slots: one begins only when another has ended."""
    tempo = Tempo()
    limiter = Limiter(1, clock=tempo.clock, wait=tempo.wait)
    first = limiter.slot()
    first.__enter__()

    def end_the_first(seconds: float) -> bool:
        if len(tempo.waits) == 2:
            first.__exit__(None, None, None)
        return tempo.wait(seconds)

    limiter._wait = end_the_first
    with limiter.slot():
        assert tempo.waits[:3] == [0.02, 0.02, 0.02]
    assert tempo.now == pytest.approx(1.041)


def test_waiting_ends_when_the_run_is_asked_to_stop() -> None:
    """A stop raises Interrupted, and the slot is not lost by it."""
    tempo = Tempo(stop_after=0)
    limiter = Limiter(1, clock=tempo.clock, wait=tempo.wait)
    with limiter.slot():
        pass
    with pytest.raises(Interrupted) as caught, limiter.slot():
        pytest.fail("nothing may be sent")
    assert caught.value.exit_code == 130
    tempo.stop_after = 100
    with limiter.slot():
        assert tempo.now >= 1.0


def test_a_smaller_rate_takes_effect_at_once_and_stays() -> None:
    """What was sent at the larger one still counts; a larger one changes nothing."""
    tempo, moments = Tempo(), []
    limiter = Limiter(RATE, clock=tempo.clock, wait=tempo.wait)
    for rate in (RATE, RATE, RATE, 2, 2, 2, RATE, 2, 2):
        limiter.at_most(rate)
        with limiter.slot():
            moments.append(round(tempo.now, 2))
    assert moments == [0, 0, 0, 1, 1, 2, 2, 3, 3]


def test_a_smaller_rate_counts_what_is_in_flight() -> None:
    """A slot that is out when the rate falls does not come back."""
    tempo = Tempo()
    limiter = Limiter(3, clock=tempo.clock, wait=tempo.wait)
    with limiter.slot(), limiter.slot(), limiter.slot():
        limiter.at_most(1)
    moments = []
    for _ in range(3):
        with limiter.slot():
            moments.append(round(tempo.now, 2))
    assert moments == [1, 2, 3]


def test_a_limiter_slows_down_to_one_a_second_and_recovers() -> None:
    """While the API says that it is nearly used up, a second lies between requests."""
    tempo, moments = Tempo(), []
    limiter = Limiter(RATE, clock=tempo.clock, wait=tempo.wait)
    for slow in (False, True, True, False, False):
        limiter.slow_down(slow=slow)
        with limiter.slot():
            moments.append(tempo.now)
    gaps = [later - earlier for earlier, later in pairwise(moments)]
    assert gaps == [1.0, 1.0, 0.0, 0.0]
