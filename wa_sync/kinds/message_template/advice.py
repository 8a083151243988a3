"""What Meta's words about a template mean, and what to do about them.

Meta's API gives a word and no more; texts of its own come only to a webhook
(meta-api.md §10.6). Where each row is from stands in it; last seen true 2026-11.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from wa_sync.model.condition import Review
from wa_sync.model.finding import Severity


if TYPE_CHECKING:
    from collections.abc import Mapping


GUIDELINES: Final = (
    "https://developers.facebook.com/docs/whatsapp/message-templates/guidelines"
)
PAUSING: Final = (
    "https://developers.facebook.com/docs/whatsapp/business-management-api/"
    "message-templates/template-pausing"
)
REFERENCE: Final = "meta-api.md §1.5, §4.1, §5.2, §5.5, §10.4"


@dataclass(frozen=True, slots=True)
class Advice:
    """What it means, what to do about it, if anything, and who says so."""

    meaning: str
    way_out: str | None
    source: str


@dataclass(frozen=True, slots=True)
class Word:
    """What a status means. Without advice there is nothing to say about it."""

    review: Review
    rule: str
    severity: Severity = Severity.ERROR
    advice: Advice | None = None


STATUSES: Mapping[str, Word] = {
    "APPROVED": Word(Review.APPROVED, "approved", Severity.INFO),
    "PENDING": Word(
        Review.IN_REVIEW,
        "in_review",
        Severity.INFO,
        Advice(
            "Meta reviews it, which takes up to 24 hours",
            None,
            REFERENCE,
        ),
    ),
    "IN_APPEAL": Word(
        Review.IN_REVIEW,
        "in_appeal",
        Severity.INFO,
        Advice(
            "somebody has appealed against its rejection",
            "WhatsApp Manager shows the appeal",
            REFERENCE,
        ),
    ),
    "REJECTED": Word(Review.REFUSED, "rejected"),
    "PAUSED": Word(
        Review.REFUSED,
        "paused",
        advice=Advice(
            "paused for its low quality: for 3 hours the first time, for 6 the second; "
            "the third time it is disabled",
            "stop what sends it; then wait, or change the file and apply, which sends "
            "it back to review",
            PAUSING,
        ),
    ),
    "DISABLED": Word(
        Review.REFUSED,
        "disabled",
        advice=Advice(
            "disabled, after it was paused twice or for breaking a policy; it can be "
            "neither sent nor deleted",
            "appeal in WhatsApp Manager, or declare another text under another name",
            PAUSING,
        ),
    ),
    "LIMIT_EXCEEDED": Word(
        Review.REFUSED,
        "limit_exceeded",
        advice=Advice(
            "the account holds more templates than it may",
            "remove some, or ask Meta for a higher limit",
            REFERENCE,
        ),
    ),
    "ARCHIVED": Word(
        Review.REFUSED,
        "archived",
        advice=Advice(
            "archived, since nobody sent it for 12 months; Meta deletes it 28 days "
            "later",
            "unarchive it in WhatsApp Manager, or remove it from the files",
            REFERENCE,
        ),
    ),
    "PENDING_DELETION": Word(
        Review.REFUSED,
        "being_deleted",
        advice=Advice(
            "somebody deleted it, and Meta is at it; the name is locked for up to 30 "
            "days",
            "declare it under another name, or apply when the lock is over",
            REFERENCE,
        ),
    ),
}
"""Meta's statuses; DELETED is as PENDING_DELETION, and an unknown one is no end."""

AGAIN: Final = "then apply: what is rejected can be edited as often as needed"

REASONS: Mapping[str, Advice] = {
    "ABUSIVE_CONTENT": Advice(
        "it takes the text for threatening or abusive",
        f"leave out threats, as of legal action, and whatever shames people; {AGAIN}",
        GUIDELINES,
    ),
    "CATEGORY_NOT_AVAILABLE": Advice(
        "the account may not use this category",
        f"declare another category; {AGAIN}",
        REFERENCE,
    ),
    "INCORRECT_CATEGORY": Advice(
        "its text belongs to another category",
        f"declare the category that fits the text; {AGAIN}",
        GUIDELINES,
    ),
    "INVALID_FORMAT": Advice(
        "its form breaks Meta's guidelines",
        "look for variables that are missing, out of order or hold #, $ or %, for "
        "another language than the declared one, shortened links, spelling mistakes, "
        f"and a body and footer that another template has; {AGAIN}",
        GUIDELINES,
    ),
    "PROMOTIONAL": Advice(
        "it promotes something, which its category does not allow",
        f"declare category: MARKETING, or leave the offer out; {AGAIN}",
        GUIDELINES,
    ),
    "SCAM": Advice(
        "it takes the text for fraud",
        "say who writes and why, ask for no card, account or identity numbers, and "
        f"link to your own domain only; {AGAIN}",
        GUIDELINES,
    ),
    "TAG_CONTENT_MISMATCH": Advice(
        "its text does not fit its category or its language",
        f"declare the category and the language that the text has; {AGAIN}",
        GUIDELINES,
    ),
}
"""Reasons of a rejection."""

NO_REASON: Final = Advice(
    "for no reason that is known here",
    f"WhatsApp Manager may show more, and takes appeals; mend it, {AGAIN}",
    GUIDELINES,
)

QUALITIES: Mapping[str, Advice] = {
    "YELLOW": Advice(
        "its quality is medium: some customers block or report it, or few read it",
        "look at who gets it and how often; the next step down is a pause",
        PAUSING,
    ),
    "RED": Advice(
        "its quality is low: Meta pauses what stays so, and the third time disables it",
        "send it to fewer people, or change the text",
        PAUSING,
    ),
}
"""Scores that somebody has to do something about."""
