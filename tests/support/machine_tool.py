"""wa-sync in the hands of the state machine: the real road, with a clock that jumps."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path

from support.checker import Witness
from support.machine_actors import Act
from support.machine_config import Config, Key
from support.machine_desk import Clock, Crash, Desk, SlowStop, settings_for
from support.machine_run import Asked, Claim, Run, Saved, ended, key_of
from support.machine_world import Recorder, truth

from wa_sync.apply import Terms
from wa_sync.cli import api_version, consent, exit_codes
from wa_sync.cli.asked import Asked as Options
from wa_sync.cli.asked import agree
from wa_sync.cli.connection import Connection
from wa_sync.cli.history import history_of
from wa_sync.errors import WaSyncError
from wa_sync.http.client import Http
from wa_sync.http.gate import Gate
from wa_sync.model.change import Change, Plan
from wa_sync.model.made import Made
from wa_sync.model.report import Outcome, report
from wa_sync.plan import saved
from wa_sync.render import json
from wa_sync.sandbox import faults
from wa_sync.sandbox.faults import Fault
from wa_sync.sandbox.server import Served
from wa_sync.sandbox.world import World
from wa_sync.workflow.apply import carry_out
from wa_sync.workflow.load import Inputs, Loaded, load
from wa_sync.workflow.plan import plan


INT = 2
MAX_WAIT = 60.0
FOR_GOOD = 1000
Meanwhile = tuple[str, int, Act]
"""When others act: while planning or applying, after so many reads, and what."""
Ordered = tuple[str, Fault]


@dataclass
class Tool:
    """One checkout and one machine. Runs leave behind what a process would leave."""

    folder: Path
    served: Served
    recorder: Recorder
    clock: Clock
    loaded: dict[tuple[str, tuple[str, ...]], Loaded] = field(default_factory=dict)

    @property
    def world(self) -> World:
        """The far end."""
        return self.served.world

    def plan(self, config: Config, asked: Asked) -> Run:
        """Plan, and change nothing."""
        with self.running("plan", config, asked) as run, self._desk(run) as desk:
            planned = _planned(desk, run)
            run.planned = replace(planned, made=Made(desk.connection.now(), None))
            run.code = 0
        return run

    def save(self, config: Config, asked: Asked) -> tuple[Run, Saved | None]:
        """Plan and keep the plan, as ``plan --out`` does; None where there is none."""
        run = self.plan(config, asked)
        if run.planned is None:
            return run, None
        content = json.plan(run.planned).encode()
        claimed = claims(run.planned)
        return run, Saved(content, claimed, run.before, config.copy(), run.at)

    def apply(
        self,
        config: Config,
        asked: Asked,
        acts: tuple[Meanwhile, ...] = (),
        orders: tuple[Ordered, ...] = (),
    ) -> Run:
        """Plan and apply, as the command does; see ``Asked`` for what may happen."""
        running = self.running("apply", config, asked, acts, orders)
        with running as run, self._desk(run) as desk:
            run.planned = made = _planned(desk, run)
            api_version.refuse(desk.connection)
            self._arm(run, "apply", acts, orders)
            chosen, options = desk.connection.settings, _options(asked)
            now = desk.connection.now()
            agreed = agree(chosen, made, options, loaded=desk.loaded, now=now)
            consent.within_limits(agreed.plan, allow_delete=asked.allow_delete)
            terms = Terms(
                allow_delete=asked.allow_delete,
                skip_stale=asked.skip_stale,
                fail_fast=not asked.keep_going,
            )
            steps = carry_out(agreed.plan, desk.hands, terms, agreed.stale)
            _follow(run, desk, (one for one in steps if isinstance(one, Outcome)))
        return run

    def load(self, config: Config, only: tuple[str, ...]) -> Loaded:
        """Read the checkout; the same files are read once."""
        known = (repr(config), only)
        if known not in self.loaded:
            config.write(self.folder)
            inputs = Inputs(
                cwd=self.folder, only=only, env=lambda _: None, stdin=lambda _: b""
            )
            self.loaded[known] = load(inputs)
        return self.loaded[known]

    @contextmanager
    def running(
        self,
        what: str,
        config: Config,
        asked: Asked,
        acts: tuple[Meanwhile, ...] = (),
        orders: tuple[Ordered, ...] = (),
    ) -> Iterator[Run]:
        """Begin a run, and note how it ended and what was written meanwhile."""
        recorder = self.recorder
        begin, refused = len(recorder.mutations), len(recorder.refusals)
        tried = len(recorder.attempts)
        run = Run(
            what=what,
            config=config.copy(),
            asked=asked,
            before=truth(self.world),
            at=self.clock.now,
            kept_before=frozenset(recorder.kept()),
            troubled=bool(orders),
            lag=sum(one.times or FOR_GOOD for _, one in orders if one.what == "lag"),
            witness=Witness(self.world),
        )
        self._arm(run, "plan", acts, orders)
        try:
            yield run
        except WaSyncError as error:
            run.code, run.why = error.exit_code, error.message
        except Crash:
            run.code = None
        finally:
            recorder.pending.clear()
            faults.clear(self.world)
            run.mutations = recorder.mutations[begin:]
            run.refusals = recorder.refusals[refused:]
            run.attempts = recorder.attempts[tried:]
            run.after = truth(self.world)

    def _arm(
        self,
        run: Run,
        phase: str,
        acts: tuple[Meanwhile, ...],
        orders: tuple[Ordered, ...],
    ) -> None:
        """Order what is to go wrong in a phase, and let others act in it."""
        for when, fault in orders:
            if when == phase:
                faults.order(self.world, fault)
        self.recorder.pending = [
            (reads, _acting(run, phase, act))
            for when, reads, act in acts
            if when == phase
        ]

    @contextmanager
    def _desk(self, run: Run) -> Iterator[Desk]:
        """Read the files, and make everything ready that a command has at hand."""
        loaded = self.load(run.config, run.asked.only).or_refuse()
        stop = SlowStop(self.clock, run.asked.crash)
        http = Http(
            max_wait=MAX_WAIT,
            clock=lambda: self.clock.now,
            wait=stop.wait,
            gate=stop.attach(Gate()),
            rng=random.Random(1),  # noqa: S311 - nothing secret hangs on it
        )
        chosen = settings_for(self.folder, self.served.url, stop)
        with http:
            connection = Connection(http, chosen, self.served.url, True, MAX_WAIT)  # noqa: FBT003 - a record's field
            with Desk(connection, loaded, stop) as desk:
                desk.full = self.folder / "full" if run.asked.disk_full else None
                yield desk


def _planned(desk: Desk, run: Run) -> Plan:
    return plan(
        desk.loaded,
        desk.connection.reader,
        now=desk.connection.now,
        max_deletes=run.asked.max_deletes,
        history_of=history_of(desk.connection),
        origin_of=desk.connection.address,
    )


def _options(asked: Asked) -> Options:
    content = None if asked.saved is None else asked.saved.content
    return Options(
        yes=True,
        allow_delete=asked.allow_delete,
        max_deletes=asked.max_deletes,
        expect_digest=None,
        skip_stale=asked.skip_stale,
        fail_fast=not asked.keep_going,
        lock_timeout=0.0,
        events=None,
        approved=None if content is None else saved.parse(content),
        fail_on=(),
    )


def _follow(run: Run, desk: Desk, outcomes: Iterator[Outcome]) -> None:
    """Take the outcomes as they come; perhaps stop, or die, after some of them."""
    said: list[Outcome] = []
    for outcome in outcomes:
        said.append(outcome)
        run.ended.append(ended(outcome, run.config.waba))
        if run.asked.stop is not None and len(said) > run.asked.stop:
            desk.stop.signal = INT
            desk.stop.request()
        desk.stop.at_place("outcome")
    run.signal = desk.stop.exit_code
    run.code = exit_codes.of_report(report(said), interrupted=run.signal)


def _acting(run: Run, phase: str, act: Act) -> Callable[[World], None]:
    def perform(world: World) -> None:
        before = truth(world)
        with run.witness.aside():
            act.perform(world)
        after = truth(world)
        keys = before.keys() | after.keys()
        touched = {key for key in keys if before.get(key) != after.get(key)}
        run.acted |= touched
        if phase == "plan":
            run.acted_planning |= touched
            for key in touched:
                run.planned_from.setdefault(key, set()).add(after.get(key))

    return perform


def claims(made: Plan) -> dict[Key, Claim]:
    """What a plan says that it would do, and send, by object."""
    wabas = {account.name: account.waba_id or "" for account in made.accounts}
    return {
        key_of(str(one.address), wabas.get(one.account, "")): _claim(one)
        for one in made.changes
    }


def _claim(change: Change) -> Claim:
    # what waits for a known time was approved for then
    blocked = change.blocked is not None and change.blocked.not_before is None
    return Claim(change.action.value, str(change.send), blocked)
