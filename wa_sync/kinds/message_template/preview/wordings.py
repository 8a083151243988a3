"""What Meta and WhatsApp's apps write themselves, as far as anybody has seen it.

Of authentication templates only the English texts are known (meta-api.md §3.2, from
captures); Meta writes them in the language of the template.
"""

from __future__ import annotations

from typing import Final

from wa_sync.model.bubble import Icon


CODE: Final = "*{{1}}* is your verification code."
SECURITY: Final = "For your security, do not share this code."
SAMPLE_CODE: Final = "123456"
COPY_CODE: Final = "Copy code"
AUTOFILL: Final = "Autofill"

RIGHT_TO_LEFT: Final = frozenset({"ar", "fa", "he", "prs", "ps", "ur"})
"""Languages of the Arabic and Hebrew scripts, before the underscore of their codes."""

LABELS: Final = {
    "COPY_CODE": "Copy offer code",  # live
    "CATALOG": "View catalog",
    "MPM": "View items",
    "SPM": "View",
    "REQUEST_CONTACT_INFO": "Share Contact Info",
}
"""Labels that nobody chooses (meta-api.md §2.6, §3.4)."""

ICONS: Final = {
    "QUICK_REPLY": Icon.REPLY,
    "URL": Icon.LINK,
    "PHONE_NUMBER": Icon.PHONE,
    "COPY_CODE": Icon.COPY,
    "VOICE_CALL": Icon.CALL,
    "FLOW": Icon.FLOW,
    "CATALOG": Icon.LIST,
    "MPM": Icon.LIST,
    "SPM": Icon.LIST,
    "ORDER_DETAILS": Icon.PAY,
    "REQUEST_CONTACT_INFO": Icon.CONTACT,
}
FLOW_ICONS: Final = {
    "DOCUMENT": Icon.DOCUMENT,
    "PROMOTION": Icon.PROMOTION,
    "REVIEW": Icon.REVIEW,
}


def expires(minutes: int) -> str:
    """Say when a code expires."""
    unit = "minute" if minutes == 1 else "minutes"
    return f"This code expires in {minutes} {unit}."


def right_to_left(language: str) -> bool:
    """Whether a language, by Meta's code, is written from right to left."""
    return language.partition("_")[0] in RIGHT_TO_LEFT
