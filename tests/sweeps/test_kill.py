"""SIGKILL at every request of an apply, in every phase of it; then simply run again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import pytest
from support.arena import APPLY, PLAN, Arena, Trial, arena
from support.busy_account import DECLARED, EXPECTED, PAGES, texts
from support.checker import Witness, of_report
from support.fork_server import Ended
from support.history import Sent, mutations, writes
from support.killer import Phase, Point

from wa_sync.sandbox import faults
from wa_sync.sandbox.faults import Fault


SMALL = 5
"""Points in a setting when the sweep is small."""
SETTINGS = {
    "journal kept": (False, False),
    "journal wiped": (True, False),
    "journal kept, list lags": (False, True),
    "journal wiped, list lags": (True, True),
}
LISTS = "*/message_templates"


@dataclass(frozen=True, slots=True)
class Found:
    """What is wrong with one point, if anything is."""

    point: Point
    duplicates: int
    lost: int
    wasted: int
    wrong: tuple[str, ...]


@pytest.fixture(scope="module")
def ring(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Arena]:
    """Give the arena of this module."""
    with arena(tmp_path_factory.mktemp("kill")) as opened:
        yield opened


def chosen(ring: Arena, nth: int, *, full: bool) -> tuple[list[Point], int]:
    """Return the points of the setting, and how many requests an apply sends."""
    with ring.trial() as trial:
        ended, counted = trial.counted(*APPLY)
        assert ended.code == 0, ended.err
    numbers = range(1, counted.seen + 1)
    points = [Point(number, phase) for number in numbers for phase in Phase]
    if full:
        return points, counted.seen
    at_writes = [point for point in points if point.request in counted.writes]
    # no multiple of the phases, so that each of them comes; others in every setting
    step = max(1, len(at_writes) // SMALL) | 1
    return at_writes[nth * 2 :: step], counted.seen


@pytest.mark.parametrize("setting", SETTINGS)
def test_a_killed_apply_can_simply_be_run_again(
    ring: Arena, setting: str, figure: Callable[[str], None], *, full: bool
) -> None:
    """It converges, with every mutation made exactly once over both runs."""
    wiped, lagging = SETTINGS[setting]
    points, requests = chosen(ring, [*SETTINGS].index(setting), full=full)
    assert requests >= 40
    found = [
        _judged(ring, point, wiped=wiped, reads=_lag(number) if lagging else 0)
        for number, point in enumerate(points)
    ]
    wrong = [one for one in found if one.wrong]
    figure(
        f"kill sweep, {setting}: {len(points)} points over {requests} requests, "
        f"{len(points) - len(wrong)} converged, "
        f"{sum(one.duplicates for one in found)} duplicates, "
        f"{sum(one.lost for one in found)} lost, "
        f"{sum(one.wasted for one in found)} wasted edits"
    )
    assert not wrong, _told(wrong)


def _lag(number: int) -> int:
    """How many reads of lists are late: the plan's pages, and none to three more."""
    # every phase comes with every lag, as there are four of each
    return PAGES + (number + number // len(Phase)) % 4


def _told(wrong: Sequence[Found]) -> str:
    return "\n".join(f"{one.point}: {'; '.join(one.wrong)}" for one in wrong[:20])


def _judged(ring: Arena, point: Point, *, wiped: bool, reads: int) -> Found:
    with ring.trial() as trial:
        first = trial.killed(point, *APPLY)
        if wiped:
            trial.forget()
        if reads:
            _lags(trial, reads)
        witness = Witness(trial.world)
        again = trial.run(*APPLY)
        if wiped:
            trial.forget()
        faults.clear(trial.world)
        made = mutations(trial.world, trial.begin)
        sent = writes(trial.world, trial.asked)
        wrong = [
            *_ends(first.code, again.code, again.out + again.err),
            *_honest(witness, again),
            *_surplus(sent, lagging=bool(reads)),
            *_settled(trial, wiped=wiped),
        ]
        return _tally(point, made, wrong)


def _lags(trial: Trial, reads: int) -> None:
    """Let lists show for a while what was there before the run that was killed."""
    with trial.world.store.transaction():
        late = Fault(what="lag", method="GET", path=LISTS, times=reads)
        number = faults.order(trial.world, late)
        trial.world.store.rows(
            "UPDATE fault SET mark = ? WHERE seq = ?", (trial.begin, number)
        )


def _ends(first: int, again: int, said: str) -> Iterator[str]:
    # after the last answer a run may have ended before the signal was there
    if first not in {-9, 0}:
        yield f"the killed run ended with {first}"
    if again != 0:
        yield f"the next run ended with {again}: {said}"


def _honest(witness: Witness, again: Ended) -> Iterator[str]:
    """What the second run says it did is what the server did meanwhile."""
    try:
        witness.check(of_report(again.out), code=again.code)
    except AssertionError as error:
        yield str(error)


def _surplus(sent: Sequence[Sent], *, lagging: bool) -> Iterator[str]:
    """Writes that were refused; where lists lag, a create may find itself made."""
    for one in sent:
        if one.status >= 400 and not (lagging and one.what in {"create", "delete"}):
            yield f"{one.what} of {one.about} was refused"


def _settled(trial: Trial, *, wiped: bool) -> Iterator[str]:
    """The server holds what is declared, a plan is empty, an apply writes nothing."""
    if texts(trial.world) != DECLARED:
        yield "live is not as declared"
    plan = trial.run(*PLAN)
    if plan.code != 0 or plan.json["changes"]:
        yield f"the plan is not empty: {plan.code}, {plan.out}"
    if wiped:
        trial.forget()
    before = trial.called()
    third = trial.run(*APPLY)
    if third.code != 0 or writes(trial.world, before):
        yield f"another apply ends with {third.code} and writes"


def _tally(
    point: Point, made: Counter[tuple[str, str, str]], wrong: Sequence[str]
) -> Found:
    surplus, lost = made - EXPECTED, EXPECTED - made
    duplicates = sum(n for one, n in surplus.items() if one[0] == "create")
    wasted = sum(n for one, n in surplus.items() if one[0] == "edit")
    about = [f"too often: {surplus}"] if surplus else []
    about += [f"lost: {lost}"] if lost else []
    return Found(point, duplicates, lost.total(), wasted, (*wrong, *about))
