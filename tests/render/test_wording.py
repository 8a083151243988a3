from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from support import plans
from support.changes import BREAKING, COST

from wa_sync.model.change import Blocked, Plan, Summary
from wa_sync.model.finding import MetaCode
from wa_sync.model.report import Outcome, Report, State
from wa_sync.render import wording


@pytest.mark.parametrize(
    ("octets", "words"),
    [
        (1, "1 byte"),
        (999, "999 bytes"),
        (1000, "1.0 kB"),
        (64_240, "64.2 kB"),
        (3_100_000, "3.1 MB"),
    ],
)
def test_size(octets: int, words: str) -> None:
    """Sizes are written as file managers do."""
    assert wording.size(octets) == words


def test_moment() -> None:
    """A moment is written in UTC, wherever it comes from."""
    zone = timezone(timedelta(hours=3))
    when = datetime(2026, 11, 22, 1, 30, tzinfo=zone)
    assert wording.moment(when) == "2026-11-21 22:30 UTC"
    assert wording.moment(when.astimezone(UTC)) == "2026-11-21 22:30 UTC"


def test_listed() -> None:
    """Words are joined as a sentence does."""
    assert wording.listed(["a"]) == "a"
    assert wording.listed(["a", "b", "c"]) == "a, b and c"


def test_would_answer() -> None:
    """A code is given with its subcode, where there is one."""
    assert wording.would_answer(MetaCode(192)) == "would answer code 192"
    assert wording.would_answer(MetaCode(100, 7)) == "would answer code 100, subcode 7"


@pytest.mark.parametrize(
    ("summary", "sentence"),
    [
        (Summary(), "No changes. Live matches your files."),
        (Summary(unchanged=3), "No changes. Live matches your files. 3 unchanged."),
        (Summary(create=1), "Plan: 1 to create."),
        (
            Summary(create=1, update=2, delete=3, blocked=4, unchanged=5),
            "Plan: 1 to create, 2 to update and 3 to delete. 4 blocked, 5 unchanged.",
        ),
        (Summary(blocked=1), "Plan: nothing that can be applied. 1 blocked."),
        (Summary(drift=1), "Plan: nothing that can be applied. 1 drifted."),
    ],
)
def test_summary(summary: Summary, sentence: str) -> None:
    """The summary says what apply would do, then what else there is."""
    plan = Plan(complete=True, accounts=(), changes=(), summary=summary)
    assert wording.summary(plan) == sentence


def test_incomplete() -> None:
    """What was not read whole is never called in sync."""
    plan = Plan(complete=False, accounts=(), changes=())
    assert wording.summary(plan) == "No changes among what was read."


class TestConsequences:
    """What follows from a change is said in its place."""

    def test_what_follows_for_itself(self) -> None:
        """The review comes first, and what it may do; what is weighed does not."""
        change = plans.update(plans.template("a/en"), {}, {"a": 1}, line=1)
        said = "goes back to Meta's review, cannot be sent if the review says no"
        assert wording.follows(change) == said
        more = (BREAKING, COST, *change.consequences)
        assert wording.follows(replace(change, consequences=more)) == said

    def test_nothing_follows(self) -> None:
        """Nobody reviews a profile."""
        change = plans.update(plans.PROFILE, {}, {"about": "x"}, line=1)
        assert wording.follows(change) == ""

    def test_risks_are_counted_by_change(self) -> None:
        """A change that breaks twice is one that breaks."""
        change = plans.update(plans.template("a/en"), {}, {"a": 1}, line=1)
        twice = replace(change, consequences=(BREAKING, BREAKING))
        both = replace(change, consequences=(BREAKING, COST))
        plan = Plan(complete=True, accounts=(), changes=(twice, both, change))
        assert wording.risks(plan) == "2 breaking for senders, 1 cost"
        assert wording.risks(replace(plan, changes=(change,))) == ""


class TestEnding:
    """A report ends with what became of how many."""

    @pytest.mark.parametrize(
        ("states", "said"),
        [
            ((State.FAILED,), "Applied 0 of 1 change: 1 failed."),
            ((State.DONE, State.SKIPPED), "Applied 1 of 2 changes: 1 not tried."),
            ((State.ALREADY,) * 2, "Applied 0 of 2 changes: 2 already in place."),
        ],
    )
    def test_some(self, states: tuple[State, ...], said: str) -> None:
        """One change is one, and what was there before is no failure."""
        change = plans.report().outcomes[0].change
        made = tuple(Outcome(change=change, state=state) for state in states)
        assert wording.ending(Report(made)) == said

    @pytest.mark.parametrize(
        ("codes", "said"),
        [
            ((75, 75), "Only time helps: run apply again later."),
            ((75, 77), "Mend it, then run apply again."),
        ],
    )
    def test_failed(self, codes: tuple[int, ...], said: str) -> None:
        """Nobody can mend an API that does not answer."""
        change = plans.report().outcomes[0].change
        failed = Outcome(change=change, state=State.FAILED)
        report = Report(tuple(replace(failed, exit_code=code) for code in codes))
        assert wording.advice(report) == (f"What failed was not changed. {said}",)

    @pytest.mark.parametrize(
        ("passing", "said"),
        [
            ((True, True), "Only time helps: run apply again later."),
            ((True, False), "It stays as it is until its way out is taken."),
        ],
    )
    def test_blocked(self, passing: tuple[bool, ...], said: str) -> None:
        """What only has to be waited for is told apart from what has to be done."""
        change = plans.report().outcomes[0].change
        report = Report(
            tuple(
                Outcome(
                    change=change,
                    state=State.BLOCKED,
                    blocked=Blocked(
                        rule="rule", reason="why", way_out="how", time_helps=helps
                    ),
                )
                for helps in passing
            )
        )
        assert wording.advice(report) == (f"What is blocked was not changed. {said}",)

    def test_all(self) -> None:
        """Where all went well, no more is said."""
        report = Report(plans.report().outcomes[:1])
        assert wording.ending(report) == "Applied 1 change."
        assert wording.advice(report) == ()
