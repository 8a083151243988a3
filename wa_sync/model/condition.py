"""How what is live fares at Meta: its review, its quality, and what has to be done."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from wa_sync.model.finding import Severity


if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from wa_sync.model.address import Address
    from wa_sync.model.finding import Finding
    from wa_sync.model.source import Span


class Review(StrEnum):
    """What Meta's review has come to. What is refused cannot be sent."""

    APPROVED = "approved"
    IN_REVIEW = "in_review"
    REFUSED = "refused"


class Health(StrEnum):
    """Whether anybody has to do anything; what needs it most comes first."""

    ATTENTION = "attention"
    IN_REVIEW = "in_review"
    NOT_LIVE = "not_live"
    FINE = "fine"


@dataclass(frozen=True, slots=True)
class Quality:
    """What customers think of it, in Meta's word, and since when that is known."""

    score: str
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Edits:
    """Edits that are used up, at least, of those that Meta allows.

    ``not_before`` is None where one more is allowed, as far as anybody knows.
    """

    today: int
    per_day: int
    month: int
    per_month: int
    not_before: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """What a kind says of one live object; ``findings`` are about it as it is live."""

    review: Review
    category: str | None = None
    quality: Quality | None = None
    edits: Edits | None = None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Condition:
    """One object that is declared, live, or both.

    ``status`` is Meta's word. ``assessment`` is None for what is not live, ``span`` for
    what is not declared.
    """

    account: str
    address: Address
    status: str | None = None
    live_id: str | None = None
    assessment: Assessment | None = None
    findings: tuple[Finding, ...] = ()
    span: Span | None = None

    @property
    def health(self) -> Health:
        """Whether anybody has to do anything about it."""
        if self.assessment is None:
            return Health.NOT_LIVE
        if any(one.severity is not Severity.INFO for one in self.findings):
            return Health.ATTENTION
        if self.assessment.review is Review.IN_REVIEW:
            return Health.IN_REVIEW
        return Health.FINE


@dataclass(frozen=True, slots=True, kw_only=True)
class Status:
    """How everything fares that was asked for, at a time of the server's clock.

    ``unmanaged`` counts what is live, declared by no file, and not among
    ``conditions``. ``by_name`` says that somebody named all those, declared or not.
    """

    at: datetime
    accounts: tuple[str, ...]
    conditions: tuple[Condition, ...]
    unmanaged: int = 0
    by_name: bool = False

    def faring(self, health: Health) -> Sequence[Condition]:
        """Return what fares so."""
        return [one for one in self.conditions if one.health is health]

    @property
    def counting(self) -> Sequence[Condition]:
        """What a verdict is about: what is declared, or else what somebody named."""
        return [one for one in self.conditions if self.by_name or one.span is not None]

    def reviewed(self, review: Review) -> bool:
        """Whether the review of something that counts has come to this."""
        return any(
            one.assessment is not None and one.assessment.review is review
            for one in self.counting
        )
