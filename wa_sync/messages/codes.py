"""What Meta's codes for messages mean, and what to do about them. Pure data.

By Meta's own pages (meta-api.md §9.3, §11). The gateway's documentation gives some of
the numbers other meanings (gateway.md): these are named beside Meta's.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final


if TYPE_CHECKING:
    from collections.abc import Mapping


@dataclass(frozen=True, slots=True)
class Meaning:
    """A code in words: what it means, what helps, and the gateway's other meaning."""

    means: str
    advice: str
    gateway: str | None = None


_LATER: Final = "Wait, and send less at a time."
_AS_DECLARED: Final = "wa-sync contract says what the template takes."

MEANINGS: Final[Mapping[int, Meaning]] = {
    130429: Meaning("too many messages a second from this number", _LATER),
    130472: Meaning(
        "the recipient is part of an experiment of Meta's and gets no marketing",
        "Send nothing again; reach them in another way.",
    ),
    130497: Meaning(
        "the account may not send to the recipient's country",
        "Leave the recipient out.",
    ),
    131000: Meaning("Meta does not say what went wrong", "Try once more later."),
    131005: Meaning(
        "the token lacks whatsapp_business_messaging, or access to the number",
        "Give the token that permission.",
    ),
    131008: Meaning("something required is missing", "Add what the text names."),
    131009: Meaning("a value is not valid", "Change what the text names."),
    131016: Meaning("Meta's service is overloaded or down", "Try again later."),
    131021: Meaning("the recipient is the sender", "Send to another number."),
    131026: Meaning(
        "the message cannot be delivered: the number is not on WhatsApp, or its app "
        "is old, or it did not accept the terms",
        "Check the number with the recipient.",
    ),
    131030: Meaning(
        "the recipient is not on the allowed list of a test number",
        "Add them to the list under API setup, or send from a real number.",
        gateway="phone number not registered",
    ),
    131031: Meaning(
        "the account is locked or restricted",
        "See WhatsApp Manager, under account quality.",
        gateway="message failed to send",
    ),
    131037: Meaning(
        "the number's display name is not approved",
        "Have it approved in WhatsApp Manager.",
    ),
    131042: Meaning(
        "the payment method of the account does not work",
        "Mend it in WhatsApp Manager, under billing.",
    ),
    131045: Meaning(
        "the number is not registered, or its certificate is wrong",
        "Register the number again.",
    ),
    131047: Meaning(
        "more than 24 hours have passed since the recipient wrote",
        "Only a template opens a conversation: wa-sync send template.",
    ),
    131048: Meaning(
        "too many messages were taken for spam",
        "Send nothing for hours; see the number's quality in WhatsApp Manager.",
    ),
    131049: Meaning(
        "Meta held the message back to keep the recipient from too much marketing",
        "Do not send it again at once; a day later may do.",
    ),
    131051: Meaning("this type of message is not supported", "Use another type."),
    131052: Meaning("the medium could not be fetched", "Check the link from outside."),
    131053: Meaning("the medium could not be uploaded", "Check its type and its size."),
    131056: Meaning("too many messages to this recipient", _LATER),
    131057: Meaning("the account is in maintenance", "Try again later."),
    131062: Meaning(
        "a business-scoped user id is no recipient here", "Give a phone number."
    ),
    131063: Meaning(
        "the account sends no marketing templates through this API",
        "Use the marketing messages API, or switch that off.",
    ),
    131064: Meaning(
        "a limit was reached since templates were in the wrong category",
        "See WhatsApp Manager, under account quality.",
    ),
    132000: Meaning(
        "the number of parameters is not what the template takes",
        _AS_DECLARED,
        gateway="template not found or not approved",
    ),
    132001: Meaning(
        "the template does not exist in this language, or is not approved",
        "wa-sync plan says what is live.",
    ),
    132005: Meaning("with its values the text is too long", "Shorten the values."),
    132007: Meaning("the template breaks a policy", "Change the template."),
    132012: Meaning("a parameter is of another type or format", _AS_DECLARED),
    132015: Meaning(
        "the template is paused for low quality",
        "Edit it and have it approved again, or wait until the pause ends.",
    ),
    132016: Meaning(
        "the template was paused too often and is disabled for good",
        "Make a new template with another content.",
    ),
    132018: Meaning(
        "a parameter's value is not allowed",
        "Leave out line breaks, tabs and more than four spaces in a row.",
    ),
    132068: Meaning("the template's Flow is blocked", "Mend the Flow."),
    132069: Meaning("the template's Flow is throttled", "Mend the Flow, and wait."),
    133004: Meaning("Meta's registration service is down", "Try again later."),
    133010: Meaning(
        "the sender's phone number is not registered",
        "Register the number for the Cloud API.",
        gateway="phone number rate limit reached",
    ),
    133015: Meaning("the number was deleted a moment ago", "Wait five minutes."),
    133016: Meaning("the number was registered too often", "Wait 72 hours."),
    135000: Meaning(
        "Meta does not say what is wrong with the request", "Check the message."
    ),
}


def explained(code: int | None, *, gateway: bool) -> str | None:
    """Return what a code means and what to do; None for one that is not known.

    Through the ``gateway``, its own documentation may say otherwise: that is told.
    """
    known = MEANINGS.get(code) if code is not None else None
    if known is None:
        return None
    other = ""
    if gateway and known.gateway:
        other = f" (The gateway's documentation calls it: {known.gateway}.)"
    return f"By Meta, {code} means that {known.means}. {known.advice}{other}"
