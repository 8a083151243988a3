"""What a run notes, when it gives up, and what it reads back."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from support.workbench import Workbench, templates, workbench

from wa_sync.apply import Ending, Terms, apply
from wa_sync.errors import LocalIO
from wa_sync.model.report import Outcome, Started
from wa_sync.model.source import Json
from wa_sync.sandbox import review
from wa_sync.sandbox.faults import Fault


HELLO, GONE = "Hello, this is the shop.", "Goodbye, that was the shop."
CREATE = "POST message_templates"
PRETENDED = Fault(
    what="answer", method="POST", body='{"id": "1000000000104729", "status": "PENDING"}'
)


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Workbench]:
    """Give a checkout with an account."""
    with workbench(tmp_path) as made:
        yield made


def moved(bench: Workbench, terms: Terms) -> list[Outcome]:
    """Two updates of which the first one no longer fits."""
    bench.states(templates(a=HELLO, b=HELLO))
    plan = bench.plan(templates(a=GONE, b=GONE))
    first, second = plan.changes
    assert first.precondition.fingerprint is not None
    other = replace(first.precondition, fingerprint="sha256:somebody else's")
    stale = replace(plan, changes=(replace(first, precondition=other), second))
    return bench.apply(stale, terms=terms)


class TestJournal:
    """Nothing is sent that is not noted first, and its end is noted, too."""

    def test_each_write_stands_between_two_notes(self, bench: Workbench) -> None:
        """The intent comes before the write, the outcome after it."""
        seen = []
        plan = bench.plan(templates(a=HELLO))
        hands = replace(
            bench.hands(),
            intend=lambda change: seen.append(("intent", change, bench.writes())),
            record=lambda ended: seen.append(("end", ended.change, bench.writes())),
        )
        list(apply(plan.changes, hands, Terms()))
        (change,) = plan.changes
        assert seen == [("intent", change, []), ("end", change, [CREATE])]

    def test_what_is_in_place_is_not_noted(self, bench: Workbench) -> None:
        """Only what is written counts against Meta's quotas."""
        plan = bench.plan(templates(a=HELLO))
        bench.apply(plan)
        bench.intended.clear()
        assert [one.state for one in bench.apply(plan)] == ["already"]
        assert bench.intended == []

    def test_without_a_note_nothing_is_sent(self, bench: Workbench) -> None:
        """A journal that cannot be written ends the run before the first write."""
        bench.journal_full = True
        plan = bench.plan(templates(a=HELLO, b=HELLO))
        first, second = bench.apply(plan)
        assert (first.state, first.exit_code, first.message) == (
            *("failed", 74),
            "cannot write the journal: No space left on device",
        )
        assert second.message == "the run ended at message_template.a/en_US"
        assert bench.writes() == []

    def test_a_lost_note_of_the_end_changes_nothing_of_it(
        self, bench: Workbench
    ) -> None:
        """What was done is done; but nothing more is sent that nobody notes."""

        def full(_: Outcome) -> None:
            raise LocalIO("cannot write the journal: No space left on device")

        plan = bench.plan(templates(a=HELLO, b=HELLO))
        hands = replace(bench.hands(), record=full)
        steps = list(apply(plan.changes, hands, Terms()))
        first, second = [step for step in steps if isinstance(step, Outcome)]
        assert (first.state, first.hint, second.state) == (
            *("done", "cannot write the journal: No space left on device"),
            "skipped",
        )
        assert bench.writes() == [CREATE]


def test_what_was_settled_by_reading_shows_what_was_read(bench: Workbench) -> None:
    """An answer that got lost takes neither id nor status with it."""
    bench.order(Fault(what="reset", method="POST", after_commit=True))
    (outcome,) = bench.apply(bench.plan(templates(a=HELLO)))
    assert (outcome.state, outcome.status) == ("done", "APPROVED")
    assert outcome.live_id is not None


def test_a_second_write_that_comes_too_soon_leaves_the_first_unknown(
    bench: Workbench,
) -> None:
    """Meta says "not so soon" also where the first one had counted."""
    bench.states(templates(a=HELLO))
    plan = bench.plan(templates(a=GONE))
    bench.order(Fault(what="reset", method="POST"))
    bench.order(Fault(what="refuse", method="POST", skip=1, code=100, subcode=2388039))
    (outcome,) = bench.apply(plan)
    assert (outcome.state, outcome.exit_code) == ("unknown", 7)
    assert outcome.message.startswith("it was sent again because it did not show, and ")


def test_what_is_deleted_is_kept_and_said_where(bench: Workbench) -> None:
    """Whoever wants it back finds it."""
    bench.states(templates(old=HELLO, kept=HELLO))
    gone = templates(kept=HELLO) + "removed:\n  - message_template: old/en_US\n"
    (outcome,) = bench.apply(bench.plan(gone), allow_delete=True)
    assert (outcome.state, outcome.message) == (
        "done",
        "its text is kept in snapshots/old.yaml",
    )


class TestTerms:
    """When the rest is left alone."""

    def test_what_is_stale_ends_the_run(self, bench: Workbench) -> None:
        """By default a plan that does not fit in one place is looked at again."""
        first, second = moved(bench, Terms())
        assert (first.state, second.state) == ("stale", "skipped")
        assert second.message == "the run ended at message_template.a/en_US"

    def test_what_is_stale_may_be_left_out(self, bench: Workbench) -> None:
        """Those that still fit are made when that is what was asked for."""
        ended = moved(bench, Terms(skip_stale=True))
        assert [one.state for one in ended] == ["stale", "done"]

    @pytest.mark.parametrize(
        ("fail_fast", "states"),
        [(False, ["blocked", "done"]), (True, ["blocked", "skipped"])],
    )
    def test_a_refusal_ends_the_run_only_if_asked_to(
        self, bench: Workbench, states: list[str], *, fail_fast: bool
    ) -> None:
        """The rest goes on after a refusal, or nothing does."""
        bench.order(Fault(what="refuse", method="POST", status=400, code=100))
        plan = bench.plan(templates(a=HELLO, b=HELLO))
        ended = bench.apply(plan, terms=Terms(fail_fast=fail_fast))
        assert [one.state for one in ended] == states

    def test_what_the_plan_blocked_ends_nothing(self, bench: Workbench) -> None:
        """A change that nobody meant to make is no failure of the run."""
        bench.states(templates(a=HELLO))
        world = bench.there.world
        for stored in world.objects.select("message_template", "1", ()):
            review.decide(world, stored, "PENDING")
        plan = bench.plan(templates(a=GONE, b=HELLO))
        ended = bench.apply(plan, terms=Terms(fail_fast=True))
        assert sorted(one.state for one in ended) == ["blocked", "done"]

    def test_an_ending_is_shared_by_whoever_is_given_it(self, bench: Workbench) -> None:
        """With one ending, what went wrong in one account stops the others."""
        plan = bench.plan(templates(a=HELLO))
        ending = Ending()
        (ending.at,) = plan.changes
        (outcome,) = bench.apply(plan, terms=Terms(ending=ending))
        assert outcome.message == "the run ended at message_template.a/en_US"

    def test_a_change_begins_before_it_ends(self, bench: Workbench) -> None:
        """Who follows a run is told of a change before it is sent."""
        plan = bench.plan(templates(a=HELLO, b=HELLO))
        kinds = [type(step) for step in apply(plan.changes, bench.hands(), Terms())]
        assert kinds == [Started, Outcome, Started, Outcome]


class TestConfirm:
    """Done means that it shows."""

    def test_what_was_only_promised_is_unknown(self, bench: Workbench) -> None:
        """An answer of 2xx from something that did nothing is found out."""
        bench.order(PRETENDED)
        (outcome,) = bench.apply(bench.plan(templates(a=HELLO)))
        assert (outcome.state, outcome.exit_code, outcome.message) == (
            *("unknown", 7),
            "the API said that it was done, and it does not show",
        )

    def test_something_else_in_its_place_is_stale(self, bench: Workbench) -> None:
        """Somebody edited it after us: then live is not what was declared."""
        plan = bench.plan(templates(a=HELLO))
        steps = apply(plan.changes, bench.hands(), Terms())
        ended = []
        for step in steps:
            if isinstance(step, Outcome):
                ended.append(step)
                if len(ended) == 1:
                    edited(bench, step.live_id, GONE)
        assert [(one.state, one.exit_code) for one in ended] == [
            ("done", 0),
            ("stale", 6),
        ]
        assert bench.recorded == ended

    def test_an_api_that_is_gone_leaves_all_of_it_unknown(
        self, bench: Workbench
    ) -> None:
        """One after the other would take a minute each: the rest is not asked for."""
        plan = bench.plan(templates(a=HELLO, b=HELLO))
        steps = apply(plan.changes, bench.hands(), Terms())
        ended = []
        for step in steps:
            if isinstance(step, Outcome):
                ended.append(step)
                if len(ended) == 2:
                    bench.order(Fault(what="error", method="GET", times=0))
        assert [one.state for one in ended] == ["done", "done", "unknown", "unknown"]
        assert {one.message for one in ended[2:]} == {
            "the API said that it was done, and then could not be asked"
        }

    def test_a_run_that_is_to_stop_reads_nothing_back(self, bench: Workbench) -> None:
        """There are five seconds to stop in; what Meta said has to do."""
        plan = bench.plan(templates(a=HELLO))
        ended = []
        for step in apply(plan.changes, bench.hands(), Terms()):
            if isinstance(step, Outcome):
                ended.append(step)
                bench.stopped = True
        assert [one.state for one in ended] == ["done"]

    def test_a_stop_while_reading_back_leaves_it_done(self, bench: Workbench) -> None:
        """The same for what was being looked for when the signal came."""
        bench.order(PRETENDED)
        bench.meanwhile = lambda: setattr(bench, "stopped", True)
        (outcome,) = bench.apply(bench.plan(templates(a=HELLO)))
        assert outcome.state == "done"


def edited(bench: Workbench, live_id: str | None, text: str) -> None:
    """Edit a template behind the tool's back."""
    body: Json = {"type": "BODY", "text": text}
    bench.there.writer.post(str(live_id), {"components": [body]})
