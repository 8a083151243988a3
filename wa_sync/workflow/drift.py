"""A plan → what was not declared and is live all the same, or the other way round."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.kinds import BY_NAME
from wa_sync.model.change import Action, Cause
from wa_sync.model.drift import Difference, Drift, Standing
from wa_sync.plan.fields import explain


if TYPE_CHECKING:
    from wa_sync.model.change import Change, FieldChange, Plan


_STANDING = {
    Action.UPDATE: Standing.CHANGED,
    Action.CREATE: Standing.MISSING,
    Action.DELETE: Standing.STILL_THERE,
}


_NO_DRIFT = frozenset({Cause.ALREADY_LIVE, Cause.OUTDATED, Cause.OTHER_NAME})


def drift_of(plan: Plan) -> Drift:
    """Take from a plan, made with consent to overwrite drift, what differs.

    What only these files declare, and no commit does yet, cannot have drifted.
    """
    return Drift(
        accounts=tuple(account.name for account in plan.accounts),
        differences=tuple(
            _difference(change)
            for change in plan.changes
            if change.cause is not Cause.THIS_CHANGE
        ),
        notes=tuple(n for n in plan.drift if n.cause not in _NO_DRIFT),
        unmanaged=plan.unmanaged,
        base=plan.base,
    )


def _difference(change: Change) -> Difference:
    return Difference(
        account=change.account,
        address=change.address,
        standing=_STANDING[change.action],
        cause=change.cause,
        diff=_from_declared(change) if change.action is Action.UPDATE else (),
        live_id=change.live_id,
        source=change.source,
    )


def _from_declared(change: Change) -> tuple[FieldChange, ...]:
    """Explain the other way round: from what is declared to what is live."""
    kind = BY_NAME[change.address.kind]
    before, after = change.after or {}, change.before or {}
    return explain(kind.outline(before), kind.outline(after), kind.alike)
