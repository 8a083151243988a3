"""One pair → the change that apply would make, if any."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wa_sync.canonical import fingerprint
from wa_sync.kind import Situation
from wa_sync.model.change import Action, Cause, Change, Note, Place, Precondition
from wa_sync.model.finding import Diagnostic, Finding, Severity
from wa_sync.model.history import NOTHING
from wa_sync.model.resource import Declared, Live, Tombstone
from wa_sync.model.source import ROOT
from wa_sync.plan import causes, drift, safety
from wa_sync.plan.fields import explain
from wa_sync.plan.pair import Pair


if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from wa_sync.kind import Kind
    from wa_sync.model.account import Account
    from wa_sync.model.history import History
    from wa_sync.model.source import Origin, Spec
    from wa_sync.plan.causes import Before, Told


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a comparison may know beside its pair.

    ``live_count`` counts the creates planned so far as if they were live, so that
    the first one over the template limit is blocked, and not the one after.
    ``skipped`` are files that were not read, so that not all that is declared is known.
    """

    account: Account
    siblings: tuple[Live, ...]
    live_count: int
    limit: int | None
    declared_count: int
    now: datetime
    history: History = NOTHING
    skipped: tuple[str, ...] = ()
    before: Before | None = None
    overwrite_drift: bool = False


@dataclass(frozen=True, slots=True)
class Verdict:
    """What came of a comparison: a change, notes, both, or neither.

    ``diagnostics`` say what could not be compared where nothing is to be changed.
    """

    change: Change | None = None
    notes: tuple[Note, ...] = ()
    diagnostics: tuple[Diagnostic, ...] = ()


def compare(pair: Pair, around: Surroundings) -> Verdict:
    """Say what apply would do about this pair."""
    if around.before is not None and pair.address in around.before.moved:
        return _outdated(pair, around)
    match pair:
        case Pair(declared=Declared() as declared, live=Live() as live) if (
            not pair.kind.ignored(live)
        ):
            return _update(pair, declared, live, around)
        case Pair(declared=Declared() as declared):
            return Verdict(_create(pair, declared, around))
        case Pair(live=Live() as live, tombstone=Tombstone() as tombstone):
            cause = causes.of_removal(pair.address, around.before)
            change = _delete(pair, live, around, cause)
            return Verdict(replace(change, source=place(tombstone.origin)))
        case Pair(live=Live() as live, gone=Declared() as was):
            cause = causes.of_absence(
                pair.kind, was, live, around.account, around.before
            )
            change = _delete(pair, live, around, cause)
            found = (*change.findings, drift.gone(was))
            return Verdict(replace(change, findings=found))
    return Verdict()


def _outdated(pair: Pair, around: Surroundings) -> Verdict:
    """Leave to the target branch what only that has gone on with.

    Whatever this branch would make of it, it would take back what others merged.
    """
    declared, live = pair.declared, pair.live
    if declared is not None and live is not None:
        same = causes.same(pair.kind, declared, live, around.account)
        if same and not pair.kind.ignored(live):
            return Verdict()
    left = drift.outdated(around.account.name, pair.address, live)
    where = declared or pair.tombstone
    source = None if where is None else place(where.origin)
    return Verdict(notes=(replace(left, source=source),))


def _create(pair: Pair, declared: Declared, around: Surroundings) -> Change:
    kind = pair.kind
    situation = _situation(pair, Action.CREATE, around, after=declared.spec)
    change = Change(
        account=around.account.name,
        address=pair.address,
        action=Action.CREATE,
        cause=causes.of_create(declared, around.before),
        after=declared.spec,
        send=declared.spec,
        diff=explain({}, kind.outline(declared.spec), kind.alike),
        blocked=kind.judge(situation),
        precondition=Precondition(exists=False),
        findings=declared.findings,
        source=place(declared.origin),
        assets=declared.assets,
    )
    return _foreseen(kind, change, situation)


def _foreseen(kind: Kind, change: Change, situation: Situation) -> Change:
    """Add what may go wrong when the change is made, as far as it can be foreseen."""
    found = [*change.findings, *kind.foresee(situation.account, change)]
    if change.blocked is None:
        found += kind.caution(situation)
    meant = tuple(kind.consequences(situation))
    change = replace(change, findings=tuple(found), consequences=meant)
    return _looked_up_again(change, situation.history)


def _looked_up_again(change: Change, history: History) -> Change:
    """Say what an interrupted run was about to do; what is live is what counts."""
    begun = history.cut_off(change.address)
    if begun is None:
        return change
    said = Finding(
        rule="last_run_cut_off",
        at=ROOT,
        message=f"an earlier run was cut off at its {begun.action} of this, on "
        f"{begun.at:%Y-%m-%d %H:%M} UTC; what is live was looked up again",
        severity=Severity.INFO,
    )
    return replace(change, findings=(*change.findings, said))


def _update(
    pair: Pair, declared: Declared, live: Live, around: Surroundings
) -> Verdict:
    kind, account = pair.kind, around.account
    told = causes.tell(kind, declared, live, account, around.before)
    aligned = told.aligned
    notes = tuple(_notes(declared, live, account.name, told))
    # with a base to compare with, the bytes of samples are compared
    unseen = () if told.sure_of_bytes else tuple(kind.unseen(declared, aligned))
    left_alone = told.cause is Cause.DRIFT and not around.overwrite_drift
    if told.cause in _SETTLED or left_alone:
        # pointers into the normal form lead nowhere in the file, so: the entry
        span = declared.origin.span()
        found = (*aligned.findings, *unseen)
        said = (Diagnostic(f, span, pair.address) for f in found)
        return Verdict(notes=notes, diagnostics=tuple(said))
    before, after = told.before, told.after
    situation = _situation(pair, Action.UPDATE, around, before=before, after=after)
    change = Change(
        account=around.account.name,
        address=pair.address,
        action=Action.UPDATE,
        cause=told.cause or Cause.UNKNOWN,
        before=before,
        after=after,
        send=declared.spec,
        diff=told.diff,
        blocked=drift.refused(told.cause, consented=around.overwrite_drift)
        or kind.judge(situation),
        live_id=live.live_id,
        live_status=live.status,
        precondition=precondition(kind, live),
        findings=(*declared.findings, *aligned.findings, *unseen),
        source=place(declared.origin),
        assets=declared.assets,
    )
    remarks = tuple(one for one in notes if one.cause is not Cause.DRIFT)
    return Verdict(_foreseen(kind, change, situation), remarks)


def _delete(pair: Pair, live: Live, around: Surroundings, cause: Cause) -> Change:
    kind = pair.kind
    refused = drift.refused(
        cause, consented=around.overwrite_drift
    ) or safety.refuse_delete(
        kind,
        live,
        around.account,
        declared=around.declared_count,
        skipped=around.skipped,
    )
    situation = _situation(pair, Action.DELETE, around, before=live.spec)
    change = Change(
        account=around.account.name,
        address=pair.address,
        action=Action.DELETE,
        cause=cause,
        before=live.spec,
        blocked=refused or kind.judge(situation),
        live_id=live.live_id,
        live_status=live.status,
        precondition=precondition(kind, live),
        consequences=tuple(kind.consequences(situation)),
    )
    return _looked_up_again(change, around.history)


_SETTLED = frozenset({None, Cause.ALREADY_LIVE})
"""The causes of nothing that is left to do."""


def _notes(declared: Declared, live: Live, account: str, told: Told) -> Iterator[Note]:
    remark, left = told.aligned.remark, drift.note(account, live, told)
    if remark is not None:
        yield Note(
            account=account,
            address=live.address,
            cause=Cause.META if remark.by_meta else Cause.UNKNOWN,
            message=remark.message,
            live_id=live.live_id,
            source=place(declared.origin),
        )
    if left is not None:
        yield replace(left, source=place(declared.origin))


def _situation(
    pair: Pair,
    action: Action,
    around: Surroundings,
    *,
    before: Spec | None = None,
    after: Spec | None = None,
) -> Situation:
    return Situation(
        account=around.account,
        action=action,
        declared=pair.declared,
        live=pair.live,
        before=before,
        after=after,
        siblings=around.siblings,
        live_count=around.live_count,
        limit=around.limit,
        now=around.now,
        history=around.history,
    )


def precondition(kind: Kind, live: Live) -> Precondition:
    """What a change to this live object is computed from."""
    return Precondition(
        exists=True, status=kind.status(live), fingerprint=fingerprint(live.spec)
    )


def place(origin: Origin) -> Place:
    """Where a declaration stands, for people."""
    span = origin.span()
    return Place(span.file.path, span.line)
