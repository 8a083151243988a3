"""What a reviewer has to weigh before anything else, in every format the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.model.change import Action
from wa_sync.model.finding import Severity
from wa_sync.render.wording import WEIGHED


if TYPE_CHECKING:
    from collections.abc import Sequence

    from wa_sync.model.change import Change, Plan, Risk
    from wa_sync.model.finding import Diagnostic


def weighed(change: Change) -> frozenset[Risk]:
    """Return the risks that a change has."""
    return frozenset(said.risk for said in change.consequences)


def severe(change: Change) -> bool:
    """Whether a change hurts somebody even where it goes well."""
    return change.action is Action.DELETE or not weighed(change).isdisjoint(WEIGHED)


def risky(change: Change) -> bool:
    """Whether a change has to be read whole before it is approved."""
    return severe(change) or change.blocked is not None


def deletes_wait(plan: Plan) -> bool:
    """Whether apply would hold a delete back, since something else is blocked.

    What is to replace a template has to be there before the template goes, under any
    name of its account (``apply.apply_in_a_row``).
    """
    wabas = {one.name: one.waba_id or one.name for one in plan.accounts}
    deletes = [one for one in plan.changes if one.action is Action.DELETE]
    stuck = {
        wabas[one.account]
        for one in plan.changes
        if one.blocked is not None and one.action is not Action.DELETE
    }
    return any(one.blocked is None and wabas[one.account] in stuck for one in deletes)


def gravest(found: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Sort diagnostics by their weight, and by place where they weigh the same."""
    return sorted(found, key=_weight)


def _weight(one: Diagnostic) -> tuple[int, str, int, int]:
    span, weight = one.span, list(Severity).index(one.finding.severity)
    if span is None:
        return weight, "", 0, 0
    return weight, span.file.path, span.line, span.column
