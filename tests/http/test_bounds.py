from __future__ import annotations

from wa_sync.http.bounds import Budget, Patience


def test_a_run_repeats_only_so_often() -> None:
    """The third of two repetitions is refused."""
    budget = Budget(2)
    assert [budget.spend(), budget.spend(), budget.spend()] == [True, True, False]


def test_an_answer_gives_a_repetition_back() -> None:
    """One each, and never more than there were."""
    budget = Budget(1)
    budget.earn()
    spent = [budget.spend(), budget.spend()]
    budget.earn()
    assert [*spent, budget.spend()] == [True, False, True]


def test_a_call_waits_only_so_long() -> None:
    """A wait that does not fit is refused and costs nothing."""
    patience = Patience(10)
    spent = [patience.spend(pause) for pause in (6, 5, 4, 1)]
    assert spent == [True, False, True, False]


def test_waits_of_nothing_come_to_an_end() -> None:
    """Each costs a second at least."""
    patience = Patience(2.5)
    spent = [patience.spend(0.001) for _ in range(3)]
    assert spent == [True, True, False]
