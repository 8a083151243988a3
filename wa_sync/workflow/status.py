"""declared + live → how everything fares at Meta; reads, and writes nothing."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from wa_sync.errors import UsageProblem
from wa_sync.kind import Situation
from wa_sync.kinds import KINDS
from wa_sync.model.change import Action
from wa_sync.model.condition import Condition, Status
from wa_sync.model.finding import Finding, Severity
from wa_sync.model.source import ROOT
from wa_sync.plan.pair import named
from wa_sync.workflow.plan import all_named, read_states


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime

    from wa_sync.graph.client import Reader
    from wa_sync.kind import Kind
    from wa_sync.model.account import Account
    from wa_sync.model.address import Address
    from wa_sync.model.history import History
    from wa_sync.model.resource import Declared, Live
    from wa_sync.plan.build import HistoryOf
    from wa_sync.plan.pair import AccountState
    from wa_sync.workflow.load import Loaded


REVIEWED = tuple(kind for kind in KINDS if kind.assess is not None)
"""Kinds that fare one way or another; of others there is nothing to say."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is asked for: names (globs; none means all), and whether declared or not."""

    names: tuple[str, ...] = ()
    everything: bool = False


@dataclass(frozen=True)
class _Sides:
    """What is declared and live of one kind, in one account."""

    state: AccountState
    kind: Kind
    now: datetime
    history: History

    @cached_property
    def declared(self) -> Mapping[Address, Declared]:
        name = self.kind.name
        mine = (d for d in self.state.declared if d.address.kind == name)
        return {d.address: d for d in mine}

    @cached_property
    def live(self) -> Mapping[Address, Live]:
        found = self.state.listings[self.kind.name].objects
        return {one.address: one for one in found}

    @cached_property
    def _named(self) -> Mapping[str, tuple[Live, ...]]:
        found: dict[str, tuple[Live, ...]] = {}
        for one in self.live.values():
            name = one.address.name
            found[name] = (*found.get(name, ()), one)
        return found

    def situation(self, address: Address, declared: Declared | None) -> Situation:
        listing = self.state.listings[self.kind.name]
        live, name = self.live.get(address), address.name
        return Situation(
            account=self.state.account,
            action=Action.CREATE if live is None else Action.UPDATE,
            declared=declared,
            live=live,
            before=None,
            after=None if declared is None else declared.spec,
            siblings=self._named.get(name, ()),
            live_count=len(listing.objects),
            limit=listing.limit,
            now=self.now,
            history=self.history,
        )


def status(
    loaded: Loaded,
    reader_of: Callable[[Account], Reader],
    wanted: Wanted,
    *,
    now: Callable[[], datetime],
    history_of: HistoryOf,
) -> Status:
    """Read what is live, and say how what was asked for fares.

    ``now`` is asked after reading, when the server has said what time it is. Raises
    UsageProblem for a name that nothing has.
    """
    states = read_states(loaded, reader_of, REVIEWED)
    all_named(loaded.scope, states)
    at = now()
    found: list[Condition] = []
    left = 0
    for state in states:
        history = history_of(state.account)
        for kind in REVIEWED:
            sides = _Sides(state, kind, at, history)
            found += _declared(sides, loaded)
            others = list(_others(sides, loaded))
            shown = [one for one in others if wanted.everything or wanted.names]
            found += shown
            left += len(others) - len(shown)
    return Status(
        at=at,
        accounts=tuple(account.name for account in loaded.accounts),
        conditions=tuple(_named(found, wanted.names)),
        unmanaged=left,
        by_name=bool(wanted.names),
    )


def _named(found: Sequence[Condition], names: tuple[str, ...]) -> Sequence[Condition]:
    if not names:
        return found
    for name in names:
        if not any(named(one.address, (name,)) for one in found):
            raise UsageProblem(
                f"{name!r} names nothing that is declared or live",
                hint="globs fit names, keys (name/language) and whole addresses",
            )
    return [one for one in found if named(one.address, names)]


def _declared(sides: _Sides, loaded: Loaded) -> Iterator[Condition]:
    for address, one in sorted(sides.declared.items()):
        if loaded.scope.covers(address, one.origin.span().file.path):
            yield _condition(sides, address, one)


def _others(sides: _Sides, loaded: Loaded) -> Iterator[Condition]:
    """What no file declares; what the account does not manage is invisible."""
    declared, account = sides.declared, sides.state.account
    for address in sorted(sides.live):
        if (
            address not in declared
            and account.manage.covers(address)
            and loaded.scope.covers(address, None)
        ):
            yield _condition(sides, address, None)


def _condition(sides: _Sides, address: Address, declared: Declared | None) -> Condition:
    kind, situation = sides.kind, sides.situation(address, declared)
    live = situation.live
    assessment = None if kind.assess is None else kind.assess(situation)
    return Condition(
        account=sides.state.account.name,
        address=address,
        status=None if live is None else live.status,
        live_id=None if live is None else live.live_id,
        assessment=assessment,
        findings=_missing(kind, situation)
        if assessment is None
        else assessment.findings,
        span=None if declared is None else declared.origin.span(),
    )


def _missing(kind: Kind, situation: Situation) -> tuple[Finding, ...]:
    """Say that it is not live, and what stands against a create, if anything does."""
    blocked = kind.judge(situation)
    rule, reason, hint = "not_live", "apply creates it", None
    if blocked is not None:
        rule, reason, hint = blocked.rule, blocked.reason, blocked.way_out
    said = f"declared, and not live: {reason}"
    info = Severity.INFO
    return (Finding(rule=rule, at=ROOT, message=said, hint=hint, severity=info),)
