"""What may be done in which status, and the words for what may not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from support.judged import (
    BODY,
    MEDIA,
    NEW,
    PLAIN,
    WITH_ASSET,
    being,
    declared,
    judged,
)
from support.refused import refusal
from support.variants import ACCOUNT, template

from wa_sync.graph import samples
from wa_sync.kinds.message_template import MESSAGE_TEMPLATE, lifecycle, refusals
from wa_sync.model.change import Action, Change, LiveStatus, Precondition


if TYPE_CHECKING:
    from wa_sync.kind import Kind
    from wa_sync.model.change import Blocked
    from wa_sync.model.resource import Live
    from wa_sync.model.source import Spec
WITH_HANDLE = template(
    {"type": "HEADER", "format": "IMAGE", "example": {"header_handle": ["4::a"]}}, BODY
)
IN_A_CARD = template(
    BODY,
    {
        "type": "CAROUSEL",
        "cards": [{"components": [{"type": "HEADER", "format": "VIDEO"}]}],
    },
)


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("APPROVED", LiveStatus.EDITABLE),
        ("REJECTED", LiveStatus.EDITABLE),
        ("PAUSED", LiveStatus.EDITABLE),
        ("PENDING", LiveStatus.IN_REVIEW),
        ("IN_APPEAL", LiveStatus.IN_REVIEW),
        ("PENDING_DELETION", LiveStatus.GONE),
        ("DELETED", LiveStatus.GONE),
        ("DISABLED", LiveStatus.OTHER),
        ("SOMETHING_NEW", LiveStatus.OTHER),
        (None, LiveStatus.OTHER),
    ],
)
def test_statuses(status: str | None, expected: LiveStatus) -> None:
    """Each of Meta's statuses allows something; an unknown one allows nothing."""
    there = being(status)
    assert lifecycle.status(there) is expected
    assert lifecycle.ignored(there) is (expected is LiveStatus.GONE)


@pytest.mark.parametrize(
    ("name", "expected"),
    [("hello_world", True), ("sample_shoe_sale", True), ("my_sample", False)],
)
def test_samples(name: str, expected: bool) -> None:  # noqa: FBT001 - what is expected
    """Meta's samples are known by their names."""
    assert lifecycle.sample(being("APPROVED", name=name)) is expected


@pytest.mark.parametrize("desired", [PLAIN, WITH_ASSET, WITH_HANDLE])
def test_creates_that_can_be_made(desired: Spec) -> None:
    """Another language of the same category, room enough, and a sample."""
    other = being("APPROVED", language="de")
    gone = being("PENDING_DELETION", language="fr", category="MARKETING")
    assert (
        judged(Action.CREATE, desired=desired, siblings=(other, gone), limit=4) is None
    )


OTHER_CATEGORY = being("APPROVED", language="de", category="MARKETING")


@pytest.mark.parametrize(
    ("desired", "siblings", "limit", "blocked"),
    [
        ({**PLAIN, "name": "hello_world"}, (), None, refusals.NAME_OF_A_SAMPLE),
        (
            PLAIN,
            (being("PENDING_DELETION"),),
            None,
            refusals.LANGUAGE_BEING_DELETED,
        ),
        (PLAIN, (), 3, refusals.template_limit(3, 3)),
        (
            PLAIN,
            (OTHER_CATEGORY,),
            None,
            refusals.other_category(OTHER_CATEGORY, "UTILITY"),
        ),
        (MEDIA, (), None, refusals.no_sample(Action.CREATE)),
        (IN_A_CARD, (), None, refusals.no_sample(Action.CREATE)),
    ],
)
def test_creates_that_meta_would_refuse(
    desired: Spec, siblings: tuple[Live, ...], limit: int | None, blocked: Blocked
) -> None:
    """Locked names, full accounts, other categories and missing samples are known."""
    found = judged(Action.CREATE, desired=desired, siblings=siblings, limit=limit)
    assert found == blocked


def test_an_upload_needs_an_app() -> None:
    """Without app_id nothing can be uploaded, which is said before anything is sent."""
    account = replace(ACCOUNT, app_id=None)
    assert judged(Action.CREATE, desired=WITH_ASSET, account=account) == samples.no_app(
        account
    )
    assert judged(Action.CREATE, desired=WITH_HANDLE, account=account) is None


def said_of(desired: Spec, there: Live) -> list[str]:
    """The rules of all findings about files, for an update through the gateway."""
    mine = declared(desired)
    both = MESSAGE_TEMPLATE.align(mine.spec, there, ACCOUNT)
    change = Change(
        account="demo",
        address=mine.address,
        action=Action.UPDATE,
        before=both.live,
        after=both.desired,
        send=mine.spec,
        precondition=Precondition(exists=True),
        assets=mine.assets,
    )
    foreseen = MESSAGE_TEMPLATE.foresee(ACCOUNT, change)
    unseen = MESSAGE_TEMPLATE.unseen(mine, both)
    return [finding.rule for finding in (*unseen, *foreseen)]


@pytest.mark.parametrize(
    ("desired", "there", "rules"),
    [
        (PLAIN, NEW, []),
        (WITH_HANDLE, MEDIA, []),
        ({**WITH_ASSET, "category": "MARKETING"}, MEDIA, ["asset_taken_as_equal"]),
        (WITH_ASSET, PLAIN, ["upload_route_unsure"]),
    ],
)
def test_a_sample_is_either_taken_as_equal_or_uploaded(
    desired: Spec, there: Spec, rules: list[str]
) -> None:
    """With the components it goes up; without, nobody can compare it, and both are
    said.
    """
    assert said_of(desired, being("REJECTED", there)) == rules


def test_new_bytes_alone_and_creates_are_uploads() -> None:
    """A change without a difference is one of the samples."""
    mine = declared(WITH_ASSET)
    rules = []
    for action, before in ((Action.UPDATE, mine.spec), (Action.CREATE, None)):
        change = Change(
            account="demo",
            address=mine.address,
            action=action,
            before=before,
            after=mine.spec,
            precondition=Precondition(exists=True),
            assets=mine.assets,
        )
        rules += [found.rule for found in MESSAGE_TEMPLATE.foresee(ACCOUNT, change)]
    assert rules == ["upload_route_unsure"] * 2


LIBRARY: Spec = {
    "name": "order_update",
    "language": "en_US",
    "category": "UTILITY",
    "library_template_name": "delivery_update_1",
}


def test_a_library_template_needs_no_sample() -> None:
    """What has no components has no media header either."""
    assert judged(Action.CREATE, desired=LIBRARY) is None


@pytest.mark.parametrize(
    ("status", "way_out"),
    [
        ("ARCHIVED", "unarchive it in WhatsApp Manager, then run again"),
        ("LIMIT_EXCEEDED", refusals.TEMPLATES_FULL.way_out),
        ("NEW", "look at it in WhatsApp Manager, or use another name"),
    ],
)
def test_every_status_has_a_way_out(status: str, way_out: str) -> None:
    """Somebody who is blocked is told what to do."""
    assert refusals.not_editable(status).way_out == way_out


@pytest.mark.parametrize(
    ("subcode", "message", "blocked"),
    [
        (2388023, "", refusals.LANGUAGE_BEING_DELETED),
        (2388025, "", refusals.NAME_BEING_DELETED),
        (2388019, "", refusals.TEMPLATES_FULL),
        (2388039, "", refusals.EDIT_REFUSED),
        (2388003, "", refusals.EDIT_REFUSED),
        (2388024, "", refusals.ALREADY_THERE),
        (2593002, "", refusals.ALREADY_GONE),
        (2388094, "", refusals.SAMPLE),
        (2388155, "", refusals.NAME_OF_A_SAMPLE),
        (2388299, "Template Category Doesn't Match: …", None),
        (None, "something else", None),
    ],
)
def test_refusals_have_the_same_words(
    subcode: int | None, message: str, blocked: Blocked | None
) -> None:
    """What Meta says at apply time is explained as it would have been at plan time."""
    kind: Kind = MESSAGE_TEMPLATE
    assert kind.explain_refusal(refusal(subcode, message)) == blocked


def test_only_reviews_locks_and_quotas_pass_with_time() -> None:
    """Of all that Meta refuses, these need nothing but waiting."""
    known = [
        *refusals.BY_SUBCODE.values(),
        refusals.LANGUAGE_BEING_DELETED,
        refusals.EDIT_REFUSED,
        refusals.CATEGORY_MISMATCH,
        refusals.CATEGORY_WHILE_DELETING,
        refusals.DISABLED_STAYS,
        refusals.in_review("PENDING"),
        refusals.not_editable("DISABLED"),
        refusals.no_sample(Action.UPDATE),
        refusals.template_limit(3, 3),
    ]
    assert {one.rule for one in known if one.time_helps} == {
        "name_locked",
        "category_while_deleting",
        "edit_refused",
        "in_review",
    }
    assert [
        one for one in known if one.rule == "name_locked" and not one.time_helps
    ] == []
