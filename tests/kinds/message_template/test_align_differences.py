"""Differences that are seen, and what of both sides is left to compare."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from support.aligned import URL, aligned, buttons, settled
from support.variants import ACCOUNT, live, template

from wa_sync.kind import Aligned, Remark
from wa_sync.kinds.message_template.align import align
from wa_sync.kinds.message_template.normal import from_answer, normalize
from wa_sync.model.account import CategoryPolicy
from wa_sync.model.finding import Finding, Severity


if TYPE_CHECKING:
    from wa_sync.model.source import Json, Spec


UNEQUAL: dict[str, tuple[Spec, Spec]] = {
    "another text": (
        template({"type": "BODY", "text": "a"}),
        template({"type": "BODY", "text": "b"}),
    ),
    "a footer more in live": (
        template({"type": "BODY"}),
        template({"type": "BODY"}, {"type": "FOOTER", "text": "f"}),
    ),
    "another format": (
        template({"type": "HEADER", "format": "IMAGE"}),
        template({"type": "HEADER", "format": "VIDEO"}),
    ),
    "another order of buttons": (
        buttons({"type": "QUICK_REPLY", "text": "a"}, {"type": "QUICK_REPLY"}),
        buttons({"type": "QUICK_REPLY"}, {"type": "QUICK_REPLY", "text": "a"}),
    ),
    "another number": (
        buttons({"type": "PHONE_NUMBER", "phone_number": "+442079460958"}),
        buttons({"type": "PHONE_NUMBER", "phone_number": "+442079460959"}),
    ),
    "another sample": (
        buttons({"type": "URL", "url": URL, "example": ["A77"]}),
        buttons({"type": "URL", "url": URL, "example": ["A78"]}),
    ),
    "another URL": (
        buttons({"type": "URL", "url": URL, "example": ["A77"]}),
        buttons({"type": "URL", "url": f"{URL}1", "example": ["A77"]}),
    ),
    "a URL without an address": (
        buttons({"type": "URL", "text": "a"}),
        buttons({"type": "URL", "text": "b"}),
    ),
    "another label for an OTP button": (
        buttons({"type": "OTP", "otp_type": "ONE_TAP", "text": "Copy"}),
        buttons({"type": "OTP", "otp_type": "ONE_TAP", "text": "Kopieren"}),
    ),
    "another icon": (
        buttons({"type": "FLOW", "flow_id": "1", "icon": "REVIEW"}),
        buttons({"type": "FLOW", "flow_id": "1", "icon": "DOCUMENT"}),
    ),
    "another raw field": (template(raw={"new": 1}), template(new=2)),
    "another raw field of a component": (
        template({"type": "BODY", "raw": {"tone": "warm"}}),
        template({"type": "BODY", "tone": "cold"}),
    ),
    "opted out": (template(cta_url_link_tracking_opted_out=True), template()),
    "another time to live": (template(message_send_ttl_seconds=60), template()),
    "another feature": (
        template(
            degrees_of_freedom_spec={
                "creative_features_spec": {"image_banner": {"enroll_status": "OPT_OUT"}}
            }
        ),
        template(),
    ),
    "a legacy category without defaults": (
        template(category="OTP", message_send_ttl_seconds=60),
        template(category="OTP"),
    ),
}


@pytest.mark.parametrize(("desired", "answer"), UNEQUAL.values(), ids=UNEQUAL.keys())
def test_differences_are_seen(desired: Spec, answer: Spec) -> None:
    """What somebody asked for, and live does not have, is a difference."""
    assert not settled(desired, answer)


def test_fields_that_the_api_did_not_show_are_not_compared() -> None:
    """An API version without a field cannot say that it is unset."""
    desired = normalize(template(display_format="ORDER_DETAILS"))
    there = live(from_answer(template()).spec, unread_fields=["display_format"])
    assert align(desired, there, ACCOUNT) == Aligned(there.spec, there.spec)


def test_only_what_differs_is_left_to_compare() -> None:
    """Both sides come out with the same fields, each with its own value."""
    found = aligned(
        template({"type": "BODY", "text": "new"}, send_type="DIRECT"),
        template({"type": "BODY", "text": "old"}, message_send_ttl_seconds=60),
    )
    shared = {
        "name": "order_update",
        "language": "en_US",
        "category": "UTILITY",
        "parameter_format": "POSITIONAL",
    }
    assert found == Aligned(
        {**shared, "components": [{"type": "BODY", "text": "new"}]},
        {**shared, "components": [{"type": "BODY", "text": "old"}]},
    )


def test_a_part_without_counterpart_shows_only_what_can_be_compared() -> None:
    """A header that live lacks is shown without its handle."""
    found = aligned(
        template(
            {
                "type": "HEADER",
                "format": "IMAGE",
                "example": {"header_handle": ["4::"]},
            },
            {"type": "CAROUSEL", "cards": [{"components": [{"type": "BODY"}]}]},
            {"type": "LIMITED_TIME_OFFER", "limited_time_offer": {"text": "a"}},
        ),
        template({"type": "BODY", "text": "b"}),
    )
    assert found.desired["components"] == [
        {"type": "HEADER", "format": "IMAGE"},
        {"type": "LIMITED_TIME_OFFER", "limited_time_offer": {"text": "a"}},
        {"type": "CAROUSEL", "cards": [{"components": [{"type": "BODY"}]}]},
    ]
    assert found.live["components"] == [{"type": "BODY", "text": "b"}]


MOVED = Remark("Meta moved it from UTILITY to MARKETING", by_meta=True)


def unmovable(which: str) -> Remark:
    """What is said of a category that nobody can set, and nobody is known to have."""
    return Remark(
        "live says MARKETING, declared is UTILITY; Meta lets nobody change the "
        f"category of {which}: declare MARKETING, or use another name",
        by_meta=False,
    )


APPROVED = unmovable("an approved template")


class TestCategory:
    """A category that differs."""

    def align(
        self, policy: CategoryPolicy, status: str | None, **facts: Json
    ) -> Aligned:
        """UTILITY is declared, MARKETING is live."""
        there = live(normalize(template(category="MARKETING")), status=status, **facts)
        account = replace(ACCOUNT, category_policy=policy)
        return align(normalize(template()), there, account)

    @pytest.mark.parametrize(
        ("status", "facts", "said"),
        [
            ("APPROVED", {"previous_category": "UTILITY"}, MOVED),
            ("REJECTED", {"previous_category": "UTILITY"}, MOVED),
            ("APPROVED", {}, APPROVED),
            ("APPROVED", {"previous_category": "TRANSACTIONAL"}, APPROVED),
            ("PENDING", {}, unmovable("a template that is PENDING")),
            (None, {}, unmovable("a template that is live")),
        ],
    )
    def test_metas_doing_is_a_note(
        self, status: str | None, facts: Spec, said: Remark
    ) -> None:
        """What Meta did, or would not undo, is accepted and said, each as it is."""
        found = self.align(CategoryPolicy.ACCEPT, status, **facts)
        assert found.desired == found.live
        assert "category" not in found.desired
        assert (found.remark, found.findings) == (said, ())

    def test_a_warning_can_be_asked_for(self) -> None:
        """With category_policy: warn the note comes with a warning."""
        found = self.align(CategoryPolicy.WARN, "APPROVED", previous_category="UTILITY")
        assert found.desired == found.live
        assert found.remark == MOVED
        assert found.findings == (
            Finding(
                rule="category_changed_by_meta",
                at=("category",),
                message=MOVED.message,
                hint="declare category: MARKETING for all languages, or ask Meta for a "
                "review",
                severity=Severity.WARNING,
            ),
        )

    def test_a_warning_without_a_trace_does_not_name_meta(self) -> None:
        """Nobody knows who made it differ, and no review would help."""
        found = self.align(CategoryPolicy.WARN, "APPROVED")
        assert found.remark == APPROVED
        assert found.findings == (
            Finding(
                rule="category_differs",
                at=("category",),
                message=APPROVED.message,
                hint="declare category: MARKETING for all languages",
                severity=Severity.WARNING,
            ),
        )

    @pytest.mark.parametrize(
        ("policy", "status"),
        [
            (CategoryPolicy.ENFORCE, "APPROVED"),
            (CategoryPolicy.ACCEPT, "REJECTED"),
            (CategoryPolicy.ACCEPT, "PAUSED"),
        ],
    )
    def test_ours_to_change(self, policy: CategoryPolicy, status: str) -> None:
        """Where the API could change it, or where that is asked for, it is a change."""
        found = self.align(policy, status)
        assert found == Aligned(
            normalize(template()), normalize(template(category="MARKETING"))
        )
