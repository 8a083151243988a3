"""What an apply has at hand: writers, samples, snapshots, locks and the clock."""

from __future__ import annotations

from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from time import monotonic
from typing import TYPE_CHECKING

from wa_sync.apply import Hands
from wa_sync.apply.pace import Pace
from wa_sync.cli.state import state_folder
from wa_sync.config import assets
from wa_sync.kinds import BY_NAME
from wa_sync.store import lock
from wa_sync.workflow.snapshot import snapshot


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.cli.connection import Connection
    from wa_sync.cli.signals import Stop
    from wa_sync.kind import Kind
    from wa_sync.model.resource import Live
    from wa_sync.workflow.load import Loaded


@dataclass(frozen=True, slots=True)
class Workshop:
    """What the run has at hand, made ready for one account at a time."""

    connection: Connection
    loaded: Loaded
    stop: Stop

    def hands(self, name: str) -> Hands:
        """Return what apply works with, for one account."""
        account = next(a for a in self.loaded.accounts if a.name == name)
        root = self.loaded.root

        def keep(kind: Kind, live: Live) -> None:
            snapshot(root, account, kind, live, now=datetime.now(UTC))

        return Hands(
            account=account,
            kinds=BY_NAME,
            writer=self.connection.writer(account),
            read_asset=lambda asset: assets.read(root, asset),
            snapshot=keep,
            intend=lambda _: None,
            record=lambda _: None,
            pace=Pace(
                {},
                patience=self.connection.max_wait,
                clock=monotonic,
                now=lambda: datetime.now(UTC),
            ),
            clock=monotonic,
            wait=self.stop.wait,
            stopped=self.stop.stopped,
        )


@contextmanager
def locked(connection: Connection, loaded: Loaded) -> Iterator[None]:
    """Hold the lock of every chosen account, each once: accounts may share a WABA."""
    wanted = {
        (
            connection.place(account),
            account.waba_id or account.phone_number_id or account.name,
        )
        for account in loaded.accounts
    }
    since = f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC"
    with ExitStack() as locks:
        # in one order, so that two runs never wait for each other
        for origin, account in sorted(wanted):
            held = lock.hold(
                state_folder(), origin=origin, account=account, since=since
            )
            locks.enter_context(held)
        yield
