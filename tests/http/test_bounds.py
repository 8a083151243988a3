from __future__ import annotations

from support.tempo import Tempo

from wa_sync.http.bounds import Bounds, Budget


def test_a_run_repeats_only_so_often() -> None:
    """The third of two repetitions is refused."""
    budget = Budget(Bounds(retries=2), Tempo().clock)
    assert [budget.spend(0), budget.spend(0), budget.spend(0)] == [True, True, False]


def test_a_run_waits_only_so_long() -> None:
    """A wait that does not fit is refused and costs nothing."""
    tempo = Tempo()
    budget = Budget(Bounds(max_wait=10), tempo.clock)
    spent = []
    for pause in (6, 5, 4, 1):
        spent.append(budget.spend(pause))
        tempo.now += pause if spent[-1] else 0
    assert spent == [True, False, True, False]


def test_waits_side_by_side_count_once() -> None:
    """Threads that wait at the same time use the time up only once."""
    tempo = Tempo()
    budget = Budget(Bounds(max_wait=10), tempo.clock)
    assert [budget.spend(6), budget.spend(6), budget.spend(8)] == [True, True, True]
    tempo.now = 8
    assert [budget.spend(3), budget.spend(2)] == [False, True]
