"""Two applies to one account at once: on one machine, and on two that share no lock."""

from __future__ import annotations

import re
import threading
from collections import Counter
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field

import pytest
from support.arena import APPLY, PLAN, Arena, Trial, arena
from support.busy_account import DECLARED, EXPECTED, PROFILE, Mutation, texts
from support.checker import Claim, Witness, of_report
from support.fork_server import Ended, Run
from support.history import mutations, writes
from support.killer import Phase, Point
from support.proxy import Passage
from support.turnstile import PATIENCE, SIDES, Turnstile, pattern


SMALL, FULL = 4, 50
REQUESTS = 44
"""About as many as one apply sends: where a pattern may change sides."""
NOTHING: Counter[Mutation] = Counter()
HOLDER = re.compile(
    r"error: process (\d+) on \S+, since \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC, "
    r"is applying to account '[^']+' \(\d+\)\n"
)


@pytest.fixture(scope="module")
def ring(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Arena]:
    """Give the arena of this module."""
    with arena(tmp_path_factory.mktemp("two"), servers=2) as opened:
        yield opened


def trials(*, full: bool) -> range:
    """Return the numbers of the trials; the small set has something of each kind."""
    return range(FULL if full else SMALL)


@dataclass(slots=True)
class Held:
    """A step that stops one side at its request number ``at`` until it is let go."""

    side: int
    at: int
    there: threading.Event = field(default_factory=threading.Event)
    go: threading.Event = field(default_factory=threading.Event)
    seen: Counter[int] = field(default_factory=Counter)

    def __call__(self, passage: Passage) -> None:
        """Carry one request."""
        side = SIDES.index(passage.token)
        self.seen[side] += 1
        if side == self.side and self.seen[side] == self.at:
            self.there.set()
            self.go.wait(PATIENCE)
        passage.send(passage.forward())


class TestOneMachine:
    """The lock lets one of them in; the other says who has it, and writes nothing."""

    def test_each_mutation_is_made_once(
        self, ring: Arena, figure: Callable[[str], None], *, full: bool
    ) -> None:
        """Whenever the second comes, it leaves with 75 and names the first."""
        surplus = refused = 0
        for number in trials(full=full):
            with ring.trial() as trial:
                held = Held(number % 2, 1 + number * 7 % (REQUESTS - 6))
                trial.proxy.step = held
                late = 1 - held.side
                first = _start(trial, held.side)
                assert held.there.wait(PATIENCE)
                second = _start(trial, late).wait()
                held.go.set()
                ended = first.wait()
                assert (ended.code, second.code) == (0, 75), (number, ended, second)
                named = HOLDER.match(second.err)
                assert named, second.err
                assert int(named[1]) == first.pid
                assert held.seen[late] == 0
                refused += 1
                surplus += _surplus(trial)
        figure(
            f"two applies, one lock: {refused} trials, {refused} turned away with 75, "
            f"{surplus} surplus writes"
        )
        assert surplus == 0

    def test_whoever_waits_comes_after(self, ring: Arena, *, full: bool) -> None:
        """With --lock-timeout the second finds everything in place."""
        for number in range(10 if full else 2):
            with ring.trial() as trial:
                held = Held(number % 2, 1 + number * 11 % (REQUESTS - 6))
                trial.proxy.step = held
                first = _start(trial, held.side)
                assert held.there.wait(PATIENCE)
                second = _start(trial, 1 - held.side, "--lock-timeout", "100")
                held.go.set()
                ended = [first.wait(), second.wait()]
                assert [one.code for one in ended] == [0, 0], ended
                assert _surplus(trial) == 0

    def test_at_the_same_moment_one_comes_first(
        self, ring: Arena, *, full: bool
    ) -> None:
        """Nobody holds anybody back: one gets the lock, the other 75, or comes late."""
        for _ in range(10 if full else 2):
            with ring.trial() as trial:
                runs = [_start(trial, side) for side in (0, 1)]
                codes = sorted(run.wait().code for run in runs)
                assert codes in ([0, 75], [0, 0])
                assert _surplus(trial) == 0

    def test_a_killed_holder_holds_nothing(self, ring: Arena) -> None:
        """SIGKILL frees the lock: nobody has to unlock by hand."""
        with ring.trial() as trial:
            killed = trial.killed(Point(REQUESTS // 2, Phase.AFTER), *APPLY)
            assert killed.code == -9
            ended = trial.run(*APPLY)
            assert ended.code == 0, ended.err
            assert _surplus(trial) == 0


def _start(trial: Trial, side: int, *more: str) -> Run:
    order = trial.order(*APPLY, *more, token=SIDES[side])
    return trial.servers[0].start(order)


def _surplus(trial: Trial, again: Counter[Mutation] = NOTHING) -> int:
    """Count the writes that were not needed; everything that was has to be there."""
    made = mutations(trial.world, trial.begin) - again
    assert made == EXPECTED, (made - EXPECTED, EXPECTED - made)
    assert texts(trial.world) == DECLARED
    return len(writes(trial.world, trial.asked)) - EXPECTED.total()


class TestTwoMachines:
    """Nothing keeps them apart but the look before each write, and what Meta refuses.

    Between that look and the write another run may write the same. Meta refuses the
    second create, edit and delete; a profile takes the same values again, which is
    counted here, and changes nothing.
    """

    def test_each_object_is_changed_once(
        self, ring: Arena, figure: Callable[[str], None], *, full: bool
    ) -> None:
        """Both end well, or without a plan; what they say is what they did."""
        codes: Counter[tuple[int, int]] = Counter()
        refused = repeated = 0
        for number in trials(full=full):
            with ring.trial() as trial:
                both = _together(trial, number)
                codes[both[0].code, both[1].code] += 1
                # 75: a list that moves under the reader is no plan, and is not used
                assert {one.code for one in both} <= {0, 6, 75}, (number, both)
                again = mutations(trial.world, trial.begin) - EXPECTED
                assert again <= Counter({PROFILE: 1}), (number, again)
                repeated += again.total()
                refused += _surplus(trial, again) - again.total()
                plan = trial.run(*PLAN)
                assert (plan.code, plan.json["changes"]) == (0, []), plan.err
        told = ", ".join(f"{a}/{b} × {n}" for (a, b), n in sorted(codes.items()))
        figure(
            f"two applies, two locks: {codes.total()} trials, exits {told}, each "
            f"object changed once, {refused} writes refused by Meta, {repeated} "
            "profiles sent twice"
        )


def _together(trial: Trial, number: int) -> tuple[Ended, Ended]:
    """Run both sides through a turnstile; they share no state folder."""
    witness = Witness(trial.world)
    trial.proxy.step = stile = Turnstile(pattern(number, REQUESTS))

    def run(side: int) -> Ended:
        state = trial.state.with_name(f"state-{side}")
        order = trial.order(*APPLY, token=SIDES[side], state=state)
        try:
            return trial.servers[side].run(order)
        finally:
            stile.over(side)

    with ThreadPoolExecutor(2) as pool:
        left, right = pool.map(run, (0, 1))
    claims = [claim for one in (left, right) if one.out for claim in of_report(one.out)]
    broken = _broken(witness, claims)
    assert broken <= {f"{'.'.join(PROFILE[1:])} was edited without being changed"}
    return left, right


def _broken(witness: Witness, claims: list[Claim]) -> set[str]:
    """Return the promises that the checker finds broken."""
    try:
        witness.check(claims)
    except AssertionError as error:
        return {*str(error).partition("\nthe server did:")[0].splitlines()}
    return set()
