"""What was declared before: where a change starts, and in the commits before that."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wa_sync.config.repository.history import WHOLE_HISTORY
from wa_sync.config.repository.process import GitFailed
from wa_sync.desired import Desired
from wa_sync.kinds import BY_NAME
from wa_sync.model.base import Base
from wa_sync.plan import causes
from wa_sync.plan.causes import Before
from wa_sync.workflow.commits import (
    declared_by,
    moved,
    of_this_run,
    same_account,
    tree_of,
)
from wa_sync.workflow.reload import everywhere, load_unseen


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wa_sync.config.repository.history import Repository
    from wa_sync.config.repository.objects import Objects
    from wa_sync.model.account import Account
    from wa_sync.model.address import Address
    from wa_sync.model.resource import Declared, Live
    from wa_sync.plan.pair import AccountState
    from wa_sync.workflow.load import Inputs, Loaded


LOOK_BACK = 50
"""Commits that changed the project, and are asked about what is live."""
_TOO_OLD = "what live is only in older ones counts as drift"


@dataclass(slots=True)
class Past:
    """What a run knows of the commits before; ``there`` is None where that is nothing.

    ``base`` says why, ``asked`` is what was asked for. ``overwrite_drift`` is the
    consent to change what was changed live. ``target`` is what the branch that the
    change is meant for declares, where that has gone on. ``without`` is a base that is
    known and has no such project; ``moved_from`` is the folder, from the top, in which
    the base has the project.
    """

    base: Base
    loaded: Loaded
    inputs: Inputs
    asked: str
    overwrite_drift: bool = False
    there: Loaded | None = None
    target: Loaded | None = None
    repository: Repository | None = None
    objects: Objects | None = None
    without: str | None = None
    moved_from: str | None = None

    def nothing_declared(self, why: str) -> None:
        """Take a base that has no such project for one that declares nothing."""
        nothing = Desired((), (), ())
        read = replace(self.loaded.read, documents=())
        self.there = replace(self.loaded, read=read, accounts=(), desired=nothing)
        self.base = Base(commit=self.without, why=why)

    def of(self, states: Sequence[AccountState]) -> list[AccountState]:
        """Add to each account what it declared before, as far as that is known."""
        there = self.there
        if there is None:
            return list(states)
        found = [replace(one, before=self._before(one, there)) for one in states]
        return self._looked_back(found, there)

    def declared(self, account: Account) -> list[Declared]:
        """Return what the base declared for an account."""
        there = self.there
        was = None if there is None else same_account(account, there.accounts)
        if there is None or was is None:
            return []
        return [d for d in there.desired.declared if d.account == was.name]

    def _before(self, state: AccountState, there: Loaded) -> Before:
        """Match accounts by what Meta knows of them: another WABA is another past.

        For one that was not there nothing was declared, so this change is the first
        to say anything of what is live.
        """
        was = same_account(state.account, there.accounts)
        if was is None:
            kept = frozenset(one.address for one in state.declared)
            return Before(declared={}, kept=kept)
        desired = there.desired
        declared = declared_by(was, there)
        mine = {d.address: d for d in state.declared}
        gone = declared.keys() - mine
        return Before(
            declared=declared,
            buried=frozenset(
                t.address for t in desired.tombstones if t.account == was.name
            ),
            kept=self._kept() if gone else frozenset(mine),
            moved=frozenset()
            if self.target is None
            else moved(state.account, mine, declared, self.target),
        )

    def _kept(self) -> frozenset[Address]:
        """What the files declare for any account: going from one is not going.

        Loose files are only a part of what may be declared.
        """
        if self.loaded.read.loose is not None and self.there is not None:
            return frozenset(d.address for d in self.there.desired.declared)
        whole = everywhere(self.loaded, self.inputs)
        return frozenset(d.address for d in whole.desired.declared)

    def _looked_back(
        self, states: list[AccountState], there: Loaded
    ) -> list[AccountState]:
        """Ask older commits about what neither the base nor the files explain."""
        open_ = {
            (state.account.name, live.address): (state, live)
            for state in states
            for live in _unexplained(state)
        }
        older: dict[tuple[str, Address], Declared] = {}
        try:
            for one in self._older(there) if open_ else ():
                for key, (state, live) in list(open_.items()):
                    was = _declared(one, state.account, live)
                    if was is not None:
                        older[key] = was
                        del open_[key]
                if not open_:
                    break
            if open_ and self.repository is not None and self.repository.shallow():
                self.base = replace(self.base, hint=WHOLE_HISTORY)
            elif open_ and self.base.looked_back >= LOOK_BACK:
                self.base = replace(self.base, hint=_TOO_OLD)
        except GitFailed as failed:
            self.base = replace(self.base, hint=failed.hint or failed.why)
        return [_with_older(state, older) for state in states]

    def _older(self, there: Loaded) -> Iterator[Loaded]:
        """Yield what older commits declared and no newer one does, the latest first."""
        repository, objects, commit = self.repository, self.objects, self.base.commit
        if repository is None or objects is None or commit is None:
            return
        seen = {id(document) for document in there.read.documents}
        touched = repository.touched(commit, LOOK_BACK, self.moved_from)
        for nth, name in enumerate(touched):
            self.base = replace(self.base, looked_back=nth + 1)
            tree = tree_of(self.loaded, objects, name, repository.top, self.moved_from)
            yield load_unseen(tree, self.loaded, self.inputs, self._chosen, seen)

    def _chosen(self, accounts: Sequence[Account]) -> tuple[Account, ...]:
        """Choose those of a commit's accounts that this run is about."""
        return of_this_run(accounts, self.loaded)


def _unexplained(state: AccountState) -> Iterator[Live]:
    before = state.before
    if before is None:
        return
    mine = {d.address: d for d in state.declared}
    for name, listing in state.listings.items():
        for live in listing.objects:
            head = mine.get(live.address)
            known = head is not None or live.address in before.declared
            if known and causes.unexplained(
                BY_NAME[name], head, live, state.account, before
            ):
                yield live


def _declared(one: Loaded, account: Account, live: Live) -> Declared | None:
    """Return what a commit declared, where live still is as that."""
    was = same_account(account, one.accounts)
    kind = BY_NAME[live.address.kind]
    return next(
        (
            declared
            for declared in one.desired.declared
            if was is not None
            and declared.account == was.name
            and declared.address == live.address
            and causes.same(kind, declared, live, account)
        ),
        None,
    )


def _with_older(
    state: AccountState, older: dict[tuple[str, Address], Declared]
) -> AccountState:
    name = state.account.name
    mine = {address: was for (of, address), was in older.items() if of == name}
    if state.before is None or not mine:
        return state
    return replace(state, before=replace(state.before, older=mine))
