"""What a change of a template means to others."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from support.judged import being, declared
from support.variants import ACCOUNT, live, template

from wa_sync.kind import Situation
from wa_sync.kinds.business_profile import BUSINESS_PROFILE
from wa_sync.kinds.message_template import MESSAGE_TEMPLATE
from wa_sync.kinds.message_template.normal import normalize
from wa_sync.model.change import Action, Consequence, Risk


if TYPE_CHECKING:
    from collections.abc import Iterable

    from wa_sync.model.resource import Live
    from wa_sync.model.source import Spec


BODY: Spec = {"type": "BODY", "text": "Your order is there."}
OLD, NEW = template(BODY), template({"type": "BODY", "text": "Here is your order."})
TAKING = template({"type": "BODY", "text": "Hi {{1}}, hello.", "example": ["Ana"]})
REVIEW = Consequence(Risk.REVIEW, "goes back to Meta's review")
OUTAGE = Consequence(Risk.OUTAGE, "cannot be sent if the review says no")
BREAKS = Consequence(
    Risk.BREAKING,
    "the body takes 1 parameter instead of no parameters; who sends as before gets "
    "132000",
    "/components/body/text",
)


def follows(
    action: Action,
    *,
    there: Live | None = None,
    desired: Spec | None = None,
    siblings: tuple[Live, ...] = (),
) -> list[Consequence]:
    """What follows from making ``there`` what is desired."""
    mine = declared(desired) if desired is not None else None
    return list(
        MESSAGE_TEMPLATE.consequences(
            Situation(
                account=ACCOUNT,
                action=action,
                declared=mine,
                live=there,
                before=there.spec if there else None,
                after=mine.spec if mine else None,
                siblings=siblings,
                live_count=1,
                limit=None,
                now=datetime(2026, 11, 22, tzinfo=UTC),
            )
        )
    )


def category(said: Iterable[Consequence]) -> list[Consequence]:
    """What is said of costs."""
    return [one for one in said if one.risk is Risk.COST]


def test_a_new_template_starts_its_review() -> None:
    """Nothing else follows from what nobody uses yet."""
    assert follows(Action.CREATE, desired=NEW) == [
        Consequence(Risk.REVIEW, "goes to Meta's review")
    ]


def test_an_edit_of_a_live_template_is_a_risk() -> None:
    """It is reviewed again, and may be unsendable afterwards (§4.3)."""
    assert follows(Action.UPDATE, there=being("APPROVED", OLD), desired=NEW) == [
        OUTAGE,
        REVIEW,
    ]


def test_what_breaks_comes_first() -> None:
    """Whoever reads one line reads the gravest."""
    there = being("APPROVED", OLD)
    assert follows(Action.UPDATE, there=there, desired=TAKING) == [
        BREAKS,
        OUTAGE,
        REVIEW,
    ]


def test_a_paused_template_is_not_sent_anyway() -> None:
    """Senders will come back to it, so they are warned; an outage it has already."""
    there = being("PAUSED", OLD)
    assert follows(Action.UPDATE, there=there, desired=TAKING) == [BREAKS, REVIEW]


def test_nobody_depends_on_what_was_rejected() -> None:
    """A template that cannot be sent breaks nobody and fails nobody."""
    there = being("REJECTED", OLD)
    assert follows(Action.UPDATE, there=there, desired=TAKING) == [REVIEW]


@pytest.mark.parametrize("status", ["PENDING", "IN_APPEAL"])
def test_what_is_in_review_goes_nowhere(status: str) -> None:
    """It is in review already, and nobody could send it yet."""
    assert follows(Action.UPDATE, there=being(status, OLD), desired=TAKING) == []


def test_a_status_that_is_new_is_taken_for_sendable() -> None:
    """What nobody knows yet is better said once too often."""
    there = being("SOMETHING_NEW", OLD)
    assert follows(Action.UPDATE, there=there, desired=TAKING) == [BREAKS, OUTAGE]


def test_a_switch_is_not_reviewed() -> None:
    """Link tracking is turned off and on without a review (§1.2)."""
    there = live(normalize({**OLD, "cta_url_link_tracking_opted_out": False}))
    off: Spec = {**OLD, "cta_url_link_tracking_opted_out": True}
    assert follows(Action.UPDATE, there=there, desired=off) == []


def test_other_bytes_of_a_sample_are_an_edit() -> None:
    """Where the normal forms are equal, the sample is what is sent anew."""
    there = being("APPROVED", OLD)
    assert follows(Action.UPDATE, there=there, desired=OLD) == [OUTAGE, REVIEW]


def test_without_a_live_template_nothing_follows() -> None:
    """An update or a delete of nothing means nothing."""
    assert follows(Action.UPDATE, desired=NEW) == []
    assert follows(Action.DELETE) == []


def test_what_a_library_holds_is_not_compared() -> None:
    """A declaration without components says nothing about parameters."""
    there = being("APPROVED", TAKING)
    library: Spec = {k: v for k, v in OLD.items() if k != "components"}
    assert follows(Action.UPDATE, there=there, desired=library) == [OUTAGE, REVIEW]


DEARER = "every message costs more, and who gets one has to have agreed to marketing"
OTHER = "messages are charged by another class"


@pytest.mark.parametrize(
    ("was", "now", "said"),
    [
        ("UTILITY", "MARKETING", DEARER),
        ("AUTHENTICATION", "MARKETING", DEARER),
        ("UTILITY", "AUTHENTICATION", OTHER),
        ("UTILITY", "SOMETHING_NEW", OTHER),
    ],
)
def test_another_category_costs(was: str, now: str, said: str) -> None:
    """The direction is named, and what it means."""
    there = being("PAUSED", OLD, category=was)
    found = follows(Action.UPDATE, there=there, desired={**OLD, "category": now})
    message = f"from {was} to {now}: {said}"
    assert found == [Consequence(Risk.COST, message, "/category"), REVIEW]


def test_a_cheaper_category_is_no_risk() -> None:
    """That a review may undo it is said with the review."""
    there = being("PAUSED", OLD, category="MARKETING")
    found = follows(Action.UPDATE, there=there, desired=OLD)
    message = "goes back to Meta's review, which may leave it MARKETING"
    assert found == [Consequence(Risk.REVIEW, message)]


def test_a_language_that_is_dearer_than_the_others_costs() -> None:
    """A name that comes back in another category is compared with what was there."""
    new: Spec = {**NEW, "category": "MARKETING"}
    there = (being("PENDING_DELETION", OLD), being("APPROVED", new))
    found = follows(Action.CREATE, desired=new, siblings=there)
    assert [one.risk for one in found] == [Risk.COST, Risk.REVIEW]
    assert found[0].message.startswith("from UTILITY to MARKETING: ")
    assert category(follows(Action.CREATE, desired=NEW, siblings=there)) == []


def test_an_unknown_category_costs_nothing_that_is_known() -> None:
    """Where one side shows no category, nothing is said of it."""
    there = live(normalize({k: v for k, v in OLD.items() if k != "category"}))
    assert category(follows(Action.UPDATE, there=there, desired=NEW)) == []


def test_a_language_that_goes_breaks_its_senders() -> None:
    """Who sends it gets 132001, and the name is locked (§5.3)."""
    assert follows(Action.DELETE, there=being("APPROVED", OLD)) == [
        Consequence(Risk.BREAKING, "who sends order_update in en_US gets 132001"),
        Consequence(Risk.OUTAGE, "locks the name in this language for about 30 days"),
    ]


def test_what_was_never_approved_goes_quietly() -> None:
    """Nobody could send it, and its name is free in a minute."""
    assert follows(Action.DELETE, there=being("REJECTED", OLD)) == []


def test_a_profile_has_no_consequences() -> None:
    """Nobody passes anything with a business profile, and nobody reviews it."""
    situation = Situation(
        account=ACCOUNT,
        action=Action.UPDATE,
        declared=None,
        live=replace(being("APPROVED", OLD), spec={"about": "a"}),
        before={"about": "a"},
        after={"about": "b"},
        siblings=(),
        live_count=1,
        limit=None,
        now=datetime(2026, 11, 22, tzinfo=UTC),
    )
    assert list(BUSINESS_PROFILE.consequences(situation)) == []
