"""A whole apply in this process, against a sandbox that does what it was ordered to.

As ``wa-sync apply --yes --allow-delete`` does it, with one difference: time passes
only when somebody waits or looks at the clock, so that nothing takes any. Looking
costs a tick, so that an answer which drips for ever runs into its deadline.
"""

from __future__ import annotations

import shutil
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

from support.busy_account import lay_out, prepare
from support.sandbox_account import ACCOUNT, ROUTES
from support.tempo import dice

from wa_sync.apply import Hands, Terms
from wa_sync.apply.pace import Pace
from wa_sync.cli import exit_codes
from wa_sync.config import assets
from wa_sync.errors import StalePlan, WaSyncError
from wa_sync.graph.session import open_writer
from wa_sync.http.bounds import Bounds
from wa_sync.http.client import Http
from wa_sync.http.secret import Secret
from wa_sync.kinds import BY_NAME
from wa_sync.model.change import Plan
from wa_sync.model.report import Outcome, report
from wa_sync.sandbox import faults, ledger
from wa_sync.sandbox.fault import Fault
from wa_sync.sandbox.server import serve
from wa_sync.sandbox.world import World
from wa_sync.workflow.apply import carry_out
from wa_sync.workflow.load import Inputs, load
from wa_sync.workflow.plan import plan


PAGE = 12
"""How many templates the API gives at once; the account has three pages of them."""
BOUNDS = Bounds(total=10.0, read=10.0, max_bytes=2**20, max_wait=900.0)
"""As apply has them, but for what an answer may weigh and take."""
TICK = 0.1


@dataclass(slots=True)
class Ticking:
    """Seconds that pass when somebody waits, and a little when somebody looks."""

    now: float = 0.0

    def clock(self) -> float:
        """Look."""
        self.now += TICK
        return self.now

    def wait(self, seconds: float) -> bool:
        """Wait; nobody asks the run to stop."""
        self.now += seconds
        return False


@dataclass(frozen=True, slots=True)
class Played:
    """How a run ended: its exit code, its outcomes, and the error that ended it."""

    code: int
    outcomes: tuple[Outcome, ...] = ()
    error: WaSyncError | None = None


@dataclass(frozen=True, slots=True)
class Stage:
    """One account that nobody has applied to."""

    checkout: Path
    world: World
    url: str
    tempo: Ticking = field(default_factory=Ticking)

    def order(self, *ordered: Fault) -> None:
        """Order faults."""
        for fault in ordered:
            faults.order(self.world, fault)

    def apply(self) -> Played:
        """Plan and apply; nothing is left open."""
        with self._http() as http:
            try:
                return self._apply(http)
            except WaSyncError as error:
                return Played(error.exit_code, error=error)

    def plan(self) -> Plan:
        """Plan, and no more."""
        with self._http() as http:
            return self._plan(http)

    def calls(self) -> Sequence[tuple[str, str]]:
        """Return method and path of every request that arrived."""
        return [
            (str(entry["method"]), str(entry["path"]))
            for entry in ledger.entries(self.world)
        ]

    def _http(self) -> Http:
        return Http(
            bounds=BOUNDS, clock=self.tempo.clock, wait=self.tempo.wait, rng=dice()
        )

    def _plan(self, http: Http) -> Plan:
        loaded = load(
            Inputs(cwd=self.checkout, env=lambda _: None, stdin=lambda _: b"")
        )
        writer = open_writer(http, ACCOUNT, _TOKEN, origin=self.url)
        return plan(loaded, lambda _: writer, now=http.server_time)

    def _apply(self, http: Http) -> Played:
        made = self._plan(http)
        if http.other_version() is not None:
            raise StalePlan("the API answers as another version")
        terms = Terms(allow_delete=True)
        steps = carry_out(made, lambda _: self._hands(http), terms)
        ended = report(step for step in steps if isinstance(step, Outcome))
        return Played(exit_codes.of_report(ended, interrupted=0), ended.outcomes)

    def _hands(self, http: Http) -> Hands:
        return Hands(
            account=ACCOUNT,
            kinds=BY_NAME,
            writer=open_writer(http, ACCOUNT, _TOKEN, origin=self.url),
            read_asset=lambda asset: assets.read(self.checkout, asset),
            snapshot=lambda _kind, _live: "",
            intend=lambda _: None,
            record=lambda _: None,
            pace=Pace(
                {kind.name: kind.creates_per_hour or 100 for kind in BY_NAME.values()},
                patience=BOUNDS.max_wait,
                clock=self.tempo.clock,
                now=http.server_time,
            ),
            clock=self.tempo.clock,
            wait=self.tempo.wait,
            stopped=lambda: False,
            now=http.server_time,
        )


_TOKEN = Secret("EAAsandboxtoken0000")


@dataclass(frozen=True, slots=True)
class Theatre:
    """Sets stages, each as the one before it was at first."""

    folder: Path

    def __post_init__(self) -> None:
        """Make what all stages begin with."""
        lay_out(self.folder / "checkout")
        prepare(self.folder / "before.db")

    @contextmanager
    def stage(self) -> Iterator[Stage]:
        """Begin anew, until the block is left."""
        path = self.folder / "sandbox.db"
        for left in self.folder.glob("sandbox.db*"):
            left.unlink()
        shutil.copy(self.folder / "before.db", path)
        with serve(path, routes=ROUTES) as served:
            with served.world.store.transaction():
                served.world.store.set("largest_page", PAGE)
                served.world.store.rows("DELETE FROM call")
            yield Stage(self.folder / "checkout", served.world, served.url)
