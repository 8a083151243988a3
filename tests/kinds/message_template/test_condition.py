"""What is said of a live template: its review, quality and category, and advice."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from support.remembered import EDIT, OLD, situation
from support.sides import NOW, declared, live

from wa_sync.kinds.message_template.advice import REASONS, STATUSES
from wa_sync.kinds.message_template.condition import assess
from wa_sync.kinds.message_template.refusals import EDIT_QUOTA
from wa_sync.model.condition import Assessment, Edits, Quality, Review
from wa_sync.model.finding import Severity
from wa_sync.model.history import Event, Fate
from wa_sync.model.source import Json


def assessed(status: str, *events: Event, **facts: Json) -> Assessment:
    """What is said of a declared template in this status."""
    asked = situation(*events, there=live(OLD, status, **facts), after=OLD)
    found = assess(replace(asked, declared=declared(OLD)))
    assert found is not None
    return found


def rules(found: Assessment) -> list[tuple[str, str]]:
    """What is said, in short."""
    return [(one.rule, one.severity.value) for one in found.findings]


def test_what_is_not_there_fares_in_no_way() -> None:
    """Only what is live was reviewed."""
    assert assess(situation(there=None)) is None


@pytest.mark.parametrize("status", [*STATUSES, "DELETED"])
def test_every_status_of_meta_is_known(status: str) -> None:
    """What cannot be sent is an error with advice, what is reviewed is a note."""
    found = assessed(status)
    severities = {
        Review.APPROVED: [],
        Review.IN_REVIEW: [Severity.INFO],
        Review.REFUSED: [Severity.ERROR],
    }
    assert [one.severity for one in found.findings] == severities[found.review]
    assert all(one.hint for one in found.findings if one.severity is Severity.ERROR)


def test_a_status_that_nobody_knows_is_no_end() -> None:
    """Meta adds words: that is said, and neither approved nor refused."""
    found = assessed("SHADOWED")
    assert found.review is Review.IN_REVIEW
    (said,) = found.findings
    assert said.message == (
        "Meta says SHADOWED, which this version of wa-sync does not know"
    )
    assert said.severity is Severity.WARNING


@pytest.mark.parametrize("reason", [*REASONS, "NONE", "NEW_REASON", ""])
def test_every_reason_has_advice(reason: str) -> None:
    """Meta's word stands in the message, where it says anything."""
    (said,) = assessed("REJECTED", rejected_reason=reason).findings
    assert (said.rule, said.severity) == ("rejected", Severity.ERROR)
    assert said.message.startswith("Meta rejected it: ")
    assert said.message.endswith(f" ({reason})") == (reason not in {"NONE", ""})
    assert said.hint is not None
    assert said.hint.endswith("what is rejected can be edited as often as needed")


@pytest.mark.parametrize("score", ["YELLOW", "red", "GREEN", "UNKNOWN"])
def test_quality_is_told_with_its_date(score: str) -> None:
    """A warning where it falls, with Meta's reasons; nothing where it is good."""
    told: Json = {"score": score, "date": 1772362800, "reasons": ["SPAM", 1, "BLOCK"]}
    found = assessed("APPROVED", quality_score=told)
    at = datetime(2026, 3, 1, 11, tzinfo=UTC)
    assert found.quality == Quality(score.upper(), at)
    low = score in {"YELLOW", "red"}
    assert rules(found) == ([("low_quality", "warning")] if low else [])
    assert [one.message.endswith(" (SPAM, BLOCK)") for one in found.findings] == [
        True for _ in found.findings
    ]


@pytest.mark.parametrize("date", [None, True, "yesterday", 10**20, -(10**20)])
def test_a_date_that_is_none_is_left_out(date: Json) -> None:
    """Meta's answer is not trusted to make sense."""
    found = assessed("APPROVED", quality_score={"score": "RED", "date": date})
    assert found.quality == Quality("RED")
    assert rules(found) == [("low_quality", "warning")]


def test_categories_that_meta_moves() -> None:
    """Announced, made against what the files say, and made long ago."""
    announced = assessed("APPROVED", correct_category="MARKETING")
    assert [one.message for one in announced.findings] == [
        "Meta is going to move it from UTILITY to MARKETING"
    ]
    assert rules(announced) == [("category_announced", "warning")]
    done = assessed(
        "APPROVED", correct_category="UTILITY", previous_category="MARKETING"
    )
    assert rules(done) == [("category_moved", "info")]
    moved = live({**OLD, "category": "MARKETING"}, previous_category="UTILITY")
    asked = situation(there=moved, after=OLD)
    found = assess(asked)
    assert found is not None
    assert rules(found) == [("category_moved", "warning")]
    unmanaged = assess(replace(asked, declared=None))
    assert unmanaged is not None
    assert rules(unmanaged) == [("category_moved", "info")]


def test_edits_are_counted_where_meta_counts_them() -> None:
    """Of what is approved only; the latest of all ends is told."""
    assert assessed("REJECTED", EDIT).edits is None
    none = Edits(today=0, per_day=1, month=0, per_month=10)
    assert assessed("APPROVED").edits == none
    once = assessed("APPROVED", EDIT).edits
    day = timedelta(days=1)
    assert once == replace(none, today=1, month=1, not_before=EDIT.at + day)
    refused = replace(
        EDIT, fate=Fate.NOT_DONE, rule=EDIT_QUOTA, not_before=NOW + 2 * day
    )
    told = assessed("APPROVED", refused).edits
    assert told == replace(none, not_before=NOW + 2 * day)
    other = replace(refused, live_id="another")
    assert assessed("APPROVED", other).edits == none
