"""pair → compare → order → safety → digest, for each account; then one plan."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, TypeAlias

from wa_sync.model.change import (
    AccountPlan,
    Action,
    Blocked,
    Cause,
    Change,
    Note,
    Plan,
    Summary,
    UnmanagedObject,
)
from wa_sync.model.history import NOTHING, History
from wa_sync.plan import names, safety
from wa_sync.plan.compare import Surroundings, Verdict, compare
from wa_sync.plan.digest import limits_of, plan_digest, share_digest
from wa_sync.plan.languages import gaps
from wa_sync.plan.pair import AccountState, Pairs, Scope, pair


if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from datetime import datetime

    from wa_sync.kind import Kind
    from wa_sync.model.account import Account
    from wa_sync.model.base import Base
    from wa_sync.model.finding import Diagnostic
    from wa_sync.model.resource import Address, Live


HistoryOf: TypeAlias = "Callable[[Account], History]"
OriginOf: TypeAlias = "Callable[[Account], str]"
ORDER = {Action.CREATE: 0, Action.UPDATE: 1, Action.DELETE: 2}


def no_history(_: Account) -> History:
    """Remember nothing, as a machine does that has never applied."""
    return NOTHING


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a plan is asked for, beside the two sides.

    ``now`` is by the server's clock; ``origin_of`` names the address that was asked;
    ``skipped`` are files that were not read. What each account declared at ``base``
    stands in its state.
    """

    now: datetime
    origin_of: OriginOf
    scope: Scope = field(default_factory=Scope)
    max_deletes: int | None = None
    history_of: HistoryOf = no_history
    skipped: tuple[str, ...] = ()
    base: Base | None = None
    overwrite_drift: bool = False


@dataclass(frozen=True, slots=True)
class _Share:
    """One account's part of the plan."""

    plan: AccountPlan
    changes: tuple[Change, ...]
    notes: tuple[Note, ...]
    diagnostics: tuple[Diagnostic, ...]
    unmanaged: tuple[UnmanagedObject, ...]
    unmanaged_refused: tuple[Blocked, ...]


def build(
    states: Sequence[AccountState],
    kinds: Sequence[Kind],
    question: Question,
    diagnostics: Sequence[Diagnostic] = (),
) -> Plan:
    """Compare both sides of every account and say what apply would do."""
    deletable = _deletable(states, kinds)
    pairs = [pair(state, kinds, question.scope) for state in states]
    verdicts = names.once(
        [state.account for state in states], _compare_all(states, pairs, question)
    )
    shares = [
        _share(state, some, told, question, len(deletable[state.account.identity]))
        for state, some, told in zip(states, pairs, verdicts, strict=True)
    ]
    accounts = tuple(share.plan for share in shares)
    changes = tuple(change for share in shares for change in share.changes)
    notes = tuple(note for share in shares for note in share.notes)
    unmanaged = tuple(one for share in shares for one in share.unmanaged)
    plan = Plan(
        complete=True,
        accounts=accounts,
        changes=changes,
        drift=notes,
        unmanaged=unmanaged,
        diagnostics=(*diagnostics, *(d for s in shares for d in s.diagnostics)),
        safety=(
            *safety.exceeded(accounts, changes, max_deletes=question.max_deletes),
            *(refusal for share in shares for refusal in share.unmanaged_refused),
        ),
        summary=summarize(changes, accounts, drifted(notes), len(unmanaged)),
        digest=plan_digest(account.digest for account in accounts),
        base=question.base,
    )
    declared = (one for state in states for one in state.declared)
    return replace(plan, missing_languages=gaps(plan, declared))


def _deletable(
    states: Sequence[AccountState], kinds: Sequence[Kind]
) -> Mapping[str, set[Address]]:
    """What could be deleted of each WABA, under any of the accounts that share it."""
    found: dict[str, set[Address]] = {}
    for state in states:
        there = found.setdefault(state.account.identity, set())
        for kind in kinds:
            there.update(
                live.address
                for live in state.listings[kind.name].objects
                if safety.deletable(kind, live, state.account)
            )
    return found


def _share(
    state: AccountState,
    pairs: Pairs,
    verdicts: Sequence[Verdict],
    question: Question,
    deletable: int,
) -> _Share:
    changes = sorted(
        (v.change for v in verdicts if v.change is not None),
        key=lambda change: ORDER[change.action],
    )
    account = state.account
    live = sum(len(listing.objects) for listing in state.listings.values())
    share = AccountPlan(
        name=account.name,
        waba_id=account.waba_id,
        phone_number_id=account.phone_number_id,
        endpoint=account.endpoint.value,
        origin=question.origin_of(account),
        api_version=account.api_version,
        limits=account.limits,
        declared_count=len(state.declared),
        live_count=live,
        deletable_count=deletable,
        unchanged=sum(v.change is None and not _left_alone(v) for v in verdicts),
        digest="",
    )
    digest = share_digest(share, limits_of(account.limits), changes)
    return _Share(
        replace(share, digest=digest),
        tuple(changes),
        tuple(note for v in verdicts for note in v.notes),
        tuple(d for v in verdicts for d in v.diagnostics),
        tuple(
            UnmanagedObject(account.name, one.address, one.status, one.live_id)
            for one in pairs.unmanaged
        ),
        safety.unmanaged_refused(account, len(pairs.unmanaged)),
    )


def _compare_all(
    states: Sequence[AccountState], pairs: Sequence[Pairs], question: Question
) -> list[list[Verdict]]:
    """Compare every pair; a planned create counts as live for those that follow.

    So it does under other names of its account, which have the same room.
    """
    planned: dict[tuple[str, str], set[Address]] = {}
    return [
        _compared(state, some, question, planned)
        for state, some in zip(states, pairs, strict=True)
    ]


def _compared(
    state: AccountState,
    pairs: Pairs,
    question: Question,
    planned: dict[tuple[str, str], set[Address]],
) -> list[Verdict]:
    """Compare one account's; ``planned`` are creates by identity and kind."""
    history = question.history_of(state.account)
    siblings = _siblings(state)
    verdicts = []
    for one in pairs.pairs:
        kind = one.kind.name
        listing = state.listings[kind]
        creates = planned.setdefault((state.account.identity, kind), set())
        around = Surroundings(
            account=state.account,
            siblings=siblings.get((kind, one.address.name), ()),
            live_count=len(listing.objects) + len(creates) - (one.address in creates),
            limit=listing.limit,
            declared_count=len(state.declared),
            now=question.now,
            history=history,
            skipped=question.skipped,
            before=state.before,
            overwrite_drift=question.overwrite_drift,
        )
        verdict = compare(one, around)
        verdicts.append(verdict)
        change = verdict.change
        if change and change.action is Action.CREATE and change.blocked is None:
            creates.add(one.address)
    return verdicts


def _left_alone(verdict: Verdict) -> bool:
    left = {Cause.DRIFT, Cause.OUTDATED, Cause.OTHER_NAME}
    return any(note.cause in left for note in verdict.notes)


def drifted(notes: Sequence[Note]) -> int:
    """Count the notes that tell a difference: what others declare by now is none."""
    none = {Cause.ALREADY_LIVE, Cause.OUTDATED, Cause.OTHER_NAME}
    return sum(note.cause not in none for note in notes)


def _siblings(state: AccountState) -> Mapping[tuple[str, str], tuple[Live, ...]]:
    found: dict[tuple[str, str], list[Live]] = {}
    for name, listing in state.listings.items():
        for live in listing.objects:
            found.setdefault((name, live.address.name), []).append(live)
    return {key: tuple(value) for key, value in found.items()}


def summarize(
    changes: Sequence[Change],
    accounts: Sequence[AccountPlan],
    drift: int,
    unmanaged: int,
) -> Summary:
    """Count; a blocked change counts as blocked only."""
    doable = [change.action for change in changes if change.blocked is None]
    return Summary(
        create=doable.count(Action.CREATE),
        update=doable.count(Action.UPDATE),
        delete=doable.count(Action.DELETE),
        unchanged=sum(account.unchanged for account in accounts),
        drift=drift,
        unmanaged=unmanaged,
        blocked=len(changes) - len(doable),
    )
