"""Specs made by hand: what plans of tests are about."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.model.resource import Address


if TYPE_CHECKING:
    from wa_sync.model.source import Spec


def template(key: str) -> Address:
    """The address of a template."""
    return Address("message_template", key)


PROFILE = Address("business_profile", "106540352242922")

ORDER_LIVE: Spec = {
    "name": "order_update",
    "language": "en_US",
    "category": "UTILITY",
    "parameter_format": "POSITIONAL",
    "components": [
        {"type": "HEADER", "format": "TEXT", "text": "Order update"},
        {
            "type": "BODY",
            "text": "Hi {{1}}, your order {{2}} shipped.\n\nTrack it below.\n"
            "Questions? Just answer.\nWe are here from 9 to 5.\nYour shop",
            "example": {"body_text": [["Ana", "A-1042"]]},
        },
        {"type": "FOOTER", "text": "Thank you"},
        {
            "type": "BUTTONS",
            "buttons": [
                {
                    "type": "URL",
                    "text": "Track",
                    "url": "https://shop.example/track/{{1}}",
                    "example": ["A-1042"],
                },
                {"type": "PHONE_NUMBER", "text": "Call", "phone_number": "+15550100"},
            ],
        },
    ],
}

ORDER_DESIRED: Spec = {
    **ORDER_LIVE,
    "category": "MARKETING",
    "message_send_ttl_seconds": 43200,
    "components": [
        {"type": "HEADER", "format": "TEXT", "text": "Your order"},
        {
            "type": "BODY",
            "text": "Hi {{1}}, your order {{2}} has shipped. \n\nTrack it below.\n"
            "Questions? Just answer.\nWe are here from 9 to 5.\nYour shop",
            "example": {"body_text": [["Ana", "A-1043"]]},
        },
        {
            "type": "BUTTONS",
            "buttons": [
                {"type": "PHONE_NUMBER", "text": "Call", "phone_number": "+15550100"},
                {
                    "type": "URL",
                    "text": "Track",
                    "url": "https://shop.example/t/{{1}}",
                    "example": ["A-1042"],
                },
                {"type": "QUICK_REPLY", "text": "Stop"},
            ],
        },
    ],
}

WELCOME: Spec = {
    "name": "welcome",
    "language": "ar",
    "category": "MARKETING",
    "parameter_format": "NAMED",
    "components": [
        {
            "type": "HEADER",
            "format": "TEXT",
            "text": "مرحبا {{name}} 👋",
            "example": {
                "header_text_named_params": [{"param_name": "name", "example": "منى"}]
            },
        },
        {
            "type": "BODY",
            "text": "أهلا بك في متجرنا 🧾\nعائلة: 👨‍👩‍👧 ❤️\n日本語 too, {{name}}!",  # noqa: RUF001
            "example": {
                "body_text_named_params": [{"param_name": "name", "example": "منى"}]
            },
        },
    ],
}

OTP: Spec = {
    "name": "login_code",
    "language": "en_US",
    "category": "AUTHENTICATION",
    "parameter_format": "POSITIONAL",
    "message_send_ttl_seconds": 600,
    "components": [
        {"type": "BODY", "add_security_recommendation": True},
        {"type": "FOOTER", "code_expiration_minutes": 10},
        {
            "type": "BUTTONS",
            "buttons": [
                {
                    "type": "OTP",
                    "otp_type": "ONE_TAP",
                    "text": "Copy code",
                    "autofill_text": "Autofill",
                    "supported_apps": [
                        {
                            "package_name": "com.example.shop",
                            "signature_hash": "K8a/AINcGX7",
                        }
                    ],
                }
            ],
        },
    ],
}

CAROUSEL: Spec = {
    "name": "spring",
    "language": "es_MX",
    "category": "MARKETING",
    "parameter_format": "POSITIONAL",
    "components": [
        {
            "type": "BODY",
            "text": "Novedades para {{1}}.",
            "example": {"body_text": [["Ana"]]},
        },
        {
            "type": "CAROUSEL",
            "cards": [
                {
                    "components": [
                        {"type": "HEADER", "format": "IMAGE"},
                        {"type": "BODY", "text": text_of_card},
                        {
                            "type": "BUTTONS",
                            "buttons": [{"type": "QUICK_REPLY", "text": "Más"}],
                        },
                    ]
                }
                for text_of_card in ("Rojo", "Azul\ny verde")
            ],
        },
    ],
}

MEDIA: Spec = {
    "name": "receipt",
    "language": "de",
    "category": "UTILITY",
    "parameter_format": "POSITIONAL",
    "components": [
        {"type": "HEADER", "format": "DOCUMENT"},
        {"type": "BODY", "text": "Ihr Beleg."},
        {
            "type": "LIMITED_TIME_OFFER",
            "limited_time_offer": {"text": "Nur heute", "has_expiration": True},
        },
    ],
}
