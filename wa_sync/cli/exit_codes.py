"""What a run's outcomes mean as one number (DESIGN §4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.errors import OutcomeUnknown, Refused, StalePlan
from wa_sync.model.report import Report, State


if TYPE_CHECKING:
    from collections.abc import Sequence

    from wa_sync.model.report import Outcome


TIME_HELPS = 75


def of_report(report: Report, *, interrupted: int) -> int:
    """Several may apply: 7, the signal, 6, 5, what failed, 75, in this order."""
    cut_short = report.count(State.FAILED) > 0
    if report.count(State.UNKNOWN) or (cut_short and report.count(State.DONE)):
        return OutcomeUnknown.exit_code
    if interrupted:
        return interrupted
    if report.count(State.STALE):
        return StalePlan.exit_code
    return _refused(report.outcomes) or _failed(report.outcomes) or 0


def _refused(outcomes: Sequence[Outcome]) -> int:
    blocked = [o.blocked for o in outcomes if o.state is State.BLOCKED and o.blocked]
    if not blocked:
        return 0
    if all(one.not_before is not None for one in blocked):
        return TIME_HELPS
    return Refused.exit_code


def _failed(outcomes: Sequence[Outcome]) -> int:
    return next((o.exit_code for o in outcomes if o.state is State.FAILED), 0)
