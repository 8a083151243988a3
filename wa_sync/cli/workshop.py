"""What an apply has at hand: writers, samples, snapshots, locks and the clock."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from datetime import UTC, datetime, timedelta
from time import monotonic
from typing import TYPE_CHECKING, Self

from wa_sync.apply import Hands
from wa_sync.apply.pace import Pace
from wa_sync.cli.history import history_of, open_journal
from wa_sync.cli.state import state_folder
from wa_sync.config import assets
from wa_sync.kinds import BY_NAME
from wa_sync.model.change import Action
from wa_sync.model.report import State
from wa_sync.render.wording import listed
from wa_sync.store import lock
from wa_sync.workflow.snapshot import snapshot


if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from wa_sync.cli.connection import Connection
    from wa_sync.cli.signals import Stop
    from wa_sync.kind import Kind
    from wa_sync.model.account import Account
    from wa_sync.model.change import Change
    from wa_sync.model.report import Outcome
    from wa_sync.model.resource import Live
    from wa_sync.store.journal import Journal
    from wa_sync.workflow.load import Loaded


class Workshop:
    """What the run has at hand, made ready for one account at a time.

    Journals are opened at their first line, so that a run without changes writes
    nothing; all are closed at the end.
    """

    def __init__(self, connection: Connection, loaded: Loaded, stop: Stop) -> None:
        """Open nothing yet."""
        self.connection = connection
        self.loaded = loaded
        self.stop = stop
        self._journals: dict[tuple[str, str], Journal] = {}
        self._paces: dict[tuple[str, str], Pace] = {}

    def __enter__(self) -> Self:
        """Hand the workshop itself to the ``with`` statement."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the journals."""
        for journal in self._journals.values():
            journal.close()

    def hands(self, name: str) -> Hands:
        """Return what apply works with, for one account."""
        account, now = self._account(name), self.connection.now
        root = self.loaded.root
        return Hands(
            account=account,
            kinds=BY_NAME,
            writer=self.connection.writer(account),
            read_asset=lambda asset: assets.read(root, asset),
            snapshot=lambda kind, live: _keep(root, account, kind, live),
            intend=lambda change: self._intend(account, change),
            record=lambda ended: self._record(account, ended),
            pace=self._pace(account),
            clock=monotonic,
            wait=self.stop.wait,
            stopped=self.stop.stopped,
            now=now,
        )

    def past_creates(self, name: str) -> Iterator[tuple[Kind, list[float]]]:
        """Per kind with a limit: the seconds since each create of the last hour."""
        now = self.connection.now()
        history = history_of(self.connection)(self._account(name))
        for kind in BY_NAME.values():
            if kind.creates_per_hour is not None:
                known = history.done(
                    Action.CREATE, kind.name, since=now - timedelta(hours=1), until=now
                )
                yield kind, [(now - event.at).total_seconds() for event in known]

    def _account(self, name: str) -> Account:
        return next(a for a in self.loaded.accounts if a.name == name)

    def _journal(self, account: Account) -> Journal:
        # one for all names of a WABA: to Meta, and to the lock, they are one account
        key = self.connection.same(account)
        if key not in self._journals:
            self._journals[key] = open_journal(self.connection, account)
        return self._journals[key]

    def _intend(self, account: Account, change: Change) -> None:
        self._journal(account).intent(change, at=self.connection.now())
        self.stop.began(change)

    def _record(self, account: Account, ended: Outcome) -> None:
        self._journal(account).outcome(ended, at=self.connection.now())
        if ended.state is not State.UNKNOWN:
            self.stop.ended(ended.change)

    def _pace(self, account: Account) -> Pace:
        key = self.connection.same(account)
        if key not in self._paces:
            self._paces[key] = self._new_pace(account)
        return self._paces[key]

    def _new_pace(self, account: Account) -> Pace:
        past = list(self.past_creates(account.name))
        return Pace(
            {kind.name: kind.creates_per_hour or 0 for kind, _ in past},
            past=[(kind.name, ago) for kind, agos in past for ago in agos],
            patience=self.connection.max_wait,
            clock=monotonic,
            now=self.connection.now,
        )


def _keep(root: Path, account: Account, kind: Kind, live: Live) -> str:
    kept = snapshot(root, account, kind, live, now=datetime.now(UTC))
    return str(kept.relative_to(root))


@contextmanager
def locked(
    connection: Connection, loaded: Loaded, patience: lock.Patience
) -> Iterator[None]:
    """Hold the lock of every chosen account, each once: accounts may share a WABA."""
    wanted: dict[tuple[str, str], list[str]] = {}
    for chosen in loaded.accounts:
        wanted.setdefault(connection.same(chosen), []).append(repr(chosen.name))
    since = f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC"
    with ExitStack() as locks:
        # in one order, so that two runs never wait for each other
        for (origin, account), names in sorted(wanted.items()):
            held = lock.hold(
                state_folder(),
                origin=origin,
                account=account,
                since=since,
                known_as=f"{listed(names)} ({account})",
                patience=patience,
            )
            locks.enter_context(held)
        yield
