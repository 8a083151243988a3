"""A project, an account on a sandbox, and apply with a clock that tests move."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path

from support.sandbox_account import ACCOUNT, Reached, reached

from wa_sync.apply import Hands, Terms, apply
from wa_sync.apply.pace import Pace
from wa_sync.config import assets
from wa_sync.errors import LocalIO
from wa_sync.kind import Kind
from wa_sync.kinds import BY_NAME
from wa_sync.model.change import Change, Plan
from wa_sync.model.report import Outcome, report
from wa_sync.model.resource import Live
from wa_sync.model.source import Json
from wa_sync.sandbox import faults, ledger
from wa_sync.sandbox.faults import Fault
from wa_sync.workflow.load import Inputs, Loaded, load
from wa_sync.workflow.plan import plan


NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)

PROJECT = f"""\
version: 1
accounts:
  demo:
    waba_id: "{ACCOUNT.waba_id}"
    phone_number_id: "{ACCOUNT.phone_number_id}"
    endpoint: meta
    app_id: "{ACCOUNT.app_id}"
"""

ENTRY = """\
  - name: {name}
    language: en_US
    category: UTILITY
    components:
      - {{type: BODY, text: "{text}"}}
"""


def templates(**texts: str) -> str:
    """A document with one template a name, each with a body."""
    entries = (ENTRY.format(name=name, text=text) for name, text in texts.items())
    return "version: 1\nmessage_templates:\n" + "".join(entries)


@dataclass
class Workbench:
    """A checkout and an account. Waiting moves ``now`` and takes no time."""

    folder: Path
    there: Reached
    now: float = 0.0
    waits: list[float] = field(default_factory=list)
    snapshots: list[Live] = field(default_factory=list)
    stopped: bool = False
    disk_full: bool = False
    journal_full: bool = False
    intended: list[Change] = field(default_factory=list)
    recorded: list[Outcome] = field(default_factory=list)
    per_hour: dict[str, int] = field(default_factory=dict)
    patience: float = 0.0
    meanwhile: Callable[[], object] | None = None

    def load(self) -> Loaded:
        """Read the checkout."""
        inputs = Inputs(cwd=self.folder, env=lambda _: None, stdin=lambda _: b"")
        return load(inputs)

    def plan(self, content: str | None = None) -> Plan:
        """Declare this, and plan."""
        if content is not None:
            (self.folder / "all.yaml").write_text(content, encoding="utf-8")
        return plan(
            self.load(),
            lambda _: self.there.writer,
            now=self.server_time,
        )

    def server_time(self) -> datetime:
        """What time it is on the sandbox's clock."""
        return datetime.fromtimestamp(self.there.world.now(), UTC)

    def hands(self) -> Hands:
        """What apply works with."""
        return Hands(
            account=self.load().accounts[0],
            kinds=BY_NAME,
            writer=self.there.writer,
            read_asset=lambda asset: assets.read(self.folder, asset),
            snapshot=self._snapshot,
            intend=self._intend,
            record=self.recorded.append,
            pace=Pace(
                self.per_hour,
                patience=self.patience,
                clock=lambda: self.now,
                now=lambda: NOON + timedelta(seconds=self.now),
            ),
            clock=lambda: self.now,
            wait=self._wait,
            stopped=lambda: self.stopped,
            now=self.server_time,
        )

    def _intend(self, change: Change) -> None:
        if self.journal_full:
            raise LocalIO("cannot write the journal: No space left on device")
        self.intended.append(change)

    def _snapshot(self, _: Kind, live: Live) -> str:
        if self.disk_full:
            raise LocalIO("cannot write the snapshot: No space left on device")
        self.snapshots.append(live)
        return f"snapshots/{live.address.name}.yaml"

    def _wait(self, seconds: float) -> bool:
        if self.meanwhile is not None and not self.waits:
            self.meanwhile()
        self.waits.append(seconds)
        self.now += seconds
        return False

    def apply(
        self, made: Plan, *, allow_delete: bool = False, terms: Terms | None = None
    ) -> list[Outcome]:
        """Carry a plan out; return the last word on each change."""
        terms = terms or Terms(allow_delete=allow_delete)
        steps = apply(made.changes, self.hands(), terms)
        return list(report(s for s in steps if isinstance(s, Outcome)).outcomes)

    def states(self, content: str, *, allow_delete: bool = False) -> list[str]:
        """Plan and apply, and say how each change ended."""
        outcomes = self.apply(self.plan(content), allow_delete=allow_delete)
        return [outcome.state.value for outcome in outcomes]

    def put(self, name: str, text: str) -> None:
        """Create a template behind the tool's back, by one write and no read."""
        body: Json = {"type": "BODY", "text": text}
        fields: dict[str, Json] = {
            "name": name,
            "language": "en_US",
            "category": "UTILITY",
            "components": [body],
        }
        self.there.writer.post(f"{ACCOUNT.waba_id}/message_templates", fields)

    def order(self, fault: Fault) -> None:
        """Order a fault."""
        faults.order(self.there.world, fault)

    def writes(self) -> list[str]:
        """Name every write that arrived, in its order, by method and path's end."""
        return [
            f"{entry['method']} {str(entry['path']).rpartition('/')[2]}"
            for entry in ledger.entries(self.there.world)
            if entry["method"] != "GET"
        ]


@contextmanager
def workbench(folder: Path) -> Iterator[Workbench]:
    """Give a checkout with an account, until the block is left."""
    (folder / "wa-sync.yaml").write_text(PROJECT, encoding="utf-8")
    with reached() as there:
        yield Workbench(folder, there)
