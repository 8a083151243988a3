"""declared + live → plan: reads the API, and is handed nothing that could write."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from wa_sync.desired.fruitless import nothing_to_delete
from wa_sync.errors import UsageProblem, WaSyncError
from wa_sync.graph.profile import origin_for
from wa_sync.kind import Listing
from wa_sync.kinds import KINDS
from wa_sync.model.change import Plan
from wa_sync.model.finding import Severity
from wa_sync.plan.build import HistoryOf, OriginOf, Question, build, no_history
from wa_sync.plan.pair import AccountState, Scope, named


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence
    from datetime import datetime

    from wa_sync.graph.client import Reader
    from wa_sync.kind import Kind
    from wa_sync.model.account import Account
    from wa_sync.model.finding import Diagnostic
    from wa_sync.model.resource import Address, Declared
    from wa_sync.workflow.load import Loaded
    from wa_sync.workflow.past import Past


CONNECTIONS = 16
"""Accounts read at once; more connections make httpx slower (performance.md)."""


def plan(  # noqa: PLR0913 - each says by its name what it is
    loaded: Loaded,
    reader_of: Callable[[Account], Reader],
    *,
    now: Callable[[], datetime],
    max_deletes: int | None = None,
    history_of: HistoryOf = no_history,
    origin_of: OriginOf = lambda account: str(origin_for(account)),
    past: Past | None = None,
) -> Plan:
    """Read what is live in every chosen account and compare.

    ``now`` is asked after reading, when the server has said what time it is.
    ``origin_of`` names the address that ``reader_of`` reads from, where it is not the
    endpoint's own. Without a ``past`` no difference has a cause.
    """
    loaded.or_refuse()
    states = read_states(loaded, reader_of)
    all_named(loaded.scope, states)
    if past is not None:
        states = past.of(states)
    return build(
        states,
        KINDS,
        Question(
            now=now(),
            scope=loaded.scope,
            max_deletes=max_deletes,
            history_of=history_of,
            origin_of=origin_of,
            skipped=loaded.skipped,
            base=None if past is None else past.base,
            overwrite_drift=past is not None and past.overwrite_drift,
        ),
        [*worth_repeating(loaded), *_nothing_to_delete(loaded.scope, states)],
    )


def _nothing_to_delete(
    scope: Scope, states: Sequence[AccountState]
) -> Iterator[Diagnostic]:
    """Say of each tombstone in the selection that has nothing to delete."""
    lives = [
        (state.account.name, one.address)
        for state in states
        for listing in state.listings.values()
        for one in listing.objects
    ]
    declared = (one.address for state in states for one in state.declared)
    tombstones = [
        one
        for state in states
        for one in state.tombstones
        if scope.covers(one.address, one.origin.span().file.path)
    ]
    known = {*declared, *(address for _, address in lives)}
    yield from nothing_to_delete(tombstones, frozenset(lives), known)


def nothing_planned(found: Sequence[Diagnostic]) -> Plan:
    """Return what there is of a plan where the files are not valid: why there is none.

    It has no account, no change and no digest, so nothing can be made of it.
    """
    return Plan(complete=False, accounts=(), changes=(), diagnostics=tuple(found))


def all_named(scope: Scope, states: Sequence[AccountState]) -> None:
    """Refuse a glob that names nothing: it is a typo, and would look like "in sync"."""
    known = {
        address
        for state in states
        for address in (
            *(declared.address for declared in state.declared),
            *(tombstone.address for tombstone in state.tombstones),
            *(one.address for each in state.listings.values() for one in each.objects),
        )
    }
    for flag, globs in (("--only", scope.only), ("--exclude", scope.exclude)):
        for glob in globs:
            if not any(named(address, (glob,)) for address in known):
                raise UsageProblem(
                    f"{flag} {glob!r} names nothing that is declared or live",
                    hint="globs fit names, keys (name/language) and whole addresses",
                )


def read_states(
    loaded: Loaded,
    reader_of: Callable[[Account], Reader],
    kinds: Sequence[Kind] = KINDS,
) -> list[AccountState]:
    """Read all accounts side by side; the first failure is raised."""
    if len(loaded.accounts) == 1:
        account = loaded.accounts[0]
        return [_state(loaded, account, reader_of(account), kinds)]
    workers = min(CONNECTIONS, len(loaded.accounts))
    with ThreadPoolExecutor(workers, "wa-sync-read") as pool:
        return list(
            pool.map(
                lambda account: _named(loaded, account, reader_of, kinds),
                loaded.accounts,
            )
        )


def _named(
    loaded: Loaded,
    account: Account,
    reader_of: Callable[[Account], Reader],
    kinds: Sequence[Kind],
) -> AccountState:
    """One account of several: its trouble says whose it is."""
    try:
        return _state(loaded, account, reader_of(account), kinds)
    except WaSyncError as error:
        error.message = f"{account.name}: {error.message}"
        raise


def _state(
    loaded: Loaded, account: Account, reader: Reader, kinds: Sequence[Kind]
) -> AccountState:
    declared = [d for d in loaded.desired.declared if d.account == account.name]
    return AccountState(
        account=account,
        declared=declared,
        tombstones=[t for t in loaded.desired.tombstones if t.account == account.name],
        listings={
            kind.name: _listing(
                kind,
                account,
                reader,
                [d for d in declared if d.address.kind == kind.name],
            )
            for kind in kinds
        },
    )


def _listing(
    kind: Kind, account: Account, reader: Reader, declared: list[Declared]
) -> Listing:
    """Everything live of a kind; of a singleton only what is declared."""
    if not kind.many:
        found = (kind.find(reader, account, d.address, None) for d in declared)
        return Listing(tuple(live for live in found if live is not None))
    if account.waba_id is None:
        if declared:
            raise UsageProblem(
                f"account {account.name!r} has no waba_id, and {kind.title}s are "
                "declared for it",
                hint="add waba_id: to the account, or limit the entries by accounts:",
            )
        return Listing(())
    return kind.read(reader, account)


def worth_repeating(loaded: Loaded) -> list[Diagnostic]:
    """Warnings about the files that a reader of the plan should know of."""
    allowed = {d.address: d.allow for d in loaded.desired.declared if d.allow}
    return [d for d in loaded.in_scope() if _worth_repeating(d, allowed)]


def _worth_repeating(
    diagnostic: Diagnostic, allowed: Mapping[Address, frozenset[str]]
) -> bool:
    """Warnings that nobody has allowed; allowed ones come back with a change."""
    if diagnostic.finding.severity is Severity.INFO:
        return False
    if diagnostic.address is None:
        return True
    return diagnostic.finding.rule not in allowed.get(diagnostic.address, ())
