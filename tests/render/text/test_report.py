from __future__ import annotations

import json as stdlib_json
from typing import TYPE_CHECKING

from support import plans
from support.faring import said
from support.sides import NOW

from wa_sync.model.condition import Review
from wa_sync.model.finding import Severity
from wa_sync.model.report import Outcome, Report, State
from wa_sync.render import events, json
from wa_sync.render.style import Style
from wa_sync.render.text import outcome_line, report


if TYPE_CHECKING:
    from collections.abc import Callable


def test_outcome_line() -> None:
    """An outcome is one line that can be shown as soon as it is known."""
    change = plans.delete(plans.template("old/en"), plans.ORDER_LIVE, line=3)
    assert outcome_line(Outcome(change=change, state=State.DONE), Style.plain()) == (
        "deleted   demo: message_template.old/en"
    )


def reviewed() -> Report:
    """Every end of a review, one of them by somebody who means ill."""
    otp, order, blocked, *_ = plans.everything().changes
    why = said(Severity.ERROR, "Hi\x1b[2J ::error:: ##[x]", "Mend it.")
    return Report(
        (
            Outcome(change=otp, state=State.DONE, review=Review.APPROVED),
            Outcome(
                change=order,
                state=State.DONE,
                status="REJECTED",
                review=Review.REFUSED,
                message=why.message,
                findings=(why,),
            ),
            Outcome(change=blocked, state=State.ALREADY, review=Review.IN_REVIEW),
        )
    )


def test_reviews(golden: Callable[[str, str], None]) -> None:
    """What was waited for is told with its reasons, its place and what to do."""
    golden("report/reviews.txt", report(reviewed(), Style.plain()))
    golden("report/reviews.ansi.txt", report(reviewed(), Style.ansi()))
    golden("report/reviews.json", json.report(reviewed()))
    refused = reviewed().outcomes[1]
    assert outcome_line(refused, Style.plain()).endswith(
        ": Hi‹U+001B›[2J ::error:: ##\\[x]"
    )
    fine = Report(reviewed().outcomes[:1])
    assert report(fine, Style.plain()).endswith("\nMeta's review: 1 approved.\n")
    event = events.change_finished(refused, NOW)
    assert stdlib_json.loads(event)["event"] == "change_reviewed"


def test_nothing() -> None:
    """Of a run without any change the plan has said all."""
    assert report(Report(()), Style.plain()) == ""
