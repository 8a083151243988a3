"""How a live template fares: its review, quality and category, and its edits."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from wa_sync.kinds.message_template import quotas
from wa_sync.kinds.message_template.advice import (
    NO_REASON,
    QUALITIES,
    REASONS,
    STATUSES,
    Word,
)
from wa_sync.model.condition import Assessment, Quality, Review
from wa_sync.model.finding import Finding, Severity
from wa_sync.model.source import ROOT, array, mapping, text


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.kind import Situation
    from wa_sync.kinds.message_template.advice import Advice
    from wa_sync.model.resource import Declared, Live
    from wa_sync.model.source import Json


DELETED = "DELETED"
UNKNOWN = Word(Review.IN_REVIEW, "status_unknown", Severity.WARNING)
NOT_REJECTED = frozenset({"", "NONE"})


def assess(situation: Situation) -> Assessment | None:
    """Say how a live template fares; None where it is not there."""
    live = situation.live
    if live is None:
        return None
    return Assessment(
        review=_word(live).review,
        category=text(live.spec.get("category")) or None,
        quality=_quality(live),
        edits=quotas.used_up(live, situation.history, situation.now),
        findings=(
            *_of_status(live),
            *_of_quality(live),
            *_of_category(live, situation.declared),
        ),
    )


def _word(live: Live) -> Word:
    status = str(live.status)
    return STATUSES.get("PENDING_DELETION" if status == DELETED else status, UNKNOWN)


def _of_status(live: Live) -> Iterator[Finding]:
    word = _word(live)
    if word.rule == "rejected":
        reason = text(live.facts.get("rejected_reason")).upper()
        found = REASONS.get(reason, NO_REASON)
        named = "" if reason in NOT_REJECTED else f" ({reason})"
        yield _advised(word, found, f"Meta rejected it: {found.meaning}{named}")
    elif word is UNKNOWN:
        said = f"Meta says {live.status}, which this version of wa-sync does not know"
        yield Finding(rule=word.rule, at=ROOT, message=said, severity=word.severity)
    elif word.advice is not None:
        yield _advised(word, word.advice, word.advice.meaning)


def _advised(word: Word, advice: Advice, message: str) -> Finding:
    return Finding(
        rule=word.rule,
        at=ROOT,
        message=message,
        hint=advice.way_out,
        severity=word.severity,
    )


def _quality(live: Live) -> Quality | None:
    told = mapping(live.facts.get("quality_score"))
    score = text(told.get("score")).upper()
    return Quality(score, _moment(told.get("date"))) if score else None


def _moment(seconds: Json) -> datetime | None:
    """Read unix seconds; None for anything else."""
    if not isinstance(seconds, int) or isinstance(seconds, bool):
        return None
    try:
        return datetime.fromtimestamp(seconds, UTC)
    except (ValueError, OverflowError, OSError):
        return None


def _of_quality(live: Live) -> Iterator[Finding]:
    found = _quality(live)
    advice = None if found is None else QUALITIES.get(found.score)
    if advice is None:
        return
    told = mapping(live.facts.get("quality_score")).get("reasons")
    reasons = ", ".join(filter(None, map(text, array(told))))
    yield Finding(
        rule="low_quality",
        at=ROOT,
        message=f"{advice.meaning}{f' ({reasons})' if reasons else ''}",
        hint=advice.way_out,
        severity=Severity.WARNING,
    )


def _of_category(live: Live, declared: Declared | None) -> Iterator[Finding]:
    """What Meta announced comes first; what it did is news only to the files."""
    shown = text(live.spec.get("category"))
    planned = text(live.facts.get("correct_category")).upper()
    before = text(live.facts.get("previous_category")).upper()
    wanted = None if declared is None else declared.spec.get("category")
    # once it is done, both are the same (meta-api.md §1.5)
    if planned and planned != shown:
        yield Finding(
            rule="category_announced",
            at=("category",),
            message=f"Meta is going to move it from {shown} to {planned}",
            hint=f"declare category: {planned} once it is done, or ask for a review in "
            "WhatsApp Manager within 60 days",
            severity=Severity.WARNING,
        )
    elif before and before != shown:
        behind = wanted == before
        yield Finding(
            rule="category_moved",
            at=("category",),
            message=f"Meta moved it from {before} to {shown}",
            hint=f"declare category: {shown}, or ask for a review in WhatsApp Manager "
            "within 60 days"
            if behind
            else None,
            severity=Severity.WARNING if behind else Severity.INFO,
        )
