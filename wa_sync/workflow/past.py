"""What was declared before: where a change starts, and in the commits before that."""

from __future__ import annotations

from collections import Counter
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from wa_sync.canonical import equal
from wa_sync.config.discover import PROJECT
from wa_sync.config.repository import base as bases
from wa_sync.config.repository.commit import Commit
from wa_sync.config.repository.history import WHOLE_HISTORY, Repository
from wa_sync.config.repository.objects import Objects
from wa_sync.config.repository.process import GitFailed
from wa_sync.config.repository.told import told
from wa_sync.kinds import BY_NAME
from wa_sync.model.base import Base
from wa_sync.model.finding import Severity
from wa_sync.plan import causes
from wa_sync.plan.causes import Before
from wa_sync.workflow.commits import (
    declared_by,
    moved,
    of_this_run,
    same_account,
    substance,
)
from wa_sync.workflow.reload import everywhere, load_from, load_unseen


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from wa_sync.model.account import Account
    from wa_sync.model.address import Address
    from wa_sync.model.finding import Diagnostic
    from wa_sync.model.resource import Declared, Live
    from wa_sync.plan.pair import AccountState
    from wa_sync.workflow.load import Inputs, Loaded


LOOK_BACK = 50
"""Commits that changed the project, and are asked about what is live."""
_TOO_OLD = "what live is only in older ones counts as drift"
_AMBIGUOUS = frozenset({"declared_twice", "declared_and_removed"})
_AGAIN = "they are known again with the next change"


@dataclass(slots=True)
class Past:
    """What a run knows of the commits before; ``there`` is None where that is nothing.

    ``base`` says why, ``asked`` is what was asked for. ``overwrite_drift`` is the
    consent to change what was changed live. ``target`` is what the branch that the
    change is meant for declares, where that has gone on.
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
        for nth, name in enumerate(repository.touched(commit, LOOK_BACK)):
            self.base = replace(self.base, looked_back=nth + 1)
            tree = Commit(objects, name, repository.top)
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


@contextmanager
def past(
    loaded: Loaded, inputs: Inputs, asked: str, *, overwrite_drift: bool = False
) -> Iterator[Past]:
    """Read what was declared where the change starts; ``asked`` is --base-ref.

    Raises UsageProblem for what is no reference. Where the base is not known, the
    past is empty and says why.
    """
    if asked != bases.AUTO:
        bases.checked(asked)
    with ExitStack() as stack:
        found = Past(Base(commit=None), loaded, inputs, asked, overwrite_drift)
        try:
            if "-" in (loaded.read.loose or ()):
                raise GitFailed("standard input is in no commit")  # noqa: TRY301 - the one way to say why
            found.repository = Repository(loaded.root)
            found.objects = stack.enter_context(Objects(loaded.root))
            _read(found, asked)
        except GitFailed as failed:
            found.base = Base(commit=None, why=failed.why, hint=failed.hint)
            found.there = None
        yield found


def _read(found: Past, asked: str) -> None:
    repository, objects = found.repository, found.objects
    if repository is None or objects is None:
        return
    tried: dict[str, Loaded] = {}

    def there(commit: str) -> Loaded:
        if commit not in tried:
            tree = Commit(objects, commit, repository.top)
            tried[commit] = load_from(
                tree,
                found.loaded,
                found.inputs,
                lambda all_: of_this_run(all_, found.loaded),
            )
        return tried[commit]

    def dirty(head: str) -> bool:
        return not equal(substance(there(head)), substance(found.loaded))

    start = bases.resolve(repository, asked, told(found.inputs.env), dirty)
    commit = start.base
    file = found.loaded.root / PROJECT
    if found.loaded.read.loose is None and not _holds(
        objects, commit, repository, file
    ):
        raise GitFailed(f"the project is not in {commit[:12]}: it is new, or was moved")
    read = there(commit)
    wrong = next(filter(_hides, read.diagnostics), None)
    if wrong is not None:
        raise _unreadable(commit, wrong)
    twice = Counter((d.account, d.address) for d in read.desired.declared)
    if any(count > 1 for count in twice.values()):
        raise GitFailed(f"{commit[:12]} declares something twice", _AGAIN)
    found.there = read
    found.base = Base(commit=commit)
    target = None if start.target is None else there(start.target)
    if target is not None and not any(map(_hides, target.diagnostics)):
        found.target = target


def _holds(objects: Objects, commit: str, repository: Repository, file: Path) -> bool:
    return Commit(objects, commit, repository.top).blob(file) is not None


def _hides(diagnostic: Diagnostic) -> bool:
    """Whether a mistake makes it unsure what was declared: not so Meta's rules."""
    finding = diagnostic.finding
    if finding.severity is not Severity.ERROR:
        return False
    return diagnostic.address is None or finding.rule in _AMBIGUOUS


def _unreadable(commit: str, wrong: Diagnostic) -> GitFailed:
    place = "" if wrong.span is None else f"{wrong.span.file.path}: "
    return GitFailed(
        f"what {commit[:12]} declares cannot be read: {place}{wrong.finding.message}",
        _AGAIN,
    )
