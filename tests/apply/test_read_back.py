"""Done means that it shows: what is read back, how often, and what is said of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.staged import CREATE, DELETE, ELSE, NEW, OLD, UPDATE, Stage

from wa_sync.apply import Hands, outcomes
from wa_sync.apply.confirm import confirm
from wa_sync.apply.settle import READS
from wa_sync.errors import ApiUnavailable, LocalIO, NotAuthorized, WaSyncError
from wa_sync.kind import Written
from wa_sync.model.report import Outcome
from wa_sync.model.resource import Live


MADE = outcomes.done(CREATE, Written("9"))
EDITED = outcomes.done(UPDATE, Written("7"))
WENT = outcomes.done(DELETE, Written())
AWAY = ApiUnavailable("nobody there")
WINDOW = [0.5, 1.0, 2.0, 4.0, 8.0]


def confirmed(stage: Stage, *done: Outcome) -> list[Outcome]:
    """Read back what was done, all of it in one account."""

    def hands_of(account: str) -> Hands:
        assert account == "demo"
        return stage.hands

    return list(confirm(done, hands_of))


@pytest.mark.parametrize(
    ("done", "seen", "live_id"),
    [(MADE, NEW, "9"), (EDITED, NEW, "7"), (WENT, None, "7")],
    ids=["create", "update", "delete"],
)
def test_what_shows_is_looked_at_once(
    done: Outcome, seen: Live | None, live_id: str
) -> None:
    """By the id that it has now, be it listed or not; and nothing is to be said."""
    stage = Stage([seen])
    assert confirmed(stage, done) == []
    assert stage.log == [("look", "a/en_US", live_id)]
    assert stage.tempo.waits == []


def test_what_does_not_show_is_unknown() -> None:
    """The old state for the whole window is no proof that it was made."""
    stage = Stage([OLD])
    assert confirmed(stage, EDITED) == [
        outcomes.unknown(UPDATE, "the API said that it was done, and it does not show")
    ]
    assert stage.tempo.waits == WINDOW


def test_what_was_said_of_it_is_said_again() -> None:
    """Where the text of a delete is kept matters most when it does not show."""
    kept = replace(WENT, message="its text is kept in snapshots/a.yaml")
    said = "the API said that it was done, and it does not show"
    assert confirmed(Stage([OLD]), kept) == [
        outcomes.unknown(DELETE, f"{said}; {kept.message}")
    ]


def test_what_is_in_review_for_a_minute_does_not_show() -> None:
    """Our edit was seen to arrive, and what it says was not seen."""
    stage = Stage([replace(OLD, status="PENDING")])
    assert confirmed(stage, EDITED) == [
        outcomes.unknown(UPDATE, "the API said that it was done, and it does not show")
    ]


def test_what_somebody_changed_is_stale() -> None:
    """It was done, and then something else was."""
    assert confirmed(Stage([OLD, ELSE]), EDITED) == [
        outcomes.stale(
            UPDATE, "the API said that it was done, but something else is live"
        )
    ]


@pytest.mark.parametrize("error", [AWAY, NotAuthorized("expired", status=401)])
def test_an_api_that_is_gone_is_asked_for_no_other(error: WaSyncError) -> None:
    """Each would take a minute, and nothing would come of it."""
    stage = Stage([error])
    message = "the API said that it was done, and then could not be asked"
    assert confirmed(stage, MADE, EDITED, WENT) == [
        outcomes.unknown(change, message) for change in (CREATE, UPDATE, DELETE)
    ]
    assert set(stage.log) == {("look", "a/en_US", "9")}


def test_what_does_not_show_is_no_reason_not_to_look_at_the_others() -> None:
    """The API is there: it is asked about each, and as many looks have to agree."""
    stage = Stage([OLD])
    unknown = "the API said that it was done, and it does not show"
    assert confirmed(stage, EDITED, EDITED) == [outcomes.unknown(UPDATE, unknown)] * 2
    assert stage.tempo.waits == [*WINDOW, *WINDOW[: READS - 1]]
    assert len(stage.log) == len(WINDOW) + 1 + READS


def test_one_late_look_behind_the_window_is_not_believed() -> None:
    """What was sent last is read last, and may be listed late all the same."""
    stage = Stage([*[OLD] * (len(WINDOW) + 1), OLD, None])
    unknown = "the API said that it was done, and it does not show"
    assert confirmed(stage, EDITED, WENT) == [outcomes.unknown(UPDATE, unknown)]


def test_one_that_takes_a_minute_leaves_the_next_its_time_to_answer() -> None:
    """A look that fails is tried again, however long the one before was looked for."""
    in_review = replace(OLD, status="PENDING")
    stage = Stage([*[in_review] * 12, AWAY, NEW, in_review])
    unknown = "the API said that it was done, and it does not show"
    assert (
        confirmed(stage, EDITED, EDITED, EDITED)
        == [outcomes.unknown(UPDATE, unknown)] * 2
    )
    assert len(stage.log) == 15


def test_a_run_that_is_to_stop_looks_at_nothing() -> None:
    """What Meta said has to do."""
    stage = Stage([OLD], stopped=True)
    assert confirmed(stage, EDITED, MADE) == []
    assert stage.log == []


def test_a_stop_leaves_the_rest_done() -> None:
    """What was being looked for, and what was not yet."""
    stage = Stage([OLD])
    hands = replace(stage.hands, stopped=lambda: bool(stage.tempo.waits))
    assert list(confirm([EDITED, MADE], lambda _: hands)) == []
    assert stage.tempo.waits == [0.5]


def test_no_answer_is_no_conflict() -> None:
    """A failed look is tried again, and what is seen then counts."""
    stage = Stage([AWAY, LocalIO("no room"), NEW])
    assert confirmed(stage, EDITED) == []
    assert stage.tempo.waits == [0.5, 1.0]
