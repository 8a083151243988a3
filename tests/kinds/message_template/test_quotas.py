"""Edit quotas and locked names, as far as the journal and Meta's times tell."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest
from support.sides import ACCOUNT, NOW, declared, live, spec

from wa_sync.kind import Situation
from wa_sync.kinds.message_template import MESSAGE_TEMPLATE, quotas
from wa_sync.model.change import Action, Blocked
from wa_sync.model.finding import Severity
from wa_sync.model.history import SKEW, Event, Fate, History


if TYPE_CHECKING:
    from wa_sync.model.resource import Live
    from wa_sync.model.source import Json, Spec


KEY = "order_update/en_US"
OLD, NEW = spec(KEY), spec(KEY, "Your parcel is at the door.")
LIVE = live(OLD)
HOUR, DAY = timedelta(hours=1), timedelta(days=1)
PLACE = "~/.local/state/wa-sync/journal/ab.ndjson"
EDIT = Event(
    at=NOW - HOUR,
    address=LIVE.address,
    action=Action.UPDATE,
    fate=Fate.DONE,
    live_id=LIVE.live_id,
    status="APPROVED",
    fields=frozenset({"components"}),
)
DELETED = replace(EDIT, action=Action.DELETE, fields=frozenset())

NONE_KNOWN = "of 1 edit in 24 hours and 10 in 30 days, none is known to be used up"


def situation(
    *events: Event, there: Live | None = LIVE, after: Spec = NEW, now: datetime = NOW
) -> Situation:
    """An edit of what is there, or a create where nothing is."""
    return Situation(
        account=ACCOUNT,
        action=Action.CREATE if there is None else Action.UPDATE,
        declared=declared(after),
        live=there,
        before=None if there is None else there.spec,
        after=after,
        siblings=(),
        live_count=3,
        limit=None,
        now=now,
        history=History(events, place=PLACE),
    )


def judged(asked: Situation) -> Blocked | None:
    """What stands in the way."""
    return MESSAGE_TEMPLATE.judge(asked)


def updated(when: datetime | Json) -> Live:
    """The live template, of which Meta says that it moved then."""
    told = int(when.timestamp()) if isinstance(when, datetime) else when
    return live(OLD, last_updated_time=told)


def test_an_approved_template_is_edited_once_a_day() -> None:
    """The second edit waits until the first is a day old, to the minute."""
    edit = replace(EDIT, at=NOW - HOUR + timedelta(seconds=1))
    assert judged(situation(edit)) == Blocked(
        rule="edit_quota",
        reason="an approved template can be edited once in 24 hours; at least 1 edit "
        "is known",
        way_out=f"run again then; {PLACE} says so: delete that file if it is wrong",
        not_before=NOW + 23 * HOUR + timedelta(minutes=1),
        time_helps=True,
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
        way_out=f"run again then; {PLACE} says so: delete that file if it is wrong",
        not_before=NOW + 19 * DAY,
        time_helps=True,
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
    assert found.message == f"live template: {known}"


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


def test_the_name_of_an_approved_template_is_locked_for_thirty_days() -> None:
    """Who deleted it knows until when, to the minute."""
    gone = replace(DELETED, at=NOW - HOUR - timedelta(seconds=1))
    assert judged(situation(gone, there=None)) == Blocked(
        rule="name_locked",
        reason="this machine deleted it on 2026-03-01 10:59 UTC, after it had been "
        "approved; Meta keeps such a name locked for 30 days",
        way_out=f"run again then; {PLACE} says so: delete that file if it is wrong; or "
        "use another name, such as one that ends in _v2",
        not_before=NOW - HOUR + 30 * DAY,
        time_helps=True,
    )
    assert judged(situation(gone, there=None, now=gone.at + 30 * DAY)) is None


def test_the_name_of_what_was_never_approved_is_locked_for_a_minute() -> None:
    """Nobody ever got it, so Meta forgets it at once."""
    gone = replace(DELETED, at=NOW, status="REJECTED")
    assert judged(situation(gone, there=None)) == Blocked(
        rule="name_locked",
        reason="this machine deleted it on 2026-03-01 12:00 UTC, not known to be "
        "approved ever; Meta keeps such a name locked for a minute or more",
        way_out=f"run again then; {PLACE} says so: delete that file if it is wrong; or "
        "use another name, such as one that ends in _v2",
        not_before=NOW + timedelta(minutes=1),
        time_helps=True,
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
