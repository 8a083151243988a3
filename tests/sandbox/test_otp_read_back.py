"""Authentication templates: Meta writes the texts, and the button becomes a link."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.graph_caller import Caller, calling

from wa_sync.model.source import mapping


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.model.source import Json, Spec


APP: Spec = {"package_name": "com.example.one", "signature_hash": "K8a/AINcGX7"}
OTHER: Spec = {"package_name": "com.example.two", "signature_hash": "K8a+AINcGX8"}


@pytest.fixture
def caller() -> Iterator[Caller]:
    """A fresh sandbox."""
    with calling() as one:
        yield one


def read(caller: Caller, *posted: Spec, language: str = "en_US") -> Spec:
    """Create an authentication template and read it."""
    node = caller.create(
        name="login_code",
        category="authentication",
        language=language,
        components=list(posted),
    )
    return mapping(caller.get(node))


def otp(**fields: Json) -> Spec:
    """Post an OTP button."""
    return {"type": "buttons", "buttons": [{"type": "otp", **fields}]}


def test_a_copy_code_template_reads_as_captured(caller: Caller) -> None:
    """The documented inputs come back as the live capture shows them."""
    shown = read(
        caller,
        {"type": "body", "add_security_recommendation": True},
        {"type": "footer", "code_expiration_minutes": 10},
        otp(otp_type="copy_code"),
    )
    link = (
        "https://www.whatsapp.com/otp/code/?otp_type=COPY_CODE"
        "&code_expiration_minutes=10&code=otp"
    )
    assert shown == {
        "name": "login_code",
        "message_send_ttl_seconds": 600,
        "parameter_format": "POSITIONAL",
        "components": [
            {
                "type": "BODY",
                "text": "*{{1}}* is your verification code. For your security, do not "
                "share this code.",
                "add_security_recommendation": True,
                "example": {"body_text": [["123456"]]},
            },
            {
                "type": "FOOTER",
                "text": "This code expires in 10 minutes.",
                "code_expiration_minutes": 10,
            },
            {
                "type": "BUTTONS",
                "buttons": [
                    {
                        "type": "URL",
                        "text": "Copy code",
                        "url": f"{link}{{{{1}}}}",
                        "example": [f"{link}123456"],
                    }
                ],
            },
        ],
        "language": "en_US",
        "status": "APPROVED",
        "category": "AUTHENTICATION",
        "disable_ios_autofill": False,
        "is_primary_device_delivery_only": False,
        "id": shown["id"],
    }


def test_without_expiry_there_is_no_footer(caller: Caller) -> None:
    """What was not asked for is neither in the texts nor in the link."""
    link = "https://www.whatsapp.com/otp/code/?otp_type=COPY_CODE&code=otp"
    shown = read(
        caller,
        {"type": "BODY"},
        otp(otp_type="COPY_CODE", text="Copy it"),
        language="de",
    )
    assert shown["components"] == [
        {
            "type": "BODY",
            "text": "*{{1}}* ist dein Verifizierungscode.",
            "example": {"body_text": [["123456"]]},
        },
        {
            "type": "BUTTONS",
            "buttons": [
                {
                    "type": "URL",
                    "text": "Copy it",
                    "url": f"{link}{{{{1}}}}",
                    "example": [f"{link}123456"],
                }
            ],
        },
    ]


def test_apps_are_joined_in_the_link(caller: Caller) -> None:
    """Several apps become two comma-joined lists in one order, form-encoded."""
    shown = read(
        caller,
        {"type": "BODY"},
        {"type": "FOOTER", "code_expiration_minutes": 1},
        otp(
            otp_type="ZERO_TAP",
            text="Copy",
            autofill_text="Fill in",
            zero_tap_terms_accepted=True,
            supported_apps=[APP, OTHER],
        ),
        language="fr_CA",
    )
    link = (
        "https://www.whatsapp.com/otp/code/?otp_type=ZERO_TAP&cta_display_name=Fill+in"
        "&package_name=com.example.one%2Ccom.example.two"
        "&signature_hash=K8a%2FAINcGX7%2CK8a%2BAINcGX8"
        "&code_expiration_minutes=1&code=otp"
    )
    assert shown["components"] == [
        {
            "type": "BODY",
            "text": "*{{1}}* est votre code de vérification.",
            "example": {"body_text": [["123456"]]},
        },
        {
            "type": "FOOTER",
            "text": "Ce code expire dans 1 minute.",
            "code_expiration_minutes": 1,
        },
        {
            "type": "BUTTONS",
            "buttons": [
                {
                    "type": "URL",
                    "text": "Copy",
                    "url": f"{link}{{{{1}}}}",
                    "example": [f"{link}123456"],
                }
            ],
        },
    ]


@pytest.mark.parametrize(
    ("language", "copy"),
    [
        ("en_GB", "Copy code"),
        ("es_AR", "Copiar código"),
        ("zh_HK", "複製驗證碼"),
        ("zh_CN", "复制验证码"),
        ("zu", "Copy code"),
    ],
)
def test_labels_are_localised(caller: Caller, language: str, copy: str) -> None:
    """A language has its own wording, its parent's, or English."""
    shown = read(
        caller,
        {"type": "BODY"},
        otp(otp_type="ONE_TAP", supported_apps=[APP]),
        language=language,
    )
    components = shown["components"]
    assert isinstance(components, list)
    (button,) = components[1]["buttons"]
    assert button["text"] == copy
