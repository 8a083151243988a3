"""Accounts side by side, on as many threads as the system gives."""

from __future__ import annotations

import threading
from dataclasses import replace
from threading import Thread
from typing import TYPE_CHECKING

import pytest
from support import plans
from support.staged import CREATE, NEW, Stage

from wa_sync.apply import Hands, Terms
from wa_sync.errors import LocalIO
from wa_sync.model.report import Outcome, Started
from wa_sync.workflow.apply import carry_out


if TYPE_CHECKING:
    from collections.abc import Callable

    from wa_sync.model.change import Plan


MANY = 200


def made_for(**count: int) -> Plan:
    """A plan with so many creates in each account."""
    return replace(
        plans.nothing(),
        accounts=tuple(plans.account(name, waba_id=name) for name in count),
        changes=tuple(
            replace(CREATE, account=name, address=plans.template(f"n{number}/en"))
            for name, changes in count.items()
            for number in range(changes)
        ),
    )


def ended(plan: Plan, hands_of: Callable[[str], Hands]) -> list[Outcome]:
    """Carry a plan out, and return what became of each change."""
    steps = carry_out(plan, hands_of, Terms())
    return [step for step in steps if isinstance(step, Outcome)]


def starting(monkeypatch: pytest.MonkeyPatch, *, fails: Callable[[int], bool]) -> None:
    """Let the system refuse some of the threads that are asked for, counted from 1."""
    start, asked = Thread.start, [0]

    def count(thread: Thread) -> None:
        asked[0] += 1
        if fails(asked[0]):
            raise RuntimeError("can't start new thread")
        start(thread)

    monkeypatch.setattr(Thread, "start", count)


def test_fewer_threads_carry_out_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each account has its turn exactly once, and every outcome is heard of."""
    starting(monkeypatch, fails=lambda number: number == 2)
    second, turns = threading.Event(), list[str]()

    def hands_of(name: str) -> Hands:
        turns.append(name)
        if name == "b":
            second.set()
        if name == "c":
            # the last to speak, so that whoever stops to listen misses it
            second.wait()
        return Stage([NEW]).hands

    plan = made_for(a=1, b=1, c=MANY)
    assert len(ended(plan, hands_of)) == len(plan.changes)
    assert turns == ["a", "b", "c"]


def test_without_a_thread_nothing_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    """The run ends before anything is written, and says why."""
    starting(monkeypatch, fails=lambda _: True)

    def hands_of(name: str) -> Hands:
        pytest.fail(f"{name} was asked for")

    with pytest.raises(LocalIO, match=r"nothing was changed: .*can't start new thread"):
        ended(made_for(a=1, b=1), hands_of)


def test_a_mistake_in_one_account_is_no_end_of_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Even on the thread that made it; it is raised when all have ended."""
    starting(monkeypatch, fails=lambda number: number > 1)
    seen: list[Started | Outcome] = []

    def hands_of(name: str) -> Hands:
        if name in "ab":
            raise KeyError(name)
        return Stage([NEW]).hands

    steps = carry_out(made_for(a=1, b=1, c=2), hands_of, Terms())
    with pytest.raises(KeyError, match="a"):
        seen.extend(steps)
    assert [one.change.account for one in seen] == ["c", "c", "c", "c"]


def test_whoever_stops_listening_waits_for_the_accounts(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """No thread is left that might write when all is closed."""
    before, let_go, join = threading.active_count(), threading.Event(), Thread.join

    def joined(thread: Thread) -> None:
        let_go.set()
        join(thread)

    def hands_of(name: str) -> Hands:
        if name == "b":
            let_go.wait()
        return Stage([NEW]).hands

    monkeypatch.setattr(Thread, "join", joined)
    steps = carry_out(made_for(a=2, b=2), hands_of, Terms())
    next(steps)
    steps.close()
    left = threading.active_count()
    let_go.set()
    assert left == before
