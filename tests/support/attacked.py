"""A saved plan in the hands of somebody else, and the account that it is about."""

from __future__ import annotations

import json
import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeAlias

from support.fuzzing import CANARY
from support.road import Ran, Road
from support.sandbox_account import ROUTES
from support.workbench import PROJECT, templates

from wa_sync.plan.digest import checksum, limits_of, plan_digest, share_digest
from wa_sync.plan.parse import plan_of
from wa_sync.sandbox import ledger, review
from wa_sync.sandbox.server import Served, serve


Document: TypeAlias = dict[str, Any]
FILE = "plan.json"
REMOVED = "removed: [{message_template: gone/en_US}]\n"
BEFORE = templates(edited="Old.", gone="Bye.", kept="Here to stay.")
AFTER = templates(edited="New.", made="Hello.", kept="Here to stay.") + REMOVED
WRITES = frozenset({"POST made", "POST edited", "DELETE gone"})


@dataclass
class Attacked:
    """A checkout, what is live, and a plan of a create, an edit and a delete.

    ``writes`` are all that the plan, made anew from the checkout, may do.
    """

    road: Road
    served: Served
    content: bytes = b""
    _live: sqlite3.Connection = field(
        default_factory=lambda: sqlite3.connect(":memory:", check_same_thread=False)
    )

    def begin(self) -> None:
        """Make the old state live, declare the new one, and save a plan."""
        self.served.world.store.set(review.MODE, review.NOW)
        self.road.project(BEFORE, project=PROJECT)
        self.road.env(WHATSAPP_TOKEN=CANARY)
        ran = self.apply(".")
        assert ran.code == 0, ran
        self.road.project(AFTER, project=PROJECT)
        self.road.ok("plan", "--out", FILE, *self.address)
        self.content = (self.road.folder / FILE).read_bytes()
        self._database.backup(self._live)

    @property
    def _database(self) -> sqlite3.Connection:
        return self.served.world.store._db

    @property
    def address(self) -> tuple[str, str]:
        """Where the account is."""
        return "--sandbox-url", self.served.url

    def document(self) -> Document:
        """Return the plan as it was saved."""
        found: Document = json.loads(self.content)
        return found

    def apply(self, path: str, *flags: str) -> Ran:
        """Apply a plan file, or paths, with every consent that can be given."""
        consent = ("--yes", "--allow-delete", *flags)
        return self.road.run("apply", path, *consent, *self.address)

    def tampered(self, content: bytes, *flags: str) -> tuple[Ran, frozenset[str]]:
        """Apply other bytes; return how that ended and what was written.

        What is live is as it was before, each time.
        """
        self.restore()
        (self.road.folder / FILE).write_bytes(content)
        ran = self.apply(FILE, *flags)
        return ran, self.writes()

    def restore(self) -> None:
        """Make live again what was, and forget what runs have noted."""
        if self.writes():
            self._live.backup(self._database)
            shutil.rmtree(Path(os.environ["XDG_STATE_HOME"]) / "wa-sync")

    def writes(self) -> frozenset[str]:
        """Name every write since the plan was saved."""
        begin = self._live.execute("SELECT max(seq) FROM call").fetchone()[0]
        return frozenset(
            f"{entry['method']} {self._name(entry)}"
            for entry in ledger.entries(self.served.world, begin)
            if entry["method"] != "GET"
        )

    def calls(self) -> list[str]:
        """Name every call of the server's record."""
        entries = ledger.entries(self.served.world)
        return [f"{entry['method']} {entry['path']}" for entry in entries]

    def narrowed(self, lines: str) -> Document:
        """Add lines to the account of the checkout, and return a new plan."""
        self.road.project(AFTER, project=PROJECT + lines)
        self.road.run("plan", "--out", FILE, *self.address)
        self.content = (self.road.folder / FILE).read_bytes()
        return self.document()

    def _name(self, entry: Any) -> str:  # noqa: ANN401 - a line of the ledger
        known = self._live.execute(
            "SELECT name FROM object WHERE id = ?", (entry["path"],)
        ).fetchone()
        return str(known[0] if known else entry["args"].get("name", entry["path"]))


@contextmanager
def attacked(road: Road) -> Iterator[Attacked]:
    """Serve the account until the block is left."""
    with serve(None, routes=ROUTES) as served:
        made = Attacked(road, served)
        made.begin()
        try:
            yield made
        finally:
            made._live.close()


def forged(document: Document) -> bytes:
    """Return a plan with the digests and the checksum that it ought to have."""
    plan = plan_of(document)
    for account, written in zip(plan.accounts, document["accounts"], strict=True):
        mine = [c for c in plan.changes if c.account == account.name]
        written["digest"] = share_digest(account, limits_of(account.limits), mine)
    digests = [written["digest"] for written in document["accounts"]]
    document["digest"] = plan_digest(digests)
    document["checksum"] = checksum(document)
    return json.dumps(document).encode()
