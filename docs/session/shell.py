"""A real shell on a terminal of its own, in an empty home, and the screen of that."""

from __future__ import annotations

import fcntl
import os
import pty
import select
import struct
import subprocess
import sys
import tempfile
import termios
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pyte

from session.script import FOLDER


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from session.script import Script

PROMPT: Final = "$ "
MORE: Final = "> "
PATIENCE: Final = 60.0
"""Seconds of silence after which the session is given up."""
# without a controlling terminal bash warns that it has no job control
BASH: Final = ("setsid", "--ctty", "bash", "--norc", "--noprofile", "-e")
_FAINT, _GREY = 2, 90  # ECMA-48 §8.3.117, and what every terminal takes beside it


class Screen(pyte.HistoryScreen):
    """pyte's screen, which knows no faint text: here it is grey."""

    def select_graphic_rendition(self, *codes: int, **how: bool) -> None:
        """Take a change of colours."""
        super().select_graphic_rendition(
            *(_GREY if one == _FAINT else one for one in codes), **how
        )

    @property
    def before_cursor(self) -> str:
        """The line of the cursor, up to it."""
        row = self.buffer[self.cursor.y]
        return "".join(row[x].data for x in range(self.cursor.x))


@dataclass(frozen=True, slots=True)
class Desk:
    """A folder, and all that a shell in it knows: nothing of whoever records."""

    home: Path

    @property
    def folder(self) -> Path:
        """Where the session takes place."""
        return self.home / "shop"

    @property
    def env(self) -> dict[str, str]:
        """The whole environment."""
        return {
            "HOME": str(self.home),
            "LANG": "C.UTF-8",
            "PATH": f"{Path(sys.executable).parent}:/usr/local/bin:/usr/bin:/bin",
            "PS1": rf"\[\e[1;34m\]{PROMPT.strip()}\[\e[0m\] ",
            "PS2": MORE,
            "SESSION": str(FOLDER),
            "TERM": "xterm-256color",
        }

    def run(self, command: str) -> None:
        """Run a command that nobody sees; CalledProcessError where it fails."""
        subprocess.run(
            ["bash", "-euc", command],  # noqa: S607 - whichever bash there is
            cwd=self.folder,
            env=self.env,
            check=True,
            stdout=subprocess.DEVNULL,
        )


class Shell:
    """What is typed goes to ``master``; what comes back is on the screen."""

    def __init__(self, desk: Desk, master: int, screen: Screen) -> None:
        """Begin with an empty screen."""
        self.desk = desk
        self.screen = screen
        self._master = master
        self._stream = pyte.ByteStream(screen)

    def press(self, key: str) -> None:
        """Type something, and go on at once."""
        os.write(self._master, key.encode())

    def until(self, there: Callable[[Screen], bool]) -> None:
        """Read until the screen looks so; RuntimeError where it never does."""
        while not there(self.screen):
            ready, _, _ = select.select([self._master], [], [], PATIENCE)
            try:
                more = os.read(self._master, 65536) if ready else b""
            except OSError:  # Linux says EIO when the other side is closed
                more = b""
            if not more:
                shown = "\n".join(line.rstrip() for line in self.screen.display)
                raise RuntimeError(f"the session got stuck at\n{shown.rstrip()}")
            self._stream.feed(more)


@contextmanager
def shell(script: Script) -> Iterator[Shell]:
    """Start bash in an empty folder, once everything is prepared.

    It ends with the first command that fails, so that none does in the picture.
    """
    with tempfile.TemporaryDirectory() as home:
        desk = Desk(Path(home))
        desk.folder.mkdir()
        for command in script.prepare:
            desk.run(command)
        with _terminal(desk, script.columns, script.rows) as master:
            yield Shell(desk, master, Screen(script.columns, script.rows, history=1000))


@contextmanager
def _terminal(desk: Desk, columns: int, rows: int) -> Iterator[int]:
    """Yield the near end of a terminal of some size, with bash at the other."""
    master, slave = pty.openpty()
    size = struct.pack("HHHH", rows, columns, 0, 0)
    fcntl.ioctl(slave, termios.TIOCSWINSZ, size)
    process = subprocess.Popen(
        BASH, cwd=desk.folder, env=desk.env, stdin=slave, stdout=slave, stderr=slave
    )
    os.close(slave)
    try:
        yield master
    finally:
        process.kill()
        process.wait()
        os.close(master)
