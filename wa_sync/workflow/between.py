"""Two accounts → what is live in one and not, or not so, in the other."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from typing import TYPE_CHECKING

from wa_sync.errors import UsageProblem, WaSyncError
from wa_sync.kinds import KINDS
from wa_sync.plan import between as compared
from wa_sync.plan.pair import AccountState
from wa_sync.workflow.plan import all_named
from wa_sync.workflow.words import Words


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from wa_sync.graph.client import Reader
    from wa_sync.kind import Kind
    from wa_sync.model.account import Account
    from wa_sync.model.between import Between
    from wa_sync.workflow.load import Loaded


def between(loaded: Loaded, reader_of: Callable[[Account], Reader]) -> Between:
    """Read both accounts side by side, and compare what is live in them.

    Raises UsageProblem where a glob names nothing, or where nothing can be compared.
    """
    first, second = loaded.accounts
    kinds = [kind for kind in KINDS if all(_id(kind, one) for one in loaded.accounts)]
    if not kinds:
        raise UsageProblem(
            f"nothing can be compared between {first.name!r} and {second.name!r}",
            hint="templates need a waba_id: in both, profiles a phone_number_id:",
        )

    def read(account: Account) -> AccountState:
        return _state(loaded, account, reader_of(account), kinds)

    with ThreadPoolExecutor(len(loaded.accounts), "wa-sync-read") as pool:
        one, other = pool.map(read, loaded.accounts)
    all_named(loaded.scope, (one, other))
    words = Words.of(loaded.read.documents)
    found = compared.between(one, other, kinds, loaded.scope, words.agree)
    untold = (line for kind in KINDS for line in _untold(kind, loaded.accounts))
    return replace(found, untold=tuple(untold))


def _id(kind: Kind, account: Account) -> str | None:
    return account.waba_id if kind.many else account.phone_number_id


def _untold(kind: Kind, accounts: Sequence[Account]) -> Iterator[str]:
    """Say what only one of the accounts can be asked for."""
    without = [account.name for account in accounts if not _id(kind, account)]
    if len(without) == 1:
        field = "waba_id" if kind.many else "phone_number_id"
        yield f"No {kind.title}s are compared: {without[0]} has no {field}."


def _state(
    loaded: Loaded, account: Account, reader: Reader, kinds: Sequence[Kind]
) -> AccountState:
    """One account of two: its trouble says whose it is."""
    try:
        listings = {kind.name: kind.read(reader, account) for kind in kinds}
    except WaSyncError as error:
        error.message = f"{account.name}: {error.message}"
        raise
    return AccountState(
        account=account,
        declared=[d for d in loaded.desired.declared if d.account == account.name],
        tombstones=(),
        listings=listings,
    )
