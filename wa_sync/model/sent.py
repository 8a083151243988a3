"""What became of a message: the request that was made, and what the API said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final


if TYPE_CHECKING:
    from wa_sync.model.source import Spec


_SHOWN: Final = 4


def masked(number: str) -> str:
    """Return a phone number as reports show it: whose it is, is nobody else's affair.

    Of a number that is too short to be one, nothing is left.
    """
    shown = number[-_SHOWN:] if len(number) > _SHOWN else ""
    return f"***{shown}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Posting:
    """The one request of a message: ``POST path`` with a body, for an account.

    The path begins with a slash and holds the gateway's prefix and the version.
    """

    account: str
    path: str
    body: Spec


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What the API said to a message that it took.

    ``status`` is there for templates: accepted, or held_for_quality_assessment.
    ``contact`` is the number that WhatsApp knows the recipient by.
    """

    message_id: str
    contact: str | None = None
    status: str | None = None
