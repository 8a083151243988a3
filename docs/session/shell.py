"""A real shell on a terminal of its own, in an empty home, and the screen it writes on."""

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
from pathlib import Path
from typing import TYPE_CHECKING, Final

import pyte

from session.script import FOLDER


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from session.script import Script

PROMPT: Final = "$ "
MORE: Final = "> "
PATIENCE: Final = 60.0
"""Seconds of silence after which the session is given up."""
_FAINT, _GREY = 2, 90  # ECMA-48 §8.3.117, and what every terminal takes beside it


class Screen(pyte.HistoryScreen):  # type: ignore[misc]
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


class Shell:
    """What is typed goes to ``master``; what comes back is on the screen."""

    def __init__(self, master: int, screen: Screen) -> None:
        """Begin with an empty screen."""
        self.screen = screen
        self._master = master
        self._stream = pyte.ByteStream(screen)

    def press(self, keys: str) -> None:
        """Type something, and go on at once."""
        os.write(self._master, keys.encode())

    def until(self, there: Callable[[Screen], bool]) -> None:
        """Read until the screen looks so; RuntimeError where it never does."""
        while not there(self.screen):
            ready, _, _ = select.select([self._master], [], [], PATIENCE)
            try:
                more = os.read(self._master, 65536) if ready else b""
            except OSError:  # Linux says EIO when the other side is closed
                more = b""
            if not more:
                shown = "\n".join(self.screen.display).rstrip()
                raise RuntimeError(f"the session got stuck at\n{shown}")
            self._stream.feed(more)


@contextmanager
def shell(script: Script) -> Iterator[Shell]:
    """Start bash in an empty folder, once everything is prepared.

    It ends with the first command that fails, so that none does in the picture.
    """
    with tempfile.TemporaryDirectory() as home:
        folder = Path(home, "shop")
        folder.mkdir()
        env = _environment(home)
        for command in script.prepare:
            subprocess.run(
                ["bash", "-euc", command],  # noqa: S607 - whichever bash there is
                cwd=folder,
                env=env,
                check=True,
                stdout=subprocess.DEVNULL,
            )
        master, slave = pty.openpty()
        size = struct.pack("HHHH", script.rows, script.columns, 0, 0)
        fcntl.ioctl(slave, termios.TIOCSWINSZ, size)
        with _started(_BASH, slave, folder, env):
            try:
                yield Shell(master, Screen(script.columns, script.rows, history=1000))
            finally:
                os.close(master)


# without a controlling terminal bash warns that it has no job control
_BASH: Final = ("setsid", "--ctty", "bash", "--norc", "--noprofile", "-e")


@contextmanager
def _started(
    command: Sequence[str], slave: int, folder: Path, env: dict[str, str]
) -> Iterator[None]:
    process = subprocess.Popen(
        command, cwd=folder, env=env, stdin=slave, stdout=slave, stderr=slave
    )
    os.close(slave)
    try:
        yield
    finally:
        process.kill()
        process.wait()


def _environment(home: str) -> dict[str, str]:
    """Return all that the shell knows: nothing of whoever records."""
    own = Path(sys.executable).parent
    return {
        "HOME": home,
        "LANG": "C.UTF-8",
        "PATH": f"{own}:/usr/local/bin:/usr/bin:/bin",
        "PS1": rf"\[\e[1;34m\]{PROMPT.strip()}\[\e[0m\] ",
        "PS2": MORE,
        "SESSION": str(FOLDER),
        "TERM": "xterm-256color",
    }
