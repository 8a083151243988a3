"""Phone numbers of the chosen accounts, read and never written."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING

from wa_sync.errors import UsageProblem, WaSyncError
from wa_sync.graph import phones
from wa_sync.model.phone import AccountNumbers
from wa_sync.workflow.plan import CONNECTIONS
from wa_sync.workflow.refusals import refusals


if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wa_sync.graph.client import Reader
    from wa_sync.model.account import Account
    from wa_sync.model.phone import PhoneNumber


def all_numbers(
    accounts: Sequence[Account], reader_of: Callable[[Account], Reader]
) -> tuple[AccountNumbers, ...]:
    """Read the numbers of all accounts side by side; the first failure is raised.

    Raises UsageProblem, before anything is asked, for an account without a waba_id.
    """
    for account in accounts:
        _waba(account)
    if len(accounts) == 1:
        return (_read(accounts[0], reader_of),)
    with ThreadPoolExecutor(min(CONNECTIONS, len(accounts)), "wa-sync-read") as pool:
        return tuple(pool.map(lambda account: _named(account, reader_of), accounts))


def one_number(
    account: Account, wanted: str | None, reader_of: Callable[[Account], Reader]
) -> PhoneNumber:
    """Read one number: the one that is wanted, else the account's own."""
    number = wanted or account.phone_number_id
    if number is None:
        raise UsageProblem(
            f"account {account.name!r} names no phone_number_id",
            hint="say which: wa-sync phone show ID; wa-sync phone list knows them",
        )
    with refusals(f"to show phone number {number}", account.endpoint):
        return phones.read_one(reader_of(account), number, account.api_version)


def _waba(account: Account) -> str:
    if account.waba_id is None:
        raise UsageProblem(
            f"account {account.name!r} has no waba_id, so its phone numbers cannot be "
            "listed",
            hint="add waba_id: to the account, or say wa-sync phone show ID",
        )
    return account.waba_id


def _read(account: Account, reader_of: Callable[[Account], Reader]) -> AccountNumbers:
    waba = _waba(account)
    with refusals(f"to list the phone numbers of {waba}", account.endpoint):
        found = phones.read_all(reader_of(account), waba, account.api_version)
    return AccountNumbers(account=account.name, waba_id=waba, numbers=found)


def _named(account: Account, reader_of: Callable[[Account], Reader]) -> AccountNumbers:
    """One account of several: its trouble says whose it is."""
    try:
        return _read(account, reader_of)
    except WaSyncError as error:
        error.message = f"{account.name}: {error.message}"
        raise
