"""What is left of both sides once only the comparable is kept."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.aligned import URL, buttons, settled
from support.variants import template


if TYPE_CHECKING:
    from wa_sync.model.source import Spec
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
