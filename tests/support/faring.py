"""Statuses made by hand: what renderers are shown in tests."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from support.sides import NOW
from support.specs import template

from wa_sync.model.condition import (
    Assessment,
    Condition,
    Edits,
    Quality,
    Review,
    Status,
)
from wa_sync.model.finding import Finding, Severity
from wa_sync.model.source import ROOT, SourceFile, Span


EDITS = Edits(today=0, per_day=1, month=0, per_month=10)


def said(severity: Severity, message: str = "So it is.", hint: str = "") -> Finding:
    """A finding about the whole."""
    return Finding(
        rule="so", at=ROOT, message=message, hint=hint or None, severity=severity
    )


def condition(
    key: str, review: Review | None, *findings: Finding, line: int | None = 3
) -> Condition:
    """A template that fares so; None is not live."""
    assessment = None
    if review is not None:
        assessment = Assessment(review=review, category="UTILITY", findings=findings)
    file = SourceFile("templates/all.yaml", "")
    return Condition(
        account="demo",
        address=template(key),
        status=None if review is None else review.upper(),
        live_id=None if review is None else f"id-{key}",
        assessment=assessment,
        findings=findings,
        span=None if line is None else Span(file, line, 5, line, 9),
    )


def with_edits(one: Condition, edits: Edits, quality: Quality | None) -> Condition:
    """The same, with edits and a quality."""
    assert one.assessment is not None
    return replace(
        one, assessment=replace(one.assessment, edits=edits, quality=quality)
    )


def mixed() -> Status:
    """One of everything, in two accounts, some of it written by who means ill."""
    hostile = "Hi\x1b[2J ::error:: ##[x]"
    used = Edits(
        today=1,
        per_day=1,
        month=2,
        per_month=10,
        not_before=NOW + timedelta(hours=20),
    )
    fine = condition("fine/en", Review.APPROVED)
    return Status(
        at=NOW,
        accounts=("demo", "shop-two"),
        conditions=(
            with_edits(fine, EDITS, Quality("UNKNOWN")),
            condition("bad/en", Review.REFUSED, said(Severity.ERROR, hostile, hostile)),
            with_edits(
                condition("low/en", Review.APPROVED, said(Severity.WARNING), line=None),
                used,
                Quality("RED", NOW),
            ),
            condition("new/en", Review.IN_REVIEW, said(Severity.INFO), line=9),
            replace(
                condition("gone/en", None, said(Severity.INFO)), account="shop-two"
            ),
            with_edits(
                condition("told/en", Review.APPROVED),
                replace(EDITS, not_before=NOW),
                Quality("GREEN", NOW),
            ),
        ),
        unmanaged=2,
    )


def calm() -> Status:
    """Nothing is declared, and nothing is live."""
    return Status(at=NOW, accounts=("demo",), conditions=())
