"""Buttons as they may be written, in their normal form."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.normal_forms import component


if TYPE_CHECKING:
    from wa_sync.model.source import Json, Spec


def button(written: Spec) -> Json:
    """The normal form of a template's only button."""
    row = component({"type": "BUTTONS", "buttons": [written]})
    assert isinstance(row, dict)
    assert isinstance(row["buttons"], list)
    return row["buttons"][0]  # type: ignore[no-any-return] # the same


@pytest.mark.parametrize(
    ("written", "normal"),
    [
        (
            {"type": "quick_reply", "text": "Yes "},
            {"type": "QUICK_REPLY", "text": "Yes"},
        ),
        (
            {"type": "URL", "url": "https://x.example"},
            {"type": "URL", "url": "https://x.example/"},
        ),
        (
            {"type": "URL", "url": "HTTPS://X.example"},
            {"type": "URL", "url": "HTTPS://X.example/"},
        ),
        (
            {"type": "URL", "url": "https://x.example/a"},
            {"type": "URL", "url": "https://x.example/a"},
        ),
        (
            {"type": "URL", "url": "https://x.example?a=1"},
            {"type": "URL", "url": "https://x.example?a=1"},
        ),
        (
            {"type": "URL", "url": "https://x.example{{1}}", "example": "/a"},
            {"type": "URL", "url": "https://x.example{{1}}", "example": ["/a"]},
        ),
        (
            {"type": "URL", "url": "https://x.example/a", "example": ["/a"]},
            {"type": "URL", "url": "https://x.example/a"},
        ),
        ({"type": "URL", "url": 7}, {"type": "URL", "url": 7}),
        (
            {"type": "PHONE_NUMBER", "phone_number": "1 (555) 005-1310"},
            {"type": "PHONE_NUMBER", "phone_number": "+15550051310"},
        ),
        (
            {"type": "PHONE_NUMBER", "phone_number": "+15550051310"},
            {"type": "PHONE_NUMBER", "phone_number": "+15550051310"},
        ),
        (
            {"type": "PHONE_NUMBER", "phone_number": 15550051310},
            {"type": "PHONE_NUMBER", "phone_number": "+15550051310"},
        ),
        (
            {"type": "PHONE_NUMBER", "phone_number": "call me"},
            {"type": "PHONE_NUMBER", "phone_number": "call me"},
        ),
        (
            {"type": "PHONE_NUMBER", "phone_number": ["1"]},
            {"type": "PHONE_NUMBER", "phone_number": ["1"]},
        ),
        (
            {"type": "COPY_CODE", "text": "Copy offer code", "example": ["SPRING"]},
            {"type": "COPY_CODE", "example": "SPRING"},
        ),
        (
            {"type": "copy_code", "example": "SPRING "},
            {"type": "COPY_CODE", "example": "SPRING"},
        ),
        ({"type": "COPY_CODE"}, {"type": "COPY_CODE"}),
        (
            {"type": "FLOW", "flow_id": 123, "flow_action": "data_exchange"},
            {"type": "FLOW", "flow_id": "123", "flow_action": "DATA_EXCHANGE"},
        ),
        (
            {"type": "FLOW", "flow_name": "booking", "icon": "review"},
            {
                "type": "FLOW",
                "flow_name": "booking",
                "icon": "REVIEW",
                "flow_action": "NAVIGATE",
            },
        ),
        (
            {
                "type": "otp",
                "otp_type": "one_tap",
                "package_name": "com.x",
                "signature_hash": "K8a/AINcGX7",
            },
            {
                "type": "OTP",
                "otp_type": "ONE_TAP",
                "supported_apps": [
                    {"package_name": "com.x", "signature_hash": "K8a/AINcGX7"}
                ],
            },
        ),
        (
            {"type": "OTP", "package_name": "com.x", "supported_apps": []},
            {"type": "OTP", "supported_apps": []},
        ),
        ({"type": "NEW", "thing": 1}, {"type": "NEW", "raw": {"thing": 1}}),
    ],
)
def test_buttons(written: Spec, normal: Json) -> None:
    """Each kind of button has one spelling."""
    assert button(written) == normal
