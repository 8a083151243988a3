"""A run of wa-sync in a process of its own, and a server that holds its answers back.

Nothing here is timed: a test waits until a request has arrived, sends a signal, and
waits for the end of the process, which has to come although no answer does.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO

from support.proxy import Cut, Passage, Proxy, proxy, straight
from support.sandbox_account import ROUTES
from support.workbench import ENTRY, PROJECT

from wa_sync.sandbox import ledger, review
from wa_sync.sandbox.server import serve
from wa_sync.sandbox.world import World


PATIENCE = 120.0
SECOND = """\
  second:
    waba_id: "202290129340398"
    endpoint: meta
"""
Hit = Callable[[Passage], bool]


def writes(passage: Passage) -> bool:
    """Whether a request would change something."""
    return passage.method != "GET"


def reads(passage: Passage) -> bool:
    """Whether a request changes nothing."""
    return passage.method == "GET"


@dataclass
class Server:
    """A sandbox, and what is done to the requests that reach it."""

    url: str
    world: World
    front: Proxy
    arrived: threading.Event = field(default_factory=threading.Event)
    let_go: threading.Event = field(default_factory=threading.Event)
    requests: list[str] = field(default_factory=list)

    def hold(
        self, hit: Hit, *, after: bool = False, skip: int = 0, torn: bool = False
    ) -> None:
        """Hold every request that fits, but for the first few, until ``let_go``.

        Held ``after`` it was carried out, or before it reaches the sandbox. ``torn``:
        then no answer comes.
        """
        seen: list[Passage] = []
        lock = threading.Lock()

        def step(passage: Passage) -> None:
            with lock:
                self.requests.append(f"{passage.method} {passage.path}")
                hits = hit(passage)
                if hits:
                    seen.append(passage)
                held = hits and len(seen) > skip
            if not held:
                straight(passage)
                return
            answer = passage.forward() if after else b""
            self.arrived.set()
            self.let_go.wait()
            if torn:
                raise Cut
            with suppress(OSError):
                passage.send(answer or passage.forward())

        self.front.step = step

    def answer(self, hit: Hit, content: bytes) -> None:
        """Answer what fits without asking the sandbox; empty: hang up."""

        def step(passage: Passage) -> None:
            if not hit(passage):
                straight(passage)
                return
            if content:
                passage.send(content)
            self.arrived.set()
            if not content:
                raise Cut

        self.front.step = step

    def wait(self) -> None:
        """Wait until a request is held, or was answered."""
        assert self.arrived.wait(PATIENCE)

    def wait_or(self, run: Run) -> bool:
        """Wait until a request is held; False where the run ended before."""
        while not self.arrived.wait(0.05):
            if run.process.poll() is not None:
                return self.arrived.is_set()
        return True

    def live(self) -> list[str]:
        """Name what is there, each with its account."""
        found = self.world.objects.select("message_template", "1", ())
        return sorted(f"{one.owner} {one.name}/{one.variant}" for one in found)

    def written(self) -> int:
        """How many writes have reached the sandbox."""
        return sum(one["method"] != "GET" for one in ledger.entries(self.world))


@contextmanager
def server() -> Iterator[Server]:
    """Serve a sandbox that approves at once, until the block is left."""
    with serve(None, routes=ROUTES) as served, proxy(100) as front:
        served.world.store.set(review.MODE, review.NOW)
        front.upstream = served.url
        there = Server(front.url, served.world, front)
        try:
            yield there
        finally:
            there.let_go.set()


@dataclass
class Ended:
    """How a run ended, and what it said where."""

    code: int
    out: str
    err: str

    @property
    def states(self) -> dict[str, str]:
        """The state of each change in a report as JSON."""
        report: Any = json.loads(self.out)
        return {one["address"]: one["state"] for one in report["outcomes"]}


@dataclass
class Run:
    """A process that runs wa-sync."""

    process: subprocess.Popen[bytes]

    def heard(self, words: bytes) -> bytes:
        """Read standard error until it says this."""
        assert self.process.stderr is not None
        said = b""
        while words not in said:
            more = os.read(self.process.stderr.fileno(), 65536)
            assert more, said
            said += more
        return said

    def signal(self, number: int) -> None:
        """Send a signal to the process."""
        os.kill(self.process.pid, number)

    def insist(self, number: int) -> None:
        """Send a signal again and again, until the process has ended."""
        while self.process.poll() is None:
            self.signal(number)
            with suppress(subprocess.TimeoutExpired):
                self.process.wait(0.1)

    def end(self) -> Ended:
        """Wait for the end of the process."""
        out, err = self.process.communicate(timeout=PATIENCE)
        said, cried = out or b"", err or b""  # None where it went elsewhere
        assert b"Traceback" not in cried, cried
        return Ended(self.process.returncode, said.decode(), cried.decode())


@dataclass
class Desk:
    """A checkout and an environment of its own."""

    folder: Path

    @property
    def env(self) -> dict[str, str]:
        """The environment of a run."""
        kept = {k: v for k, v in os.environ.items() if not k.startswith("WA_SYNC_")}
        return kept | {
            "XDG_STATE_HOME": str(self.folder.parent / "state"),
            "WHATSAPP_TOKEN": "EAAsandboxtoken0000",
            "NO_COLOR": "1",
        }

    def declare(self, *names: str, accounts: str = "") -> None:
        """Write a project that declares some templates."""
        self.folder.mkdir(exist_ok=True)
        (self.folder / "wa-sync.yaml").write_text(PROJECT + accounts, encoding="utf-8")
        entries = (ENTRY.format(name=name, text=f"All of {name}.") for name in names)
        text = "version: 1\nmessage_templates:\n" + "".join(entries)
        (self.folder / "all.yaml").write_text(text, encoding="utf-8")

    @contextmanager
    def run(
        self,
        *argv: str,
        through: Sequence[str] = (),
        stdin: int | BinaryIO = subprocess.DEVNULL,
        stdout: int | BinaryIO = subprocess.PIPE,
        stderr: int | BinaryIO = subprocess.PIPE,
    ) -> Iterator[Run]:
        """Run wa-sync in a process group of its own, or what a shell makes of it."""
        command = (
            [sys.executable, "-m", "wa_sync", *argv] if not through else list(through)
        )
        with subprocess.Popen(
            command,
            cwd=self.folder,
            env=self.env,
            stdin=stdin,
            stdout=stdout,
            stderr=stderr,
            start_new_session=True,
        ) as process:
            try:
                yield Run(process)
            finally:
                process.kill()

    def ended(self, *argv: str, **how: Any) -> Ended:  # noqa: ANN401 - as run has them
        """Run wa-sync to its end."""
        with self.run(*argv, **how) as run:
            return run.end()
