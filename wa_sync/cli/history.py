"""Where the journal of an account lies, and what it remembers."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from wa_sync.cli.state import state_folder
from wa_sync.store import journal


if TYPE_CHECKING:
    from collections.abc import Callable

    from wa_sync.cli.connection import Connection
    from wa_sync.model.account import Account
    from wa_sync.model.history import History


def open_journal(connection: Connection, account: Account) -> journal.Journal:
    """Open the journal of an account whose lock is held; raises LocalIO."""
    return journal.open_journal(
        state_folder(),
        origin=connection.remembered_as(account),
        account=account.identity,
        now=connection.now(),
    )


def history_of(connection: Connection) -> Callable[[Account], History]:
    """Return what tells an account's history; that of one never speaks of another."""

    def read(account: Account) -> History:
        found = journal.read(
            state_folder(),
            origin=connection.remembered_as(account),
            account=account.identity,
        )
        return replace(found, place=_shown(found.place))

    return read


def _shown(place: str | None) -> str | None:
    """Write a path as people do; a plan is no place for the name of a user."""
    if place is None:
        return None
    try:
        return f"~/{Path(place).relative_to(Path.home())}"
    except (ValueError, RuntimeError):
        return place
