"""What a run's outcomes mean as one number (DESIGN §4)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.errors import OutcomeUnknown, Refused, StalePlan
from wa_sync.model.condition import Review
from wa_sync.model.report import Report, State
from wa_sync.workflow.watching import is_over


if TYPE_CHECKING:
    from collections.abc import Sequence

    from wa_sync.model.change import Plan
    from wa_sync.model.checkup import Check
    from wa_sync.model.condition import Status
    from wa_sync.model.report import Outcome
    from wa_sync.model.smoke import Tried


CHANGES, TIME_HELPS = 2, 75
REFUSED_BY_META, IN_REVIEW = 8, 9


def of_plan(plan: Plan) -> int:
    """What a plan comes to in detail: 5 refused or all blocked, 2 changes, else 0."""
    if plan.safety:
        return Refused.exit_code
    if not plan.changes:
        return 0
    doable = any(change.blocked is None for change in plan.changes)
    return CHANGES if doable else Refused.exit_code


def of_status(found: Status) -> int:
    """What counts and cannot be sent comes first, then what is in review."""
    if found.reviewed(Review.REFUSED):
        return REFUSED_BY_META
    return IN_REVIEW if found.reviewed(Review.IN_REVIEW) else 0


def of_wait(found: Status) -> int:
    """What is not live by now was not approved in time, either."""
    return of_status(found) or (0 if is_over(found) else IN_REVIEW)


def of_report(report: Report, *, interrupted: int, broken: int = 0) -> int:
    """Several may apply: 7, the signal, 6, the others, 5, 77, 75, 3, in this order.

    ``interrupted`` is the code of a signal, and ``broken`` that of an error which cut
    the run short, or kept somebody from being told; both are 0 where there is none.

    The others (1, 64, 74, 78) have no rank in DESIGN §4: they are about this machine,
    which has to be mended before anything else can be. What was left out for none of
    these reasons is 7, too. Reviews (8, 9) come last.
    """
    left_out = report.count(State.SKIPPED) > 0
    cut_short = report.count(State.FAILED) or (broken and left_out and not interrupted)
    if report.count(State.UNKNOWN) or (cut_short and report.count(State.DONE)):
        return OutcomeUnknown.exit_code
    if interrupted:
        return interrupted
    if report.count(State.STALE):
        return StalePlan.exit_code
    codes = {broken, _blocked(report.outcomes), *_failed(report.outcomes)}
    left = OutcomeUnknown.exit_code if left_out else 0
    return min(codes - {0}, key=_rank, default=left or _reviewed(report))


def _reviewed(report: Report) -> int:
    """What the reviews came to counts only where everything was made."""
    if report.reviewed(Review.REFUSED):
        return REFUSED_BY_META
    return IN_REVIEW if report.reviewed(Review.IN_REVIEW) else 0


def of_checks(checks: Sequence[Check]) -> int:
    """Several may be wrong: 77, 75, 78, 3, 74, in this order, then anything else."""
    order = (77, 75, 78, 3, 74)
    codes = {one.exit_code for one in checks} - {0}
    return next((code for code in order if code in codes), max(codes, default=0))


def of_smoke(tried: Sequence[Tried], *, interrupted: int) -> int:
    """Several may apply: 7, the signal, then 5 and what keeps a run from going on."""
    codes = {one.exit_code for one in tried} - {0}
    if OutcomeUnknown.exit_code in codes:
        return OutcomeUnknown.exit_code
    return interrupted or min(codes, key=_rank, default=0)


def _blocked(outcomes: Sequence[Outcome]) -> int:
    blocked = [o.blocked for o in outcomes if o.state is State.BLOCKED and o.blocked]
    if not blocked:
        return 0
    if all(one.time_helps for one in blocked):
        return TIME_HELPS
    return Refused.exit_code


def _failed(outcomes: Sequence[Outcome]) -> set[int]:
    return {o.exit_code for o in outcomes if o.state is State.FAILED}


def _rank(code: int) -> tuple[int, int]:
    """DESIGN §4: 5, 77, 75, 3; what is not named there comes first."""
    order = (5, 77, 75, 3)
    return (order.index(code), 0) if code in order else (-1, code)
