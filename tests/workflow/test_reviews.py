"""Waiting for reviews: what is asked when, and when it ends."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, NoReturn

import pytest
from support.sandbox_account import ACCOUNT, Reached, reached
from support.sides import NOW

from wa_sync.errors import NotAuthorized
from wa_sync.kinds.message_template.sandbox.names import KIND
from wa_sync.kinds.message_template.sandbox.seed import seed
from wa_sync.model.account import Account
from wa_sync.model.address import Address
from wa_sync.model.change import Action, Change, Precondition
from wa_sync.model.condition import Review
from wa_sync.model.report import Outcome, Started, State, Waiting
from wa_sync.sandbox import faults, ledger, review
from wa_sync.sandbox.faults import Fault
from wa_sync.workflow.reviews import Vigil, reviewed


if TYPE_CHECKING:
    from wa_sync.model.source import Spec


Step = Started | Outcome | Waiting


@dataclass
class Watchtower:
    """A sandbox in which nobody reviews, and a clock that moves when one waits.

    ``then`` is what happens at which second, just as somebody waits for it.
    """

    there: Reached
    now: float = 0.0
    waits: list[float] = field(default_factory=list)
    then: dict[int, Callable[[], object]] = field(default_factory=dict)
    stopped: bool = False

    def wait(self, seconds: float) -> bool:
        """Let time pass, and what happens in it."""
        self.waits.append(seconds)
        self.now += seconds
        for at in [at for at in self.then if at <= self.now]:
            self.then.pop(at)()
        return self.stopped

    def create(self, *names: str) -> list[Outcome]:
        """Put templates there as if an apply had just made them."""
        return [self._created(name) for name in names]

    def _created(self, name: str) -> Outcome:
        item: Spec = {
            "name": name,
            "language": "en_US",
            "category": "UTILITY",
            "status": "PENDING",
            "components": [{"type": "BODY", "text": f"Hello, {name}."}],
        }
        made = seed(self.there.world, str(ACCOUNT.waba_id), item)
        change = Change(
            account="demo",
            address=Address("message_template", f"{name}/en_US"),
            action=Action.CREATE,
            precondition=Precondition(exists=False),
        )
        return Outcome(change=change, state=State.DONE, live_id=made)

    def decide(self, name: str, status: str, reason: str = "NONE") -> None:
        """End a review."""
        world = self.there.world
        (one,) = world.objects.named(KIND, str(ACCOUNT.waba_id), name)
        review.decide(world, one, status, reason)

    def forget(self, name: str) -> None:
        """Delete a template."""
        world = self.there.world
        (one,) = world.objects.named(KIND, str(ACCOUNT.waba_id), name)
        world.objects.remove(one)

    def calls(self) -> list[str]:
        """Every request that came."""
        return [str(one["path"]) for one in ledger.entries(self.there.world, 0)]

    def vigil(self, timeout: float = 600.0) -> Vigil:
        """How a run waits; no pause is longer or shorter than its length."""
        return Vigil(
            accounts={"demo": ACCOUNT},
            reader_of=lambda _: self.there.writer,
            timeout=timeout,
            clock=lambda: self.now,
            wait=self.wait,
            stopped=lambda: self.stopped,
            jitter=lambda: 0.5,
            now=lambda: NOW,
        )

    def ran(self, made: list[Outcome], vigil: Vigil | None = None) -> list[Step]:
        """All steps of a run that made this, from the first look on."""

        def steps() -> Generator[Started | Outcome]:
            yield from made

        found = list(reviewed(steps(), vigil or self.vigil()))
        assert found[: len(made)] == made
        return found[len(made) :]


@contextmanager
def raised() -> Iterator[Watchtower]:
    """Serve the sandbox until the block is left."""
    with reached() as there:
        there.world.store.set(review.MODE, review.MANUAL)
        yield Watchtower(there)


@pytest.fixture
def tower() -> Iterator[Watchtower]:
    """One for each test."""
    with raised() as there:
        yield there


def ends(steps: list[Step]) -> list[tuple[str, Review | None, str | None]]:
    """What the reviews came to."""
    return [
        (step.change.address.name, step.review, step.status)
        for step in steps
        if isinstance(step, Outcome)
    ]


APPROVED = ("a", Review.APPROVED, "APPROVED")


def test_each_is_told_as_soon_as_it_is_seen(tower: Watchtower) -> None:
    """One list a look tells of all; a single one is asked for by itself."""
    made = tower.create("a", "b", "c")
    tower.decide("a", "APPROVED")
    tower.then = {
        5: lambda: tower.decide("b", "REJECTED", "SCAM"),
        12: lambda: tower.decide("c", "APPROVED"),
    }
    found = tower.ran(made)
    assert ends(found) == [
        APPROVED,
        ("b", Review.REFUSED, "REJECTED"),
        ("c", Review.APPROVED, "APPROVED"),
    ]
    assert found[1] == Waiting(2, 600.0)
    refused = found[2]
    assert isinstance(refused, Outcome)
    assert [one.rule for one in refused.findings] == ["rejected"]
    assert refused.message == "Meta rejected it: it takes the text for fraud (SCAM)"
    listed = f"{ACCOUNT.waba_id}/message_templates"
    assert tower.calls() == [listed, listed, made[2].live_id]


def test_pauses_grow_to_a_minute(tower: Watchtower) -> None:
    """They spread by a tenth; the last ends with the time, and one more look."""
    made = tower.create("a")
    vigil = replace(tower.vigil(200), jitter=lambda: 1.0)
    found = tower.ran(made, vigil)
    assert ends(found) == [("a", Review.IN_REVIEW, "PENDING")]
    grown = [5.0, 7.5, 11.25, 16.875, 25.3125, 37.96875, 56.953125, 60.0]
    assert tower.waits[:7] == pytest.approx([1.1 * one for one in grown[:7]])
    assert sum(tower.waits) == pytest.approx(200)
    assert len(tower.calls()) == len(tower.waits) + 1
    tower.waits.clear()
    tower.ran(made, replace(tower.vigil(2000), jitter=lambda: 0.0))
    assert tower.waits[:8] == pytest.approx([0.9 * one for one in grown])
    assert max(tower.waits) == pytest.approx(54.0)


def test_long_silence_is_broken(tower: Watchtower) -> None:
    """Every five minutes it says how many are waited for, and for how long."""
    told = [one for one in tower.ran(tower.create("a")) if isinstance(one, Waiting)]
    assert [one.count for one in told] == [1, 1]
    assert told[0].left == 600.0
    assert 240 <= told[1].left <= 300


def test_no_time_is_one_look(tower: Watchtower) -> None:
    """Whoever waits for nothing is told how it stands."""
    made = tower.create("a", "b")
    tower.decide("a", "APPROVED")
    found = tower.ran(made, tower.vigil(0))
    assert ends(found) == [APPROVED, ("b", Review.IN_REVIEW, "PENDING")]
    assert tower.waits == []


def test_what_was_not_made_is_not_waited_for(tower: Watchtower) -> None:
    """A delete, a failure and a profile go to no review; what is in place did."""
    (one, two, three) = tower.create("a", "b", "c")
    tower.decide("a", "APPROVED")
    gone = replace(one, change=replace(one.change, action=Action.DELETE))
    profile = replace(
        one, change=replace(one.change, address=Address("business_profile", "1"))
    )
    made = [gone, replace(two, state=State.FAILED), profile]
    assert tower.ran(made) == []
    assert tower.calls() == []
    assert ends(tower.ran([replace(one, state=State.ALREADY)])) == [APPROVED]
    late = [three, replace(three, state=State.UNKNOWN)]
    assert tower.ran(late) == []


def test_what_is_deleted_meanwhile_is_refused(tower: Watchtower) -> None:
    """Nobody will approve it any more; what a late list lacks is asked for itself."""
    made = tower.create("a", "b")
    tower.forget("b")
    tower.decide("a", "APPROVED")
    found = tower.ran(made)
    assert ends(found) == [APPROVED, ("b", Review.REFUSED, None)]
    refused = found[1]
    assert isinstance(refused, Outcome)
    assert [one.rule for one in refused.findings] == ["gone"]


def test_an_api_that_is_gone_for_a_while_ends_nothing(tower: Watchtower) -> None:
    """It may be back before the time is up."""
    made = tower.create("a")
    faults.order(tower.there.world, Fault(what="html", times=0))
    tower.then = {
        5: lambda: tower.decide("a", "APPROVED"),
        12: lambda: faults.clear(tower.there.world),
    }
    assert ends(tower.ran(made)) == [APPROVED]
    assert tower.waits == [5.0, 7.5]


def test_a_run_that_is_stopped_waits_no_longer(tower: Watchtower) -> None:
    """What it knows is told; one that was stopped before does not begin to wait."""
    made = tower.create("a", "b")

    def stop() -> None:
        tower.stopped = True

    tower.then = {5: stop}
    found = tower.ran(made)
    pending = [(name, Review.IN_REVIEW, "PENDING") for name in ("a", "b")]
    assert (ends(found), tower.waits) == (pending, [5.0])
    assert tower.ran(made) == []


def test_fail_fast_ends_with_the_first_refusal(tower: Watchtower) -> None:
    """Whoever wants to know early is told of the others as they are."""
    made = tower.create("a", "b")
    tower.decide("a", "PAUSED")
    found = tower.ran(made, replace(tower.vigil(), fail_fast=True))
    assert ends(found) == [
        ("a", Review.REFUSED, "PAUSED"),
        ("b", Review.IN_REVIEW, "PENDING"),
    ]


def test_what_nobody_may_read_ends_the_wait(tower: Watchtower) -> None:
    """No time mends a token."""
    made = tower.create("a")

    def refuse(_: Account) -> NoReturn:
        raise NotAuthorized("no", status=401)

    with pytest.raises(NotAuthorized):
        tower.ran(made, replace(tower.vigil(), reader_of=refuse))
