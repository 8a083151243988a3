"""What is left of both sides once only the comparable is kept."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from support.variants import ACCOUNT, live, template

from wa_sync.kind import Aligned, Remark
from wa_sync.kinds.message_template.align import align
from wa_sync.kinds.message_template.normal import from_answer, normalize
from wa_sync.model.account import CategoryPolicy
from wa_sync.model.finding import Finding, Severity


if TYPE_CHECKING:
    from wa_sync.model.source import Json, Spec


def aligned(desired: Spec, answer: Spec) -> Aligned:
    """Align a variant as written with an answer as given."""
    return align(normalize(desired), from_answer(answer), ACCOUNT)


def settled(desired: Spec, answer: Spec) -> bool:
    """Whether a plan would be empty."""
    found = aligned(desired, answer)
    return found.desired == found.live


def buttons(*given: Spec, **fields: Json) -> Spec:
    """A template with these buttons."""
    return template({"type": "BUTTONS", "buttons": list(given)}, **fields)


URL = "https://shop.example/t/{{1}}"
EQUAL: dict[str, tuple[Spec, Spec]] = {
    "media": (
        template(
            {
                "type": "HEADER",
                "format": "IMAGE",
                "example": {"header_handle": ["4::aW"]},
            }
        ),
        template(
            {
                "type": "HEADER",
                "format": "IMAGE",
                "example": {"header_handle": ["https://scontent.whatsapp.net/a"]},
            }
        ),
    ),
    "media beside another example": (
        template(
            {
                "type": "HEADER",
                "format": "TEXT",
                "text": "{{1}}",
                "example": {"header_handle": ["4::aW"], "header_text": ["a"]},
            }
        ),
        template(
            {"type": "HEADER", "format": "TEXT", "text": "{{1}}", "example": ["a"]}
        ),
    ),
    "zero-tap terms": (
        buttons(
            {"type": "OTP", "otp_type": "ZERO_TAP", "zero_tap_terms_accepted": True}
        ),
        buttons({"type": "OTP", "otp_type": "ZERO_TAP"}),
    ),
    "labels of an OTP button": (
        buttons({"type": "OTP", "otp_type": "ONE_TAP"}),
        buttons(
            {"type": "OTP", "otp_type": "ONE_TAP", "text": "C", "autofill_text": "A"}
        ),
    ),
    "texts beside an OTP button": (
        template(
            {"type": "BODY", "text": "Your code is {{1}}.", "example": ["1"]},
            {"type": "FOOTER", "text": "Soon", "code_expiration_minutes": 5},
            {"type": "BUTTONS", "buttons": [{"type": "OTP", "otp_type": "ONE_TAP"}]},
        ),
        template(
            {"type": "BODY", "text": "*{{1}}* is your code.", "example": ["2"]},
            {"type": "FOOTER", "text": "In 5 minutes", "code_expiration_minutes": 5},
            {"type": "BUTTONS", "buttons": [{"type": "OTP", "otp_type": "ONE_TAP"}]},
        ),
    ),
    "apps of a copy-code button": (
        buttons({"type": "OTP", "otp_type": "COPY_CODE", "autofill_text": "A"}),
        buttons({"type": "OTP", "otp_type": "COPY_CODE", "supported_apps": []}),
    ),
    "Meta's labels": (
        buttons({"type": "CATALOG"}, {"type": "SPM", "text": "View"}),
        buttons({"type": "CATALOG", "text": "Ver"}, {"type": "SPM", "text": "Ver"}),
    ),
    "a flow by name": (
        buttons({"type": "FLOW", "flow_name": "booking", "text": "Book"}),
        buttons(
            {
                "type": "FLOW",
                "flow_id": 123,
                "text": "Book",
                "flow_action": "NAVIGATE",
                "navigate_screen": "START",
            }
        ),
    ),
    "a flow by id": (
        buttons({"type": "FLOW", "flow_id": "123", "icon": "REVIEW"}),
        buttons({"type": "FLOW", "flow_id": 123, "flow_action": "NAVIGATE"}),
    ),
    "a zero after the country code": (
        buttons({"type": "PHONE_NUMBER", "phone_number": "+44 (0) 20 7946 0958"}),
        buttons({"type": "PHONE_NUMBER", "phone_number": "+442079460958"}),
    ),
    "a sample of a URL": (
        buttons({"type": "URL", "url": URL, "example": ["A77"]}),
        buttons({"type": "URL", "url": URL, "example": ["https://shop.example/t/A77"]}),
    ),
    "a deep link": (
        buttons({"type": "URL", "url": URL, "app_deep_link": {"meta_app_id": 1}}),
        buttons({"type": "URL", "url": URL}),
    ),
    "raw fields that live does not show": (
        template({"type": "BODY", "raw": {"tone": "warm"}}, raw={"new": True}),
        template({"type": "BODY"}),
    ),
    "raw fields that were not declared": (
        template({"type": "BODY"}),
        template({"type": "BODY", "tone": "warm"}, new=True),
    ),
    "raw fields that live shows": (
        template({"type": "BODY", "raw": {"tone": "warm"}}, raw={"new": True}),
        template({"type": "BODY", "tone": "warm"}, new=True),
    ),
    "write-only fields": (
        template(allow_category_change=True, send_type="DIRECT"),
        template(),
    ),
    "a library template": (
        {
            "name": "order_update",
            "language": "en_US",
            "category": "UTILITY",
            "library_template_name": "delivery_update_1",
            "library_template_body_inputs": {"add_contact_number": True},
        },
        template(
            {"type": "BODY", "text": "b"},
            library_template_name="delivery_update_1",
            parameter_format="NAMED",
        ),
    ),
    "fields that were not declared": (
        template(),
        template(
            message_send_ttl_seconds=60,
            display_format="ORDER_DETAILS",
            bid_spec={"bid_amount": 1},
        ),
    ),
    "declared defaults": (
        template(
            is_primary_device_delivery_only=False,
            cta_url_link_tracking_opted_out=False,
            message_send_ttl_seconds=-1,
        ),
        template(),
    ),
    "the default of authentication": (
        template(category="AUTHENTICATION", message_send_ttl_seconds=600),
        template(category="AUTHENTICATION", message_send_ttl_seconds=600),
    ),
    "features": (
        template(
            degrees_of_freedom_spec={
                "creative_features_spec": {
                    "image_touchups": {"enroll_status": "OPT_OUT"},
                    "image_animation": {"enroll_status": "OPT_IN"},
                }
            }
        ),
        template(
            degrees_of_freedom_spec={
                "creative_features_spec": [
                    {"key": "IMAGE_TOUCHUPS", "value": {"enroll_status": "OPT_OUT"}},
                    {"key": "IMAGE_BANNER", "value": {"enroll_status": "OPT_OUT"}},
                ]
            }
        ),
    ),
    "features that are on by default": (
        template(
            degrees_of_freedom_spec={
                "creative_features_spec": {"image_banner": {"enroll_status": "OPT_IN"}}
            }
        ),
        template(),
    ),
    "an offer that does not expire": (
        template(
            {
                "type": "LIMITED_TIME_OFFER",
                "limited_time_offer": {"text": "a", "has_expiration": False},
            }
        ),
        template({"type": "LIMITED_TIME_OFFER", "limited_time_offer": {"text": "a"}}),
    ),
    "an offer about whose end nothing was said": (
        template({"type": "LIMITED_TIME_OFFER", "limited_time_offer": {"text": "a"}}),
        template(
            {
                "type": "LIMITED_TIME_OFFER",
                "limited_time_offer": {"text": "a", "has_expiration": True},
            }
        ),
    ),
    "cards": (
        template(
            {
                "type": "CAROUSEL",
                "cards": [
                    {
                        "components": [
                            {
                                "type": "HEADER",
                                "format": "IMAGE",
                                "example": {"header_handle": ["4::a"]},
                            },
                            {"type": "BUTTONS", "buttons": [{"type": "SPM"}]},
                        ]
                    }
                ],
            }
        ),
        template(
            {
                "type": "CAROUSEL",
                "cards": [
                    {
                        "components": [
                            {"type": "HEADER", "format": "IMAGE"},
                            {
                                "type": "BUTTONS",
                                "buttons": [{"type": "SPM", "text": "View"}],
                            },
                        ]
                    }
                ],
            }
        ),
    ),
}


@pytest.mark.parametrize(("desired", "answer"), EQUAL.values(), ids=EQUAL.keys())
def test_no_correct_state_shows_a_difference(desired: Spec, answer: Spec) -> None:
    """What Meta hides, adds or spells its own way is not a difference."""
    assert settled(desired, answer)


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
