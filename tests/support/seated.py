"""wa-sync on a terminal of its own, as a person sits at one."""

from __future__ import annotations

import os
import pty
import select
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from support.road import Road


PATIENCE = 60.0


@dataclass
class Terminal:
    """A process on a terminal of its own, and what it has written there."""

    process: subprocess.Popen[bytes]
    master: int
    seen: str = ""

    def until(self, text: str) -> str:
        """Read until a text has appeared."""
        while text not in self.seen:
            ready, _, _ = select.select([self.master], [], [], PATIENCE)
            more = self._read() if ready else ""
            assert more, self.seen
            self.seen += more
        return self.seen

    def end(self) -> int:
        """Read to the end and return the exit code."""
        while more := self._read():
            self.seen += more
        return self.process.wait(PATIENCE)

    def signal(self, number: signal.Signals) -> None:
        """Send a signal, once: it has to be enough at any moment."""
        os.kill(self.process.pid, number)

    def type(self, keys: str) -> None:
        """Type something."""
        os.write(self.master, keys.encode())

    def _read(self) -> str:
        try:
            return os.read(self.master, 65536).decode(errors="replace")
        except OSError:  # Linux says EIO when the other side is closed
            return ""


@contextmanager
def terminal(road: Road, *argv: str) -> Iterator[Terminal]:
    """Run wa-sync on a terminal."""
    master, slave = pty.openpty()
    env = {k: v for k, v in os.environ.items() if k != "NO_COLOR"} | {"TERM": "xterm"}
    process = subprocess.Popen(
        [sys.executable, "-m", "wa_sync", *argv],
        cwd=road.folder,
        env=env,
        stdin=slave,
        stdout=slave,
        stderr=slave,
        start_new_session=True,
    )
    os.close(slave)
    try:
        yield Terminal(process, master)
    finally:
        process.kill()
        process.wait()
        os.close(master)
