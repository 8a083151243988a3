"""Changes one after the other: which are made, which are not, and who says so."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

import pytest
from support import plans
from support.staged import CREATE, DELETE, ELSE, NEW, OLD, UPDATE, Stage

from wa_sync.apply import Ending, Hands, Terms, apply, apply_in_a_row, outcomes
from wa_sync.apply.pace import Pace
from wa_sync.errors import LocalIO, NotAuthorized, OutcomeUnknown, Rejected, WaSyncError
from wa_sync.kind import Written
from wa_sync.model.change import Blocked, Change
from wa_sync.model.report import Outcome, Started


SAID = Written("7", "PENDING", "UTILITY")
NO = Rejected("Invalid parameter", status=400, code=100)
LOCKED = Blocked(rule="locked", reason="it is locked", way_out="wait")
LOST = OutcomeUnknown("the answer was lost")
GONE = outcomes.done(DELETE, SAID)
KEPT = replace(GONE, message="its text is kept in snapshots/a.yaml")
CONSENT = Blocked(
    rule="delete_without_consent",
    reason="deleting needs consent",
    way_out="say --allow-delete; the name stays locked for about 30 days",
)
ALL_ELSE = "nothing is deleted unless all else went well"
ENDED = "the run ended at message_template.a/en_US"
STALE = outcomes.stale(UPDATE, "somebody changed it since the plan")


def at(change: Change, key: str, account: str = "demo") -> Change:
    """Return a change of another object."""
    return replace(change, address=plans.template(key), account=account)


FIRST, SECOND = UPDATE, at(UPDATE, "b/en_US")


def ran(stage: Stage, terms: Terms, *changes: Change) -> list[Started | Outcome]:
    """Make changes in one account; return all that was said."""
    return list(apply(changes, stage.hands, terms))


def test_each_begins_ends_and_is_read_back() -> None:
    """A change that shows has nothing said of it after its outcome."""
    stage = Stage([OLD, OLD, NEW], [SAID, SAID])
    assert ran(stage, Terms(), FIRST, SECOND) == [
        Started(FIRST),
        outcomes.done(FIRST, SAID),
        Started(SECOND),
        outcomes.done(SECOND, SAID),
    ]
    assert stage.log[-2:] == [("look", "a/en_US", "7"), ("look", "b/en_US", "7")]


def test_what_does_not_show_is_said_and_noted_in_the_end() -> None:
    """The last word on a change is that of the reading."""
    stage = Stage([OLD, OLD, ELSE])
    said = outcomes.done(UPDATE, SAID)
    but = outcomes.stale(
        UPDATE, "the API said that it was done, but something else is live"
    )
    assert ran(stage, Terms(), UPDATE) == [Started(UPDATE), said, but]
    assert stage.log[-1] == ("record", but)


def test_a_note_that_fails_in_the_end_hides_nothing() -> None:
    """All has been sent: the journal is a courtesy."""
    stage = Stage([OLD, ELSE])
    noted: list[Outcome] = []

    def record(outcome: Outcome) -> None:
        noted.append(outcome)
        if len(noted) == 2:
            raise LocalIO("No space left on device")

    steps = list(apply([UPDATE], replace(stage.hands, record=record), Terms()))
    assert steps[1:] == noted
    assert len(noted) == 2


def test_only_what_was_done_is_read_back() -> None:
    """What was in place was seen a moment ago, and what failed does not show."""
    stage = Stage([NEW])
    in_place = outcomes.already(UPDATE, "it is already as declared")
    assert ran(stage, Terms(), UPDATE) == [Started(UPDATE), in_place]
    assert stage.log == [("look", "a/en_US", "7")]


def test_what_is_blocked_is_not_begun() -> None:
    """Its reason is that of the plan, and it is no reason against the next."""
    stage = Stage([OLD, NEW])
    blocked = replace(FIRST, blocked=LOCKED)
    assert ran(stage, Terms(fail_fast=True), blocked, SECOND) == [
        outcomes.blocked(blocked, LOCKED),
        Started(SECOND),
        outcomes.done(SECOND, SAID),
    ]


def test_a_run_that_is_to_stop_begins_nothing() -> None:
    """What is blocked is blocked all the same."""
    stage = Stage([OLD], stopped=True)
    blocked = replace(FIRST, blocked=LOCKED)
    assert ran(stage, Terms(), blocked, SECOND) == [
        outcomes.blocked(blocked, LOCKED),
        outcomes.skipped(SECOND, "the run was stopped before this change"),
    ]
    assert stage.log == []


class TestDeletes:
    """What goes, goes last, with consent, and if all else went well."""

    def test_with_consent_it_goes(self) -> None:
        """And is read back as everything else."""
        stage = Stage([OLD, None])
        terms = Terms(allow_delete=True)
        assert ran(stage, terms, DELETE) == [Started(DELETE), KEPT]

    def test_without_consent_it_stays(self) -> None:
        """Which is blocked, and not begun."""
        stage = Stage([OLD])
        assert ran(stage, Terms(), DELETE) == [outcomes.blocked(DELETE, CONSENT)]
        assert stage.log == []

    @pytest.mark.parametrize("allow", [False, True])
    def test_after_trouble_it_stays(self, *, allow: bool) -> None:
        """Whether there was consent or not."""
        stage = Stage([OLD], [NO])
        terms = Terms(allow_delete=allow)
        assert ran(stage, terms, SECOND, DELETE)[1:] == [
            outcomes.refused(SECOND, NO, None),
            outcomes.skipped(DELETE, ALL_ELSE),
        ]

    def test_trouble_does_not_pass(self) -> None:
        """What went well after it does not make it good."""
        stage = Stage([OLD, OLD, OLD, NEW], [NO, SAID])
        terms = Terms(allow_delete=True)
        last = at(DELETE, "c/en_US")
        *_, ended = ran(stage, terms, FIRST, SECOND, last)
        assert ended == outcomes.skipped(last, ALL_ELSE)

    def test_what_is_blocked_is_trouble(self) -> None:
        """What is to replace it has to be there first."""
        blocked = replace(SECOND, blocked=LOCKED)
        terms = Terms(allow_delete=True)
        assert ran(Stage([OLD]), terms, blocked, DELETE) == [
            outcomes.blocked(blocked, LOCKED),
            outcomes.skipped(DELETE, ALL_ELSE),
        ]

    def test_what_is_skipped_or_in_place_is_no_trouble(self) -> None:
        """There is nothing that did not go well."""
        stage = Stage([NEW, OLD, None])
        terms = Terms(allow_delete=True)
        assert ran(stage, terms, SECOND, DELETE) == [
            Started(SECOND),
            outcomes.already(SECOND, "it is already as declared"),
            Started(DELETE),
            KEPT,
        ]

    def test_a_delete_that_is_refused_is_no_reason_against_the_others(self) -> None:
        """They do not replace one another."""
        stage = Stage([OLD, OLD, OLD, None], [NO, SAID])
        terms = Terms(allow_delete=True)
        other = at(DELETE, "c/en_US")
        refused, done = [
            step
            for step in ran(stage, terms, other, DELETE)
            if isinstance(step, Outcome)
        ]
        assert (refused, done) == (outcomes.refused(other, NO, None), KEPT)

    def test_trouble_before_the_first_is_trouble(self) -> None:
        """The caller may know of some."""
        stage = Stage([OLD])
        terms = Terms(allow_delete=True)
        steps = apply_in_a_row([DELETE], lambda _: stage.hands, terms, trouble=True)
        assert list(steps) == [outcomes.skipped(DELETE, ALL_ELSE)]

    def test_what_ended_the_run_is_said_before_all_else(self) -> None:
        """A delete that the run did not come to names where it ended."""
        ending = Ending()
        ending.at = FIRST
        stage = Stage([OLD])
        assert ran(stage, Terms(ending=ending), DELETE) == [
            outcomes.skipped(DELETE, ENDED)
        ]


class TestEnding:
    """What ends a run, and where it says that it ended."""

    @pytest.mark.parametrize(
        ("seen", "answer", "terms", "ends"),
        [
            (ELSE, SAID, Terms(), True),
            (ELSE, SAID, Terms(skip_stale=True), False),
            (ELSE, SAID, Terms(skip_stale=True, fail_fast=True), True),
            (OLD, NO, Terms(), False),
            (OLD, NO, Terms(fail_fast=True), True),
            (NEW, SAID, Terms(fail_fast=True), False),
            (OLD, NotAuthorized("expired", status=401), Terms(), True),
            (LocalIO("no room"), SAID, Terms(), False),
            (LocalIO("no room"), SAID, Terms(fail_fast=True), True),
        ],
    )
    def test_a_change_ends_the_run(
        self,
        seen: object,
        answer: Written | WaSyncError,
        terms: Terms,
        *,
        ends: bool,
    ) -> None:
        """Or it does not, and the next one begins."""
        terms = replace(terms, ending=Ending())
        stage = Stage([seen], [answer, SAID])  # type: ignore[list-item]  # a row of looks
        steps = ran(stage, terms, FIRST, SECOND)
        assert (outcomes.skipped(SECOND, ENDED) in steps) is ends
        assert (Started(SECOND) in steps) is not ends
        assert terms.ending.at == (FIRST if ends else None)

    def test_the_first_end_is_the_one_that_is_told(self) -> None:
        """Another account may have ended the run while this change was made."""
        other = at(CREATE, "z/en_US", "other")
        ending = Ending()
        stage = Stage([OLD])

        def intend(_: Change) -> None:
            ending.at = other
            raise LocalIO("No space left on device")

        hands = replace(stage.hands, intend=intend)
        list(apply([UPDATE], hands, Terms(ending=ending)))
        assert ending.at is other

    def test_an_end_during_the_wait_is_one(self) -> None:
        """Another account may have ended the run while this one waited for its turn."""
        ending = Ending()
        stage = Stage([None])
        pace = Pace(
            {"message_template": 1},
            past=[("message_template", 10.0)],
            patience=9999.0,
            clock=stage.tempo.clock,
            now=stage.hands.now,
        )

        def wait(_: float) -> bool:
            ending.at = FIRST
            return False

        hands = replace(stage.hands, pace=pace, wait=wait)
        create = at(CREATE, "b/en_US")
        assert list(apply([create], hands, Terms(ending=ending))) == [
            outcomes.skipped(create, ENDED)
        ]


def test_each_account_has_its_own_hands_and_keeps_them() -> None:
    """They are asked for once: a pace that is made anew would have forgotten."""
    stages: Mapping[str, Stage] = {
        "one": Stage([OLD, OLD, NEW], [SAID, SAID]),
        "two": Stage([OLD, ELSE]),
    }
    asked = []

    def hands_of(account: str) -> Hands:
        asked.append(account)
        return stages[account].hands

    changes = [
        at(UPDATE, "a/en_US", "one"),
        at(UPDATE, "b/en_US", "one"),
        at(UPDATE, "c/en_US", "two"),
    ]
    steps = list(apply_in_a_row(changes, hands_of, Terms()))
    assert asked == ["one", "two"]
    last = outcomes.stale(
        changes[2], "the API said that it was done, but something else is live"
    )
    assert steps[-1] == last
    assert stages["two"].log[-1] == ("record", last)
    assert len(stages["one"].log) == 10
