"""How a change ended, put into an outcome: one short function a case."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.errors import (
    ApiError,
    InvalidConfiguration,
    LocalIO,
    OutcomeUnknown,
    Refused,
    Rejected,
    StalePlan,
    UsageProblem,
)
from wa_sync.model.change import Blocked
from wa_sync.model.report import Outcome, State


if TYPE_CHECKING:
    from wa_sync.errors import WaSyncError
    from wa_sync.kind import Written
    from wa_sync.model.change import Change


ABOUT_ONE = (InvalidConfiguration, LocalIO, Rejected, StalePlan, UsageProblem)
"""Errors that say something about one change; all others are about the account."""


def already(change: Change, why: str) -> Outcome:
    """Live was as desired before anything was sent."""
    return Outcome(change=change, state=State.ALREADY, message=why)


def done(change: Change, written: Written) -> Outcome:
    """The API said so, or reading showed it."""
    return Outcome(
        change=change,
        state=State.DONE,
        live_id=written.live_id or change.live_id,
        status=written.status,
        category=written.category,
    )


def blocked(change: Change, why: Blocked, *, hint: str | None = None) -> Outcome:
    """It was not tried, or Meta refused it."""
    return Outcome(
        change=change,
        state=State.BLOCKED,
        message=why.reason,
        hint=hint,
        blocked=why,
        exit_code=Refused.exit_code,
    )


def refused(change: Change, error: ApiError, known: Blocked | None) -> Outcome:
    """Meta said no; ``known`` is what the kind makes of it."""
    unknown = Blocked(
        rule="refused_by_meta",
        reason=f"Meta refused it: {error.message}",
        way_out=error.hint or "change the declaration, or ask Meta",
    )
    return blocked(change, known or unknown, hint=trace(error))


def skipped(change: Change, message: str) -> Outcome:
    """The run did not come to it."""
    return Outcome(change=change, state=State.SKIPPED, message=message)


def stale(change: Change, why: str) -> Outcome:
    """Live is neither what the plan was computed from nor what is desired."""
    return Outcome(
        change=change,
        state=State.STALE,
        message=why,
        hint="plan again and look at the difference",
        exit_code=StalePlan.exit_code,
    )


def unknown(change: Change, why: str) -> Outcome:
    """It was sent, and nobody could see what became of it."""
    return Outcome(
        change=change,
        state=State.UNKNOWN,
        message=why,
        hint="run again: a new plan sees what is live",
        exit_code=OutcomeUnknown.exit_code,
        ends_account=True,
    )


def failed(change: Change, error: WaSyncError) -> Outcome:
    """It surely was not made."""
    if isinstance(error, StalePlan):
        return stale(change, error.message)
    return Outcome(
        change=change,
        state=State.FAILED,
        message=error.message,
        hint=error.hint or (trace(error) if isinstance(error, ApiError) else None),
        exit_code=error.exit_code,
        ends_account=not isinstance(error, ABOUT_ONE),
    )


def trace(error: ApiError) -> str | None:
    """Say by which numbers Meta's support finds the refusal."""
    numbers = "/".join(str(n) for n in (error.code, error.subcode) if n is not None)
    parts = [f"code {numbers}" if numbers else "", error.trace_id or ""]
    known = ", trace ".join(part for part in parts if part)
    return f"for Meta's support: {known}" if known else None
