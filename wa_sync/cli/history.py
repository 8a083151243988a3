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
        origin, identity = connection.remembered_as(account), account.identity
        folder = state_folder()
        found = journal.read(folder, origin=origin, account=identity)
        path = journal.path_of(folder, origin=origin, account=identity)
        return replace(found, place=_shown(path))

    return read


def _shown(path: Path) -> str:
    """Write a path as people do; a plan is no place for the name of a user."""
    try:
        return f"~/{path.relative_to(Path.home())}"
    except (ValueError, RuntimeError):
        return str(path)
