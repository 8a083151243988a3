"""What Meta's refusals mean: the words of plan, and times where they can be told."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from support.refused import refusal
from support.sides import NOW, live, spec

from wa_sync.kinds.message_template import refusals
from wa_sync.kinds.message_template.explain import explain_refusal
from wa_sync.model.change import Blocked


OLD = spec("order_update/en_US")
LOCKED = (
    "New English (US) content can't be added while the existing English (US) content "
    "is being deleted. Try again in {} or consider creating a new message template."
)


@pytest.mark.parametrize(
    ("words", "wait"),
    [
        ("4 weeks", timedelta(weeks=4)),
        ("1 week", timedelta(weeks=1)),
        ("3 days", timedelta(days=3)),
        ("2 hours", timedelta(hours=2)),
        ("15 minutes", timedelta(minutes=15)),
        ("less than 1 minute", timedelta(minutes=1)),
    ],
)
def test_metas_text_tells_how_long_a_name_is_locked(
    words: str, wait: timedelta
) -> None:
    """Its words are repeated, and reckoned into a time."""
    assert explain_refusal(refusal(2388023, LOCKED.format(words))) == Blocked(
        rule="name_locked",
        reason="this language of the template is being deleted; Meta keeps the name "
        f"locked, and says: try again in {words}",
        way_out="wait, or use another name, such as one that ends in _v2",
        not_before=NOW + wait,
        time_helps=True,
    )


@pytest.mark.parametrize("words", ["4 semanas", "9999 weeks", "soon", "2 years"])
def test_a_text_that_cannot_be_read_tells_no_time(words: str) -> None:
    """It may be in any language: then the subcode has to do."""
    said = refusal(2388023, LOCKED.format(words))
    assert explain_refusal(said) == refusals.LANGUAGE_BEING_DELETED


@pytest.mark.parametrize("subcode", [2388039, 2388003])
def test_a_refused_edit_of_what_is_approved_is_a_quota(subcode: int) -> None:
    """Whatever used it up was no later than Meta's time of the template."""
    moved = NOW - timedelta(hours=1)
    there = live(OLD, last_updated_time=int(moved.timestamp()))
    assert explain_refusal(refusal(subcode, live=there)) == Blocked(
        rule="edit_quota",
        reason="an approved template can be edited once in 24 hours and 10 times in "
        "30 days; Meta takes no more now",
        way_out="run again then",
        not_before=moved + timedelta(days=1),
        time_helps=True,
    )


@pytest.mark.parametrize(
    "told", ["9999-12-31T23:00:00+0000", int((NOW + timedelta(days=400)).timestamp())]
)
def test_a_time_to_come_means_now_at_the_latest(told: str | int) -> None:
    """No edit was made in future, so the one that counts is over in a day."""
    blocked = explain_refusal(refusal(2388039, live=live(OLD, last_updated_time=told)))
    assert blocked is not None
    assert blocked.not_before == NOW + timedelta(days=1)


@pytest.mark.parametrize("hours", [None, 24, 240])
def test_without_a_recent_time_nobody_knows_when(hours: int | None) -> None:
    """A day without an edit leaves the quota of thirty days, of which no time tells."""
    moved = None if hours is None else int((NOW - timedelta(hours=hours)).timestamp())
    there = live(OLD, last_updated_time=moved)
    assert explain_refusal(refusal(2388039, live=there)) == Blocked(
        rule="edit_quota",
        reason="an approved template can be edited once in 24 hours and 10 times in "
        "30 days; Meta takes no more now",
        way_out="run again in a day or later",
        time_helps=True,
    )


@pytest.mark.parametrize(
    ("status", "blocked"),
    [
        ("PENDING", refusals.in_review("PENDING")),
        ("DISABLED", refusals.not_editable("DISABLED")),
        ("PENDING_DELETION", refusals.not_editable("PENDING_DELETION")),
        ("REJECTED", refusals.EDIT_REFUSED),
        ("PAUSED", refusals.EDIT_REFUSED),
    ],
)
def test_a_refused_edit_is_explained_by_the_status(
    status: str, blocked: Blocked
) -> None:
    """One subcode means many things; what is live now tells which."""
    assert explain_refusal(refusal(2388039, live=live(OLD, status))) == blocked


MISMATCH = (
    "The category UTILITY doesn't match the one that's already associated with this "
    "template, MARKETING."
)


@pytest.mark.parametrize(
    "said",
    [
        f"Template Category Doesn't Match: {MISMATCH}",
        MISMATCH,
        MISMATCH.replace("'", "’"),
        "Template category doesn't match",
    ],
)
def test_another_category_is_told_by_its_text_which_is_kept(said: str) -> None:
    """It has no subcode; which category is meant, only Meta's words say."""
    known = refusals.CATEGORY_MISMATCH
    assert explain_refusal(refusal(None, said)) == replace(
        known,
        reason=f"other languages of this name have another category; Meta says: {said}",
    )


@pytest.mark.parametrize(
    "said",
    [
        "You can't change the category for this template while it is being deleted.",
        "Your business may not create templates of the category UTILITY for 7 days.",
        "This template's category doesn't match its content.",
        "Category is not available",
    ],
)
def test_other_words_about_categories_are_metas_to_say(said: str) -> None:
    """A guess in place of them would send people the wrong way."""
    assert explain_refusal(refusal(None, said)) is None


def test_an_unknown_code_is_metas_to_explain() -> None:
    """Its own text says more than we could."""
    assert explain_refusal(replace(refusal(None, "no"), code=190)) is None
