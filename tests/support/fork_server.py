"""wa-sync as real processes, without paying for its imports in every one of them.

Sweeps start it some thousand times. A process that has imported everything forks one
child a run; what the child does, and what a SIGKILL does to it, is real.
"""

from __future__ import annotations

import json
import os
import select
import signal
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from itertools import count
from pathlib import Path
from typing import Any

from support.trap import Trap

import wa_sync


SOURCES = (Path(wa_sync.__file__).parents[1], Path(__file__).parents[1])
PATIENCE = 120.0
"""Seconds after which a run is taken to hang; it is no measure of anything."""


@dataclass(frozen=True, slots=True)
class Ended:
    """How a run ended (minus the signal where one killed it), and what it said."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:  # noqa: ANN401 - a document of any shape
        """Standard output, read as JSON."""
        return json.loads(self.out)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """One command line, the folder it runs in, and its whole environment."""

    argv: Sequence[str]
    cwd: Path
    env: Mapping[str, str]
    trap: Trap | None = None


@dataclass(slots=True)
class Run:
    """A run under way."""

    server: ForkServer
    pid: int
    handle: int
    out: Path
    err: Path

    def kill(self) -> None:
        """Send SIGKILL; nothing happens where it is over already."""
        with suppress(ProcessLookupError):
            signal.pidfd_send_signal(self.handle, signal.SIGKILL)

    def wait(self) -> Ended:
        """Wait for its end."""
        seen, _, _ = select.select([self.handle], [], [], PATIENCE)
        if not seen:
            self.kill()
        code = self.server.ask({"reap": self.pid})
        os.close(self.handle)
        assert seen, f"it hangs: {self.err.read_text('utf-8', 'replace')}"
        return Ended(
            code,
            self.out.read_text("utf-8", "replace"),
            self.err.read_text("utf-8", "replace"),
        )


class ForkServer:
    """Starts runs; several may be under way."""

    def __init__(self, process: subprocess.Popen[bytes], folder: Path) -> None:
        """Take a process of ``forked``, and a folder for what the runs say."""
        self._process = process
        self._folder = folder
        self._numbers = count()

    def start(self, order: Order) -> Run:
        """Start a run."""
        number = next(self._numbers)
        out, err = (self._folder / f"{number}.{end}" for end in ("out", "err"))
        spec = {
            "argv": list(order.argv),
            "cwd": str(order.cwd),
            "env": dict(order.env),
            "trap": None if order.trap is None else asdict(order.trap),
            "out": str(out),
            "err": str(err),
        }
        pid = self.ask(spec)
        return Run(self, pid, os.pidfd_open(pid), out, err)

    def run(self, order: Order) -> Ended:
        """Start a run and wait for its end."""
        return self.start(order).wait()

    def ask(self, order: Mapping[str, object]) -> int:
        """Send one line and read the number that is answered."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(json.dumps(order).encode() + b"\n")
        self._process.stdin.flush()
        answer = self._process.stdout.readline()
        assert answer, "the fork server has ended"
        return int(answer)


@contextmanager
def fork_server(folder: Path) -> Iterator[ForkServer]:
    """Serve until the block is left; ``folder`` takes what the runs say."""
    folder.mkdir(parents=True, exist_ok=True)
    # nothing of this process: a run that is traced takes twice the time
    env = {
        "PATH": os.environ.get("PATH", os.defpath),
        "PYTHONPATH": os.pathsep.join(map(str, SOURCES)),
    }
    with subprocess.Popen(
        [sys.executable, "-P", "-m", "support.forked"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        env=env,
    ) as process:
        yield ForkServer(process, folder)
        assert process.stdin is not None
        process.stdin.close()
