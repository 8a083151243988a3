"""One project in several commits: the same accounts, and what each declares."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.canonical import canonical, equal
from wa_sync.config.discover import PROJECT
from wa_sync.config.repository.commit import Commit


if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from wa_sync.config.repository.objects import Objects
    from wa_sync.model.account import Account
    from wa_sync.model.address import Address
    from wa_sync.model.resource import Declared
    from wa_sync.model.source import Json
    from wa_sync.workflow.load import Loaded


def moved(
    account: Account,
    mine: Mapping[Address, Declared],
    base: Mapping[Address, Declared],
    target: Loaded,
) -> frozenset[Address]:
    """Return what the target branch has gone on with, and these files have not."""
    theirs = same_account(account, target.accounts)
    if theirs is None:
        return frozenset()
    ahead = declared_by(theirs, target)
    return frozenset(
        address
        for address in ahead.keys() | base.keys()
        if not _alike(ahead.get(address), base.get(address))
        and _alike(mine.get(address), base.get(address))
    )


def tree_of(
    loaded: Loaded, objects: Objects, commit: str, top: Path, was: str | None
) -> Commit:
    """Return the tree of a commit, with the project where it is now.

    ``was`` is the folder, from the top, that it is taken from where it is not here.
    """
    tree = Commit(objects, commit, top)
    if was is None or loaded.read.loose is not None or holds(loaded, tree):
        return tree
    return Commit(objects, commit, top, (loaded.root, was.split("/") if was else []))


def holds(loaded: Loaded, tree: Commit) -> bool:
    """Whether the project file is there."""
    return tree.blob(loaded.root / PROJECT) is not None


def of_this_run(accounts: Sequence[Account], loaded: Loaded) -> tuple[Account, ...]:
    """Choose those of a commit's accounts that a run is about."""
    wanted = {account.identity for account in loaded.accounts}
    return tuple(account for account in accounts if account.identity in wanted)


def same_account(account: Account, accounts: Sequence[Account]) -> Account | None:
    """Find an account in another commit, by what Meta knows of it."""
    same = [one for one in accounts if one.identity == account.identity]
    named = (one for one in same if one.name == account.name)
    return next(named, same[0] if same else None)


def declared_by(account: Account, loaded: Loaded) -> dict[Address, Declared]:
    """Return what an account declares there."""
    return {d.address: d for d in loaded.desired.declared if d.account == account.name}


def _alike(one: Declared | None, other: Declared | None) -> bool:
    if one is None or other is None:
        return one is other
    same = {at: a.sha256 for at, a in one.assets.items()}
    return equal(one.spec, other.spec) and same == {
        at: a.sha256 for at, a in other.assets.items()
    }


def substance(loaded: Loaded) -> Json:
    """What is declared: two checkouts that agree in this declare the same."""
    desired = loaded.desired
    declared: list[Json] = [
        [
            d.account,
            str(d.address),
            d.spec,
            [[repr(at), asset.sha256] for at, asset in d.assets.items()],
        ]
        for d in desired.declared
    ]
    buried: list[Json] = [[t.account, str(t.address)] for t in desired.tombstones]
    return [sorted(declared, key=canonical), sorted(buried, key=canonical)]
