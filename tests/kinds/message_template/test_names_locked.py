"""Locked names, as far as the journal tells: what was deleted is not made anew."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from support.remembered import (
    DAY,
    DELETED,
    EDIT,
    HOUR,
    PLACE,
    judged,
    situation,
)
from support.sides import NOW

from wa_sync.kinds.message_template import quotas
from wa_sync.model.change import Action, Blocked
from wa_sync.model.history import SKEW, Event, Fate, History


def test_the_name_of_an_approved_template_is_locked_for_thirty_days() -> None:
    """Who deleted it knows until when, to the minute."""
    gone = replace(DELETED, at=NOW - HOUR - timedelta(seconds=1))
    assert judged(situation(gone, there=None)) == Blocked(
        rule="name_locked",
        reason="this machine deleted it on 2026-03-01 10:59 UTC, after it had been "
        "approved; Meta keeps such a name locked for 30 days",
        way_out="run again then; the journal of this machine says so: delete that file "
        "if it is wrong; or use another name, such as one that ends in _v2",
        not_before=NOW - HOUR + 30 * DAY,
        time_helps=True,
        believed=PLACE,
    )
    assert judged(situation(gone, there=None, now=gone.at + 30 * DAY)) is None


def test_the_name_of_what_was_never_approved_is_locked_for_a_minute() -> None:
    """Nobody ever got it, so Meta forgets it at once."""
    gone = replace(DELETED, at=NOW, status="REJECTED")
    assert judged(situation(gone, there=None)) == Blocked(
        rule="name_locked",
        reason="this machine deleted it on 2026-03-01 12:00 UTC, not known to be "
        "approved ever; Meta keeps such a name locked for a minute or more",
        way_out="run again then; the journal of this machine says so: delete that file "
        "if it is wrong; or use another name, such as one that ends in _v2",
        not_before=NOW + timedelta(minutes=1),
        time_helps=True,
        believed=PLACE,
    )
    later = NOW + timedelta(minutes=1)
    assert judged(situation(gone, there=None, now=later)) is None


def test_what_was_edited_while_approved_had_been_approved() -> None:
    """It was in review when it was deleted, and the lock is the long one."""
    gone = replace(DELETED, status="PENDING")
    before = replace(EDIT, at=NOW - DAY)
    found = judged(situation(before, gone, there=None))
    assert found is not None
    assert found.not_before == gone.at + 30 * DAY
    another = replace(before, live_id="another")
    assert judged(situation(another, gone, there=None)) is None


@pytest.mark.parametrize("fate", [Fate.DONE, Fate.UNKNOWN, Fate.CUT_OFF])
def test_a_delete_that_was_sent_and_shows_was_made(fate: Fate) -> None:
    """The object is gone, so whatever was noted, its name is locked."""
    found = judged(situation(replace(DELETED, fate=fate), there=None))
    assert found is not None
    assert found.rule == "name_locked"


@pytest.mark.parametrize(
    "events",
    [
        (replace(DELETED, fate=Fate.NOT_DONE),),
        (replace(DELETED, at=NOW + SKEW + timedelta(seconds=1)),),
        (DELETED, replace(EDIT, action=Action.CREATE)),
        (replace(DELETED, address=replace(DELETED.address, key="order_update/de")),),
    ],
)
def test_other_deletes_lock_no_name(events: tuple[Event, ...]) -> None:
    """One that was refused, of another language, before a create, or in the future."""
    assert judged(situation(*events, there=None)) is None


def test_a_delete_of_another_clock_was_made_just_now() -> None:
    """Two clocks may differ a little, and the lock begins when the other one says."""
    found = judged(situation(replace(DELETED, at=NOW + SKEW), there=None))
    assert found is not None
    assert found.not_before == NOW + SKEW + 30 * DAY


def test_a_refused_write_hides_no_delete() -> None:
    """A create that Meta refused in between does not end the lock."""
    refused = replace(EDIT, action=Action.CREATE, fate=Fate.NOT_DONE)
    found = judged(situation(DELETED, refused, there=None))
    assert found is not None
    assert found.rule == "name_locked"


def test_without_a_declaration_no_name_is_wanted() -> None:
    """There is nothing to be judged."""
    asked = replace(situation(DELETED, there=None), declared=None)
    assert list(quotas.against_name(asked)) == []


def test_a_journal_without_a_place_names_none() -> None:
    """What is believed without a file cannot be overruled by deleting one."""
    asked = replace(situation(EDIT), history=History((EDIT,)))
    found = judged(asked)
    assert found is not None
    assert found.way_out == "run again then"
