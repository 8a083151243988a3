"""Edits and deletes: which can be made, and which Meta would refuse."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.judged import (
    MEDIA,
    NEW,
    PLAIN,
    WITH_ASSET,
    being,
    judged,
)
from support.variants import template

from wa_sync.kinds.message_template import refusals
from wa_sync.kinds.message_template.normal import normalize
from wa_sync.model.change import Action


if TYPE_CHECKING:
    from wa_sync.model.change import Blocked
    from wa_sync.model.resource import Live
    from wa_sync.model.source import Spec


@pytest.mark.parametrize(
    ("there", "desired"),
    [
        (being("APPROVED"), NEW),
        (being("REJECTED"), NEW),
        (being("PAUSED"), {**NEW, "category": "MARKETING"}),
        (being("APPROVED", MEDIA), WITH_ASSET),
        (being("APPROVED", MEDIA), {**MEDIA, "message_send_ttl_seconds": 60}),
    ],
)
def test_edits_that_can_be_made(there: Live, desired: Spec) -> None:
    """An approved, rejected or paused template; with its sample where that is sent."""
    assert judged(Action.UPDATE, desired=desired, there=there) is None


TO_MARKETING = {**PLAIN, "category": "MARKETING"}


@pytest.mark.parametrize(
    ("there", "desired", "siblings", "blocked"),
    [
        (being("PENDING"), NEW, (), refusals.in_review("PENDING")),
        (being("DISABLED"), NEW, (), refusals.not_editable("DISABLED")),
        (being("ARCHIVED"), NEW, (), refusals.not_editable("ARCHIVED")),
        (being(None), NEW, (), refusals.not_editable(None)),
        (being("DELETED"), NEW, (), refusals.LANGUAGE_BEING_DELETED),
        (being("APPROVED", name="sample_sale"), NEW, (), refusals.SAMPLE),
        (
            being("APPROVED"),
            TO_MARKETING,
            (),
            refusals.category_of_approved(normalize(PLAIN), normalize(TO_MARKETING)),
        ),
        (
            being("REJECTED"),
            TO_MARKETING,
            (being("PENDING_DELETION", language="de"),),
            refusals.CATEGORY_WHILE_DELETING,
        ),
        (
            being("REJECTED", MEDIA),
            template({"type": "HEADER", "format": "IMAGE"}, {"type": "BODY"}),
            (),
            refusals.no_sample(Action.UPDATE),
        ),
        (being("REJECTED", MEDIA), MEDIA, (), refusals.no_sample(Action.UPDATE)),
    ],
)
def test_edits_that_meta_would_refuse(
    there: Live, desired: Spec, siblings: tuple[Live, ...], blocked: Blocked
) -> None:
    """Reviews, lost templates, categories and samples stand in the way of an edit."""
    found = judged(Action.UPDATE, desired=desired, there=there, siblings=siblings)
    assert found == blocked


@pytest.mark.parametrize(
    ("there", "blocked"),
    [
        (being("APPROVED"), None),
        (being("PENDING"), None),
        (being("DISABLED"), refusals.DISABLED_STAYS),
        (being("APPROVED", name="hello_world"), refusals.SAMPLE),
    ],
)
def test_deletes(there: Live, blocked: Blocked | None) -> None:
    """Neither Meta's samples nor disabled templates can be deleted."""
    assert judged(Action.DELETE, there=there) == blocked


@pytest.mark.parametrize("action", [Action.UPDATE, Action.DELETE])
def test_what_is_not_live_is_not_judged(action: Action) -> None:
    """Without a live object there is nothing to say."""
    assert judged(action, desired=PLAIN) is None
