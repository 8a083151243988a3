from __future__ import annotations

from support.tempo import Tempo

from wa_sync.http.bounds import Budget, Patience, RunPatience


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


def patience(of_call: float, of_run: float = 1000.0) -> Patience:
    """The patience of a call within that of a run in which nobody else waits."""
    return Patience(of_call, run_patience(of_run, Tempo()))


def run_patience(seconds: float, tempo: Tempo) -> RunPatience:
    """The patience of a run, by a clock that is moved by hand."""
    return RunPatience(seconds, tempo.clock)


def test_a_call_waits_only_so_long() -> None:
    """A wait that does not fit is refused and costs nothing."""
    mine = patience(10)
    spent = [mine.spend(pause) for pause in (6, 5, 4, 1)]
    assert spent == [True, False, True, False]


def test_waits_of_nothing_come_to_an_end() -> None:
    """Each costs a second at least."""
    mine = patience(2.5)
    spent = [mine.spend(0.001) for _ in range(3)]
    assert spent == [True, True, False]


def test_the_calls_of_a_run_share_its_patience() -> None:
    """A wait that the run has no patience for costs the call nothing."""
    tempo = Tempo()
    run = run_patience(10, tempo)
    spent = []
    for pause in (7, 4, 3):
        spent.append(Patience(10, run).spend(pause))
        tempo.now += 100
    assert spent == [True, False, True]
    assert patience(10, of_run=5).spend(6) is False


def test_waiting_side_by_side_counts_once() -> None:
    """Of a wait that begins during another only what goes beyond it is taken."""
    tempo = Tempo()
    run = run_patience(10, tempo)
    spent = [run.spend(8), run.spend(8), run.spend(3)]
    tempo.now = 6.0
    spent += [run.spend(4), run.spend(0.5)]
    assert spent == [True, True, True, True, True]
    assert run.spend(4.5) is False
    tempo.now = 50.0
    assert [run.spend(0.1), run.spend(0.0)] == [False, True]
