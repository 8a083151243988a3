"""Each step of one change: what is asked, in which order, and how that ends."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from support.staged import (
    CREATE,
    DELETE,
    ELSE,
    NEW,
    NOON,
    OLD,
    UPDATE,
    Stage,
    look,
    written,
)

from wa_sync.apply import outcomes
from wa_sync.apply.make import EXISTS, GONE, make
from wa_sync.errors import (
    ApiUnavailable,
    Interrupted,
    LocalIO,
    NotAuthorized,
    NotFound,
    OutcomeUnknown,
    Rejected,
    Throttled,
    WaSyncError,
)
from wa_sync.kind import Refusal, Written
from wa_sync.model.change import Blocked, Change
from wa_sync.model.report import Outcome
from wa_sync.model.resource import Live


SAID = Written("7", "PENDING", "UTILITY")
LOST = OutcomeUnknown("the answer was lost")
NO = Rejected("Invalid parameter", status=400, code=100, subcode=33)
LOCKED = Blocked(rule="locked", reason="it is locked", way_out="wait")
FULL = LocalIO("cannot write the journal: No space left on device")
OFF = Interrupted("Stopped while waiting.")


@pytest.mark.parametrize(
    ("change", "before"), [(CREATE, None), (UPDATE, OLD)], ids=["create", "update"]
)
def test_a_change_is_looked_at_noted_sent_and_noted(
    change: Change, before: Live | None
) -> None:
    """In this order, and each of them once."""
    stage = Stage([before])
    ended = outcomes.done(change, SAID)
    assert make(change, stage.hands) == ended
    assert stage.log == written(change, ended)


def test_what_goes_is_kept_first() -> None:
    """As it was seen a moment ago, and the outcome says where."""
    stage = Stage([OLD])
    ended = outcomes.done(DELETE, SAID)
    kept = replace(ended, message="its text is kept in snapshots/a.yaml")
    assert make(DELETE, stage.hands) == kept
    assert stage.log == [
        look(DELETE),
        ("keep", OLD),
        ("intend", DELETE),
        ("write", DELETE),
        ("record", ended),
    ]


def test_what_was_kept_and_did_not_go_says_nothing_of_it() -> None:
    """The text is still there, live."""
    stage = Stage([OLD], [NO])
    assert make(DELETE, stage.hands) == outcomes.refused(DELETE, NO, None)


@pytest.mark.parametrize(
    ("change", "seen", "ended"),
    [
        (CREATE, NEW, outcomes.already(CREATE, "it is already as declared")),
        (DELETE, None, outcomes.already(DELETE, "it is already gone")),
        (UPDATE, ELSE, outcomes.stale(UPDATE, "somebody changed it since the plan")),
        (UPDATE, OFF, outcomes.skipped(UPDATE, "Stopped while waiting.")),
        (UPDATE, NO, outcomes.failed(UPDATE, NO)),
        (
            UPDATE,
            ApiUnavailable("nobody there"),
            outcomes.failed(UPDATE, ApiUnavailable("nobody there")),
        ),
    ],
)
def test_what_is_not_as_planned_is_not_sent(
    change: Change, seen: Live | WaSyncError | None, ended: Outcome
) -> None:
    """One look is all that is asked, and nothing is noted."""
    stage = Stage([seen])
    assert make(change, stage.hands) == ended
    assert stage.log == [look(change)]


def test_what_cannot_be_kept_does_not_go() -> None:
    """Nor is it noted that it would."""
    stage = Stage([OLD], disk=FULL)
    assert make(DELETE, stage.hands) == outcomes.failed(DELETE, FULL)
    assert stage.log == [look(DELETE), ("keep", OLD)]


def test_what_cannot_be_noted_is_not_sent() -> None:
    """And nothing after it is."""
    stage = Stage([OLD], journal=(FULL, None))
    ended = replace(outcomes.failed(UPDATE, FULL), ends_account=True)
    assert make(UPDATE, stage.hands) == ended
    assert stage.log == [look(UPDATE), ("intend", UPDATE)]


def test_an_end_that_cannot_be_noted_is_the_last_one() -> None:
    """It is what it is; the hint says what is the matter with the journal."""
    stage = Stage([OLD], journal=(None, FULL))
    ended = outcomes.done(UPDATE, SAID)
    said = replace(ended, hint=FULL.message, ends_account=True)
    assert make(UPDATE, stage.hands) == said
    assert stage.log == written(UPDATE, ended)


BUSY = Throttled("Too many calls", status=400, code=80008)


@pytest.mark.parametrize(
    ("error", "ended"),
    [
        (OFF, outcomes.skipped(UPDATE, "Stopped while waiting.")),
        (BUSY, outcomes.failed(UPDATE, BUSY)),
        (
            NotAuthorized("expired", status=401),
            outcomes.failed(UPDATE, NotAuthorized("expired", status=401)),
        ),
    ],
    ids=lambda one: type(one).__name__,
)
def test_what_was_not_executed_is_not_looked_for(
    error: WaSyncError, ended: Outcome
) -> None:
    """The answer says it all."""
    stage = Stage([OLD], [error])
    assert make(UPDATE, stage.hands) == ended
    assert stage.log == written(UPDATE, ended)


def test_a_throttle_of_a_create_closes_the_hour() -> None:
    """So says the pace, for this create and for all after it."""
    stage = Stage([None], [BUSY])
    later = Blocked(
        rule="create_rate",
        reason="Meta takes no more creates now: Too many calls",
        way_out="run again later: what is done is not done again",
        time_helps=True,
    )
    ended = outcomes.blocked(CREATE, later, hint="for Meta's support: code 80008")
    assert make(CREATE, stage.hands) == ended
    assert stage.log == written(CREATE, ended)
    assert stage.pace.before(CREATE, stage.tempo.wait) == outcomes.blocked(
        CREATE, later
    )


class TestRefused:
    """Meta said no: the object is looked at again before that is believed."""

    @pytest.mark.parametrize("error", [NO, NotFound("none", status=404, code=803)])
    def test_what_is_still_as_planned_is_refused(self, error: Rejected) -> None:
        """The kind hears all that is known, to say what it means."""
        stage = Stage([OLD], [error], explained=LOCKED)
        stage.tempo.now = 5.0
        ended = outcomes.refused(UPDATE, error, LOCKED)
        assert make(UPDATE, stage.hands) == ended
        assert stage.log == written(UPDATE, ended, looks=1)
        assert stage.refusals == [
            Refusal(
                code=error.code,
                subcode=error.subcode,
                message=error.message,
                change=UPDATE,
                live=OLD,
                now=NOON + timedelta(seconds=5),
            )
        ]

    def test_without_a_second_look_metas_word_has_to_do(self) -> None:
        """What was seen before is not what is there now."""
        stage = Stage([OLD, ApiUnavailable("nobody there")], [NO])
        ended = outcomes.refused(UPDATE, NO, None)
        assert make(UPDATE, stage.hands) == ended
        assert stage.log == written(UPDATE, ended, looks=1)
        assert [refusal.live for refusal in stage.refusals] == [None]

    @pytest.mark.parametrize(
        ("seen", "ended"),
        [
            (NEW, outcomes.already(UPDATE, "it is already as declared")),
            (ELSE, outcomes.stale(UPDATE, "somebody changed it since the plan")),
        ],
        ids=["same", "other"],
    )
    def test_somebody_was_faster(self, seen: Live, ended: Outcome) -> None:
        """Then it is not Meta's refusal that counts, but what they did."""
        stage = Stage([OLD, seen], [NO])
        assert make(UPDATE, stage.hands) == ended
        assert stage.log == written(UPDATE, ended, looks=1)
        assert stage.refusals == []

    @pytest.mark.parametrize(
        ("rule", "change", "seen"),
        [
            ("locked", CREATE, None),
            (GONE, CREATE, None),
            (EXISTS, UPDATE, OLD),
            (GONE, UPDATE, OLD),
            ("locked", DELETE, OLD),
            (EXISTS, DELETE, OLD),
        ],
    )
    def test_only_what_fits_the_change_is_more_than_a_refusal(
        self, rule: str, change: Change, seen: Live | None
    ) -> None:
        """An edit is refused because it is there, or is not: that is a refusal."""
        known = replace(LOCKED, rule=rule)
        stage = Stage([seen], [NO], explained=known)
        assert make(change, stage.hands) == outcomes.refused(change, NO, known)

    def test_what_is_gone_already_is_in_place(self) -> None:
        """Listed or not: a delete wants nothing else."""
        stage = Stage([OLD], [NO], explained=replace(LOCKED, rule=GONE))
        ended = outcomes.already(DELETE, "it is already gone")
        assert make(DELETE, stage.hands) == ended

    @pytest.mark.parametrize(
        ("seen", "ended"),
        [
            (NEW, outcomes.already(CREATE, "it is already as declared")),
            (
                ELSE,
                outcomes.stale(
                    CREATE, "somebody created it since the plan, with other content"
                ),
            ),
            (
                None,
                outcomes.unknown(
                    CREATE, "Meta says that it exists, and does not show it"
                ),
            ),
        ],
        ids=["same", "other", "never"],
    )
    def test_what_exists_and_does_not_show_is_waited_for(
        self, seen: Live | None, ended: Outcome
    ) -> None:
        """Until it shows what it is."""
        stage = Stage(
            [None, None, None, seen], [NO], explained=replace(LOCKED, rule=EXISTS)
        )
        assert make(CREATE, stage.hands) == ended
        waits = [0.5] if seen else [0.5, 1.0, 2.0, 4.0, 8.0]
        assert stage.tempo.waits == waits
        assert stage.log == written(CREATE, ended, looks=2 + len(waits))
