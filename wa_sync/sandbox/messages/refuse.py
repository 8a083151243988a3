"""Meta's sentences when it refuses a message (meta-api.md §9.1, §9.3).

What is worth reading is under ``error_data.details``, in a few recorded forms.
"""

from __future__ import annotations

from wa_sync.sandbox.wire import Refusal


TITLES = {
    131008: "Required parameter is missing",
    131009: "Parameter value is not valid",
    131030: "Recipient phone number not in allowed list",
    132000: "Number of parameters does not match the expected number of params",
    132001: "Template name does not exist in the translation",
    132005: "Translated text too long",
    132012: "Parameter format does not match format in the created template",
    132015: "Template is Paused",
    132016: "Template is Disabled",
    132018: "There's an issue with the parameters in your template",
}
STATUSES = {132001: 404}


def refused(code: int, details: str) -> Refusal:
    """Build a refusal with the code's title; the details say what is meant."""
    return Refusal(
        code,
        f"(#{code}) {TITLES[code]}",
        data={"messaging_product": "whatsapp", "details": details},
        status=STATUSES.get(code, 400),
    )


def missing(name: str, where: str) -> Refusal:
    """Something required is not there."""
    return refused(131008, f"Parameter '{name}' is mandatory for {where}")


def invalid(details: str) -> Refusal:
    """A value is not valid."""
    return refused(131009, details)


def too_long(path: str, most: int) -> Refusal:
    """A text has too many characters; the path is written as Meta does."""
    return Refusal(
        100,
        f"(#100) Param {path} must be at most {most} characters long.",
        data={
            "messaging_product": "whatsapp",
            "details": f"Param {path} must be at most {most} characters long.",
        },
    )


def no_medium(path: str) -> Refusal:
    """An id is none of an upload of this number."""
    return Refusal(
        100,
        f"(#100) Param {path} is not a valid whatsapp business account media "
        "attachment ID",
    )


def not_allowed() -> Refusal:
    """The number is a test number, and the recipient is not on its list."""
    refusal = refused(131030, TITLES[131030])
    refusal.subcode = 2655007
    refusal.title = TITLES[131030]
    refusal.text = "Add recipient phone number to recipient list and try again."
    return refusal
