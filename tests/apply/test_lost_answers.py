"""A write whose answer was lost: what is read, and what is sent a second time."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.staged import CREATE, DELETE, ELSE, NEW, OLD, UPDATE, Stage, live, written

from wa_sync.apply import outcomes
from wa_sync.apply.make import make
from wa_sync.errors import OutcomeUnknown, Rejected, Throttled, WaSyncError
from wa_sync.kind import Written
from wa_sync.model.change import Blocked
from wa_sync.model.report import Outcome


SAID = Written("7", "PENDING", "UTILITY")
LOST = OutcomeUnknown("the answer was lost")
NO = Rejected("Invalid parameter", status=400, code=100, subcode=33)
BUSY = Throttled("Too many calls", status=400, code=80008)
LOCKED = Blocked(rule="locked", reason="it is locked", way_out="wait")


class TestSettled:
    """Nobody knows what became of a write: it is read, and sent once more at most."""

    def test_what_shows_was_done(self) -> None:
        """With the id and the status that were read; the category nobody said."""
        stage = Stage([OLD, OLD, live(NEW.spec, status="PENDING")], [LOST])
        ended = outcomes.done(UPDATE, Written("7", "PENDING"))
        assert make(UPDATE, stage.hands) == ended
        assert stage.log == written(UPDATE, ended, looks=2)

    def test_what_was_created_has_the_id_that_was_read(self) -> None:
        """The answer that got lost would have named it."""
        stage = Stage([None, None, live(NEW.spec, "9")], [LOST])
        ended = outcomes.done(CREATE, Written("9", "APPROVED"))
        assert make(CREATE, stage.hands) == ended

    def test_what_went_does_not_show(self) -> None:
        """And nothing is said of what was seen before."""
        stage = Stage([OLD, None], [LOST])
        ended = replace(
            outcomes.done(DELETE, Written()),
            message="its text is kept in snapshots/a.yaml",
        )
        assert make(DELETE, stage.hands) == ended

    def test_what_may_be_gone_is_kept_as_well(self) -> None:
        """Nobody knows whether it went, and everybody where its text is (H08)."""
        stage = Stage([OLD, OLD, OLD], [LOST, LOST])
        assert make(DELETE, stage.hands) == outcomes.unknown(
            DELETE,
            "nobody knows whether it took effect: the answer was lost; its text is "
            "kept in snapshots/a.yaml",
        )

    def test_an_edit_in_review_is_on_its_way(self) -> None:
        """Our own edit may show its status before its content: it is not sent again."""
        stage = Stage([OLD, live(OLD.spec, status="PENDING")], [LOST])
        ended = outcomes.unknown(
            UPDATE, "nobody knows whether it took effect: the answer was lost"
        )
        assert make(UPDATE, stage.hands) == ended
        assert stage.log.count(("write", UPDATE)) == 1

    def test_what_somebody_else_made_is_stale(self) -> None:
        """While it was read, another state came."""
        stage = Stage([OLD, OLD, ELSE], [LOST])
        ended = outcomes.stale(UPDATE, "somebody changed it since the plan")
        assert make(UPDATE, stage.hands) == ended
        assert stage.log == written(UPDATE, ended, looks=2)

    def test_a_run_that_is_to_stop_does_not_wait(self) -> None:
        """One look, and then the honest answer."""
        stage = Stage([OLD], [LOST], stopped=True)
        ended = outcomes.unknown(
            UPDATE, "nobody knows whether it took effect: the answer was lost"
        )
        assert make(UPDATE, stage.hands) == ended
        assert stage.log == written(UPDATE, ended, looks=1)
        assert stage.tempo.waits == []


UNSEEN = [OLD] * 7
"""The look before, and those of the whole lag window."""


class TestSecond:
    """A write that was lost is sent a second time, and not a third."""

    @pytest.mark.parametrize(
        ("answer", "ended"),
        [
            (SAID, outcomes.done(UPDATE, SAID)),
            (NO, outcomes.refused(UPDATE, NO, None)),
            (BUSY, outcomes.failed(UPDATE, BUSY)),
        ],
        ids=["done", "refused", "throttled"],
    )
    def test_the_second_answer_counts(
        self, answer: Written | WaSyncError, ended: Outcome
    ) -> None:
        """It is an answer to the same write."""
        stage = Stage([OLD], [LOST, answer])
        assert make(UPDATE, stage.hands) == ended
        sent = [n for n, one in enumerate(stage.log) if one == ("write", UPDATE)]
        assert sent == [2, 9]

    def test_twice_lost_is_unknown(self) -> None:
        """A third time would be blind."""
        stage = Stage([OLD], [LOST, OutcomeUnknown("lost again")])
        assert make(UPDATE, stage.hands) == outcomes.unknown(
            UPDATE, "nobody knows whether it took effect: lost again"
        )

    def test_what_is_in_place_then_was_done_by_the_first(self) -> None:
        """It had arrived, and showed late; what was read is not told as an answer."""
        stage = Stage([*UNSEEN, NEW], [LOST, NO])
        assert make(UPDATE, stage.hands) == outcomes.done(UPDATE, Written())

    def test_not_so_soon_again_may_mean_the_first(self) -> None:
        """Meta says so where the first one counted."""
        soon = replace(LOCKED, time_helps=True)
        stage = Stage([OLD], [LOST, NO], explained=soon)
        assert make(UPDATE, stage.hands) == outcomes.unknown(
            UPDATE, "it was sent again because it did not show, and it is locked"
        )

    def test_a_refusal_for_good_is_one(self) -> None:
        """Time would not help: then the first was refused as well."""
        stage = Stage([OLD], [LOST, NO], explained=LOCKED)
        assert make(UPDATE, stage.hands) == outcomes.refused(UPDATE, NO, LOCKED)
