"""Creates within Meta's hour: how long they take, and what is left to the next run."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from support.workbench import NOON, Workbench, templates, workbench

from wa_sync.apply import Terms, apply
from wa_sync.apply.pace import Pace, duration
from wa_sync.errors import Interrupted
from wa_sync.model.report import Outcome
from wa_sync.sandbox.faults import Fault


HELLO = "Hello, this is the shop."
LIMIT = {"message_template": 2}
THREE = templates(a=HELLO, b=HELLO, c=HELLO)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    """Give a checkout with an account that takes two creates an hour."""
    with workbench(tmp_path) as made:
        made.per_hour = LIMIT
        yield made


@pytest.mark.parametrize(
    ("count", "limit", "past", "seconds"),
    [
        (0, 2, [10.0], 0.0),
        (2, 2, [], 0.0),
        (3, 2, [], 3605.0),
        (5, 2, [], 7210.0),
        (1, 2, [100.0, 50.0], 3505.0),
        (2, 2, [100.0, 50.0], 3555.0),
        (3, 2, [100.0], 3605.0),
        (250, 100, [], 7210.0),
    ],
)
def test_the_last_of_many_comes_when_the_window_has_room(
    count: int, limit: int, past: list[float], seconds: float
) -> None:
    """Of any hour, no more than the limit: those made before count, too."""
    assert duration(count, limit, past) == seconds


def test_a_run_without_patience_leaves_the_rest_to_the_next(bench: Workbench) -> None:
    """What does not fit into the hour is not sent, and says when it can be."""
    *done, late = bench.apply(bench.plan(THREE))
    assert [one.state for one in done] == ["done", "done"]
    assert (late.state, late.exit_code) == ("blocked", 5)
    assert late.blocked is not None
    assert late.blocked.time_helps
    assert late.blocked.not_before == NOON + timedelta(seconds=3605)
    assert late.message == "Meta takes 2 creates an hour, and as many were made"
    assert len(bench.writes()) == 2
    bench.now += 3605
    assert bench.states(THREE) == ["done"]


def test_a_patient_run_waits_for_its_turn(bench: Workbench) -> None:
    """The third create goes out when the first is an hour old."""
    bench.patience = 3605.0
    assert [one.state for one in bench.apply(bench.plan(THREE))] == ["done"] * 3
    assert bench.waits == [3605.0]


def test_a_wait_for_its_turn_is_told(
    bench: Workbench, caplog: pytest.LogCaptureFixture
) -> None:
    """An hour of silence looks like a run that hangs."""
    caplog.set_level(logging.INFO, "wa_sync.waits")
    bench.patience = 3605.0
    bench.apply(bench.plan(THREE))
    assert caplog.messages == [
        (
            "Waiting 1 h for the next create: Meta takes 2 creates an hour, and as "
            "many were made in account demo."
        )
    ]


def test_patience_is_that_of_the_whole_run(bench: Workbench) -> None:
    """An hour may be waited for once, not once for each create."""
    bench.patience = 3605.0
    five = templates(a=HELLO, b=HELLO, c=HELLO, d=HELLO, e=HELLO)
    states = [one.state for one in bench.apply(bench.plan(five))]
    assert states == ["done"] * 4 + ["blocked"]


def test_creates_of_an_earlier_run_count(bench: Workbench) -> None:
    """What this machine sent in the last hour has used up its part."""
    plan = bench.plan(THREE)
    pace = Pace(
        LIMIT,
        past=[("message_template", 600.0), ("message_template", 3700.0)],
        patience=0.0,
        clock=lambda: bench.now,
        now=lambda: NOON,
    )
    steps = apply(plan.changes, replace(bench.hands(), pace=pace), Terms())
    first, second, _ = [step for step in steps if isinstance(step, Outcome)]
    assert (first.state, second.state) == ("done", "blocked")
    assert second.blocked is not None
    assert second.blocked.not_before == NOON + timedelta(seconds=3005)


def test_edits_are_not_paced(bench: Workbench) -> None:
    """The limit is one of creates."""
    bench.per_hour = {}
    bench.states(THREE)
    bench.per_hour = {"message_template": 0}
    other = templates(a="Another text.", b="Another text.", c="Another text.")
    assert bench.states(other) == ["done"] * 3


def test_a_signal_during_the_wait_leaves_it_undone(bench: Workbench) -> None:
    """Nothing was in flight, and nothing is sent."""
    bench.patience = 3605.0
    plan = bench.plan(THREE)
    hands = replace(bench.hands(), wait=lambda _: True)
    steps = apply(plan.changes, hands, Terms())
    *_, last = [step for step in steps if isinstance(step, Outcome)]
    assert (last.state, last.message) == (
        "skipped",
        "the run was stopped before this change",
    )


def test_what_ended_meanwhile_is_not_begun_after_the_wait(bench: Workbench) -> None:
    """Another account may have ended the run while this one waited for its turn."""
    bench.patience = 3605.0
    plan = bench.plan(THREE)
    terms = Terms(fail_fast=True)

    def wait(_: float) -> bool:
        terms.ending.at = plan.changes[0]
        return False

    steps = apply(plan.changes, replace(bench.hands(), wait=wait), terms)
    *_, last = [step for step in steps if isinstance(step, Outcome)]
    assert last.message == "the run ended at message_template.a/en_US"
    assert len(bench.writes()) == 2


def test_what_was_not_sent_takes_no_turn(bench: Workbench) -> None:
    """A template that somebody else created meanwhile counts for nobody here."""
    plan = bench.plan(THREE)
    bench.put("a", HELLO)
    assert [one.state for one in bench.apply(plan)] == ["already", "done", "done"]


def test_after_a_throttle_creates_stop_and_edits_go_on(bench: Workbench) -> None:
    """Meta has the last word on its limit; what it still takes is made."""
    bench.per_hour = {}
    bench.states(templates(z=HELLO))
    plan = bench.plan(templates(a=HELLO, b=HELLO, z="Another text."))
    bench.order(
        Fault(what="throttle", method="POST", code=80008, status=400, retry_after=99999)
    )
    first, second, third = bench.apply(plan)
    assert (first.state, second.state, third.state) == ("blocked", "blocked", "done")
    assert first.blocked is not None
    assert first.blocked == second.blocked
    assert first.blocked.time_helps
    assert first.blocked.not_before is not None
    assert first.hint is not None
    assert first.hint.startswith("for Meta's support: code 80008")
    assert len(bench.writes()) == 3


def test_a_throttled_edit_ends_the_run(bench: Workbench) -> None:
    """Whoever takes no edits will take nothing else either."""
    bench.per_hour = {}
    bench.states(templates(y=HELLO, z=HELLO))
    plan = bench.plan(templates(y="Another text.", z="Another text."))
    bench.order(Fault(what="throttle", method="POST", retry_after=99999))
    first, second = bench.apply(plan)
    assert (first.state, first.exit_code, second.state) == ("failed", 75, "skipped")


def test_a_throttle_that_names_no_time_says_none(bench: Workbench) -> None:
    """When it will be over is said only where somebody said so."""
    bench.per_hour = {}
    bench.order(Fault(what="throttle", method="POST", times=0))
    (outcome,) = bench.apply(bench.plan(templates(a=HELLO)))
    assert outcome.blocked is not None
    assert outcome.blocked.not_before is None


def test_a_signal_before_a_write_is_sent_leaves_it_undone(bench: Workbench) -> None:
    """A run that is asked to stop while it waits for its turn has sent nothing."""
    plan = bench.plan(templates(a=HELLO))

    class Stopping:
        """A writer whose every write is interrupted while it waits."""

        def __getattr__(self, name: str) -> object:
            """Read as before, write never."""
            if name in {"post", "delete"}:
                raise Interrupted("Stopped while waiting for the rate limit.")
            return getattr(bench.there.writer, name)

    hands = replace(bench.hands(), writer=Stopping())  # type: ignore[arg-type]  # stands in for a writer
    (outcome,) = [
        s for s in apply(plan.changes, hands, Terms()) if isinstance(s, Outcome)
    ]
    assert (outcome.state, outcome.message) == (
        "skipped",
        "Stopped while waiting for the rate limit.",
    )
