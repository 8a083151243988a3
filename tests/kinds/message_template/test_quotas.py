"""Edit quotas and locked names, as far as the journal and Meta's times tell."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from support.remembered import (
    DAY,
    EDIT,
    HOUR,
    KEY,
    NEW,
    OLD,
    PLACE,
    judged,
    situation,
    updated,
)
from support.sides import NOW, live, spec

from wa_sync.kinds.message_template import MESSAGE_TEMPLATE, quotas
from wa_sync.model.change import Action, Blocked
from wa_sync.model.finding import Severity
from wa_sync.model.history import SKEW, Event, Fate


if TYPE_CHECKING:
    from wa_sync.model.resource import Live
    from wa_sync.model.source import Json

NONE_KNOWN = "of 1 edit in 24 hours and 10 in 30 days, none is known to be used up"


def test_an_approved_template_is_edited_once_a_day() -> None:
    """The second edit waits until the first is a day old, to the minute."""
    edit = replace(EDIT, at=NOW - HOUR + timedelta(seconds=1))
    assert judged(situation(edit)) == Blocked(
        rule="edit_quota",
        reason="an approved template can be edited once in 24 hours; at least 1 edit "
        "is known",
        way_out="run again then; the journal of this machine says so: delete that file "
        "if it is wrong",
        not_before=NOW + 23 * HOUR + timedelta(minutes=1),
        time_helps=True,
        believed=PLACE,
    )


def test_after_a_day_it_can_be_edited_again() -> None:
    """A moment before, it cannot; a whole minute is shown as it is."""
    early = judged(situation(EDIT, now=EDIT.at + DAY - timedelta(seconds=1)))
    assert early is not None
    assert early.not_before == EDIT.at + DAY
    assert judged(situation(EDIT, now=EDIT.at + DAY)) is None


def test_ten_edits_in_thirty_days_are_all() -> None:
    """The eleventh waits until the first of them is thirty days old."""
    edits = [replace(EDIT, at=NOW - days * DAY) for days in range(2, 12)]
    assert judged(situation(*edits)) == Blocked(
        rule="edit_quota",
        reason="an approved template can be edited 10 times in 30 days; at least 10 "
        "edits are known",
        way_out="run again then; the journal of this machine says so: delete that file "
        "if it is wrong",
        not_before=NOW + 19 * DAY,
        time_helps=True,
        believed=PLACE,
    )
    assert judged(situation(*edits[1:])) is None
    assert judged(situation(*edits, now=NOW + 19 * DAY)) is None


def test_the_last_of_several_edits_decides() -> None:
    """Others may have edited it too, so more may be known than Meta would take."""
    earlier = replace(EDIT, at=NOW - 3 * HOUR)
    found = judged(situation(earlier, EDIT))
    assert found is not None
    assert found.not_before == NOW + 23 * HOUR
    assert found.reason.endswith("at least 2 edits are known")


def test_the_later_of_two_quotas_is_told() -> None:
    """An edit of today, and ten of this month: the month decides."""
    edits = [replace(EDIT, at=NOW - HOUR - days * DAY) for days in range(10)]
    found = judged(situation(*edits))
    assert found is not None
    assert found.not_before == NOW - HOUR + 21 * DAY
    recent = [replace(EDIT, at=NOW - HOUR - 29.99 * DAY), *edits[:9]]
    found = judged(situation(*recent))
    assert found is not None
    assert found.not_before == NOW + 23 * HOUR


@pytest.mark.parametrize(
    "event",
    [
        replace(EDIT, live_id="another"),
        replace(EDIT, live_id=None),
        replace(EDIT, status="REJECTED"),
        replace(EDIT, status=None),
        replace(EDIT, action=Action.CREATE),
        replace(EDIT, fate=Fate.UNKNOWN),
        replace(EDIT, fate=Fate.CUT_OFF),
        replace(EDIT, fate=Fate.NOT_DONE),
        replace(EDIT, at=NOW + SKEW + timedelta(seconds=1)),
        replace(EDIT, fields=frozenset({"cta_url_link_tracking_opted_out"})),
    ],
)
def test_other_writes_are_no_edits(event: Event) -> None:
    """Only an edit of this template's content, while approved, that surely was made."""
    assert judged(situation(event)) is None


def test_an_edit_of_unknown_fields_counts() -> None:
    """New bytes of a sample change no field, and are an edit all the same."""
    assert judged(situation(replace(EDIT, fields=frozenset()))) is not None


def test_two_clocks_may_differ_a_little() -> None:
    """An edit that seems to come out of the near future was made just now."""
    found = judged(situation(replace(EDIT, at=NOW + SKEW)))
    assert found is not None
    assert found.not_before == NOW + SKEW + DAY


@pytest.mark.parametrize("status", ["REJECTED", "PAUSED"])
def test_what_is_not_approved_has_no_quota(status: str) -> None:
    """A rejected or paused template may be edited at any time."""
    assert judged(situation(EDIT, there=live(OLD, status))) is None


def test_link_tracking_is_switched_without_a_quota() -> None:
    """It is not reviewed, so it is neither counted nor risky."""
    switched = spec(KEY, cta_url_link_tracking_opted_out=True)
    asked = situation(EDIT, after=switched)
    assert judged(asked) is None
    assert list(MESSAGE_TEMPLATE.caution(asked)) == []


def test_a_new_sample_is_an_edit() -> None:
    """Nothing differs but its bytes, and Meta counts it."""
    assert judged(situation(EDIT, after=OLD)) is not None


def test_a_time_of_metas_contradicts_the_journal() -> None:
    """Every edit moves it, so an edit that is later than it was never made."""
    assert judged(situation(EDIT, there=updated(EDIT.at))) is not None
    near = updated(EDIT.at - SKEW)
    assert judged(situation(EDIT, there=near)) is not None
    old = updated(EDIT.at - SKEW - timedelta(seconds=1))
    assert judged(situation(EDIT, there=old)) is None


def test_what_has_to_be_mended_comes_before_what_passes() -> None:
    """A category that cannot change is told first: waiting would not help."""
    other = {**NEW, "category": "MARKETING"}
    found = judged(situation(EDIT, after=other))
    assert found is not None
    assert found.rule == "category_of_approved"


@pytest.mark.parametrize(
    ("told", "expected"),
    [
        (1772366400, NOW),
        ("2026-03-01T12:00:00+0000", NOW),
        ("2026-03-01T14:00:00+02:00", NOW),
        ("2026-03-01T12:00:00", None),
        ("yesterday", None),
        (10**30, None),
        (-(10**17), None),
        (True, None),
        (1.5, None),
        (None, None),
    ],
)
def test_metas_times(told: Json, expected: datetime | None) -> None:
    """Seconds or ISO 8601 with a zone; anything else tells nothing."""
    assert quotas.last_updated(updated(told)) == expected
    assert expected is None or expected.tzinfo is UTC


@pytest.mark.parametrize(
    ("events", "known"),
    [
        ((), NONE_KNOWN),
        (
            (replace(EDIT, at=NOW - DAY),),
            "of its edits, at least 1 of 10 in 30 days are used up",
        ),
        ((replace(EDIT, at=NOW - 30 * DAY),), NONE_KNOWN),
        (
            (replace(EDIT, at=NOW - 2 * DAY), EDIT),
            (
                "of its edits, at least 1 of 1 in 24 hours and 2 of 10 in 30 days are "
                "used up"
            ),
        ),
    ],
)
def test_a_reviewer_sees_what_an_edit_risks(
    events: tuple[Event, ...], known: str
) -> None:
    """The finding says how many edits are used up, as far as it is known."""
    (found,) = MESSAGE_TEMPLATE.caution(situation(*events))
    assert (found.rule, found.severity, found.at) == (
        "live_template",
        Severity.INFO,
        (),
    )
    assert found.message == f"{known}"


@pytest.mark.parametrize("there", [None, live(OLD, "PAUSED")])
def test_nothing_is_risked_where_nothing_is_sent(there: Live | None) -> None:
    """A create, or an edit of what no one gets, is no risk."""
    assert list(MESSAGE_TEMPLATE.caution(situation(there=there))) == []


def test_a_delete_is_no_edit() -> None:
    """It has costs of its own."""
    asked = replace(situation(EDIT), action=Action.DELETE, after=None)
    assert list(MESSAGE_TEMPLATE.caution(asked)) == []


def test_an_edit_of_what_is_not_there_is_not_judged() -> None:
    """Without a live object there is no quota."""
    asked = replace(situation(EDIT), live=None)
    assert list(quotas.against_edit(asked)) == []
    assert list(quotas.caution(asked)) == []
