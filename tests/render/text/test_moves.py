"""What changed between two looks, as lines of a log."""

from __future__ import annotations

from dataclasses import replace

from support.faring import EDITS, calm, condition, mixed, said, with_edits
from support.sides import NOW

from wa_sync.model.condition import Condition, Quality, Review, Status
from wa_sync.model.finding import Severity
from wa_sync.render.text import counts, moves


def status(*found: Condition) -> Status:
    """How these fare."""
    return Status(at=NOW, accounts=("demo",), conditions=found)


APPROVED = condition("a/en", Review.APPROVED)
WAITS = condition("a/en", Review.IN_REVIEW, said(Severity.INFO))
REFUSED = condition("a/en", Review.REFUSED, said(Severity.ERROR, "No.\x1b ::error::"))
AT = "2026-03-01 12:00 UTC demo: message_template."


def test_at_first_all_is_told_that_is_not_fine() -> None:
    """In the order of their names, accounts apart."""
    assert moves(None, mixed()).split("\n") == [
        f"{AT}bad/en: REFUSED, UTILITY: Hi‹U+001B›[2J ::error:: ##\\[x]",
        f"{AT}low/en: APPROVED, UTILITY, quality RED: So it is.",
        f"{AT}new/en: IN_REVIEW, UTILITY: So it is.",
        "2026-03-01 12:00 UTC shop-two: message_template.gone/en: not live: So it is.",
        "",
    ]
    assert moves(None, calm()) == ""


def test_then_what_fares_otherwise() -> None:
    """From what to what, and what is newly said of it but notes."""
    assert moves(status(APPROVED), status(APPROVED)) == ""
    assert moves(status(WAITS), status(APPROVED)) == (
        f"{AT}a/en: IN_REVIEW → APPROVED\n"
    )
    assert moves(status(APPROVED), status(WAITS)) == (
        f"{AT}a/en: APPROVED → IN_REVIEW\n"
    )
    assert moves(status(WAITS), status(REFUSED)) == (
        f"{AT}a/en: IN_REVIEW → REFUSED: No.‹U+001B› ::error::\n"
    )
    assert moves(status(REFUSED), status(REFUSED)) == ""


def test_quality_and_what_is_announced() -> None:
    """The status may be the same."""
    low = with_edits(APPROVED, EDITS, Quality("YELLOW"))
    red = with_edits(APPROVED, EDITS, Quality("RED"))
    assert moves(status(APPROVED), status(low)) == f"{AT}a/en: quality YELLOW\n"
    assert moves(status(low), status(red)) == (
        f"{AT}a/en: quality YELLOW → quality RED\n"
    )
    warned = replace(APPROVED, findings=(said(Severity.WARNING, "Soon."),))
    assert moves(status(APPROVED), status(warned)) == f"{AT}a/en: Soon.\n"


def test_what_comes_and_what_goes() -> None:
    """Created, deleted, and no longer there without being declared."""
    gone = condition("a/en", None, said(Severity.INFO))
    assert moves(status(gone), status(APPROVED)) == (
        f"{AT}a/en: not live → APPROVED, UTILITY\n"
    )
    assert moves(status(APPROVED), status(gone)) == f"{AT}a/en: APPROVED → not live\n"
    assert moves(status(APPROVED), status()) == f"{AT}a/en: APPROVED → not live\n"
    assert moves(status(), status(APPROVED)) == (
        f"{AT}a/en: not live → APPROVED, UTILITY\n"
    )


def test_counts_alone() -> None:
    """The last line of a status."""
    assert counts(calm()) == "0 templates."
