"""Where sweeps over whole runs take place: a checkout, a proxy and a fork server, and
for each trial a sandbox and a state folder that nobody has used.
"""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import Future
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from itertools import count
from pathlib import Path

from support.busy_account import PAGE, lay_out, prepare
from support.fork_server import Ended, ForkServer, Order, Run, fork_server
from support.history import latest
from support.killer import Counted, Killer, Point
from support.proxy import Proxy, proxy, straight
from support.sandbox_account import ROUTES
from support.trap import Trap

from wa_sync.sandbox import ledger
from wa_sync.sandbox.server import serve
from wa_sync.sandbox.world import World


TOKEN = "EAAsandboxtoken0000"  # noqa: S105 - the sandbox takes any
APPLY = ("apply", "--yes", "--allow-delete", "-o", "json")
PLAN = ("plan", "-o", "json")


@dataclass(frozen=True, slots=True)
class Trial:
    """One account, and a machine that has never applied to it.

    ``begin`` and ``asked`` are the latest event and request before the first run.
    """

    servers: tuple[ForkServer, ...]
    proxy: Proxy
    world: World
    checkout: Path
    state: Path
    begin: int
    asked: int

    def order(
        self,
        *argv: str,
        token: str = TOKEN,
        state: Path | None = None,
        trap: Trap | None = None,
    ) -> Order:
        """Make a command line into an order; ``state`` is another machine's."""
        return Order(
            argv=[*argv, "--endpoint", self.proxy.url],
            cwd=self.checkout,
            env={
                "XDG_STATE_HOME": str(state or self.state),
                "WHATSAPP_TOKEN": token,
                "NO_COLOR": "1",
            },
            trap=trap,
        )

    def run(self, *argv: str, trap: Trap | None = None) -> Ended:
        """Run one command line without disturbing it."""
        self.proxy.step = straight
        return self.servers[0].run(self.order(*argv, trap=trap))

    def killed(self, point: Point, *argv: str) -> Ended:
        """Run one command line and kill it at a point, if it gets there."""
        run: Future[Run] = Future()
        self.proxy.step = Killer(point, lambda: run.result().kill())
        run.set_result(self.servers[0].start(self.order(*argv)))
        return run.result().wait()

    def counted(self, *argv: str) -> tuple[Ended, Counted]:
        """Run one command line and count its requests."""
        self.proxy.step = counted = Counted()
        return self.servers[0].run(self.order(*argv)), counted

    def called(self) -> int:
        """Return the number of the latest request that arrived."""
        return ledger.last(self.world)

    def forget(self) -> None:
        """Wipe the state folder, as a new machine would have it."""
        shutil.rmtree(self.state, ignore_errors=True)


@dataclass(frozen=True, slots=True)
class Arena:
    """Makes trials; the processes behind them are the same for all."""

    folder: Path
    servers: tuple[ForkServer, ...]
    proxy: Proxy
    _new: Callable[[], int]

    @contextmanager
    def trial(self) -> Iterator[Trial]:
        """Begin anew, until the block is left."""
        folder = self.folder / f"trial-{self._new()}"
        lay_out(folder / "checkout")
        shutil.copy(self.folder / "before.db", folder / "sandbox.db")
        with serve(folder / "sandbox.db", routes=ROUTES) as served:
            self.proxy.upstream = served.url
            yield Trial(
                self.servers,
                self.proxy,
                served.world,
                folder / "checkout",
                folder / "state",
                latest(served.world),
                ledger.last(served.world),
            )
        shutil.rmtree(folder)


@contextmanager
def arena(folder: Path, servers: int = 1) -> Iterator[Arena]:
    """Open an arena until the block is left."""
    prepare(folder / "before.db")
    with ExitStack() as stack:
        forks = tuple(
            stack.enter_context(fork_server(folder / f"runs-{number}"))
            for number in range(servers)
        )
        between = stack.enter_context(proxy(PAGE))
        yield Arena(folder, forks, between, count(1).__next__)
