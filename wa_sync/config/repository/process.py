"""Git as a process: fixed arguments, no shell, nothing of the repository is run.

Hooks and the file system monitor are off, and no command is used that goes through
filters, a pager, an editor or another program. No transport is allowed, so that a
partial clone does not fetch what it lacks.
"""

from __future__ import annotations

import os
import select
import shutil
import subprocess
from contextlib import suppress
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final


if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path


SECONDS: Final = 10.0
_CHUNK: Final = 1 << 16
_BY_HAND: Final = "see what git status says there"
WHOLE: Final = "fetch it whole: without --filter"
_OFF: Final = ("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null")
_HANDED_ON: Final = ("PATH", "HOME", "XDG_CONFIG_HOME")
_HERE: Final = frozenset(
    {
        "GIT_ALTERNATE_OBJECT_DIRECTORIES",
        "GIT_COMMON_DIR",
        "GIT_DIR",
        "GIT_GRAFT_FILE",
        "GIT_INDEX_FILE",
        "GIT_NAMESPACE",
        "GIT_OBJECT_DIRECTORY",
        "GIT_PREFIX",
        "GIT_SHALLOW_FILE",
        "GIT_WORK_TREE",
    }
)
"""What git tells its hooks about the repository they run in: which one is meant is
said by the folder, and relative paths would lead astray from there."""
_OURS: Final = {
    "LC_ALL": "C",
    # an empty list would allow every transport
    "GIT_ALLOW_PROTOCOL": "none",
    "GIT_NO_LAZY_FETCH": "1",
    "GIT_NO_REPLACE_OBJECTS": "1",
    "GIT_OPTIONAL_LOCKS": "0",
    "GIT_TERMINAL_PROMPT": "0",
}


class GitFailed(Exception):
    """Git is not there, does not answer, or does not have what is asked for."""

    def __init__(self, why: str, hint: str | None = None) -> None:
        """Keep the reason, and the way out where there is one."""
        super().__init__(why)
        self.why = why
        self.hint = hint


@dataclass(frozen=True, slots=True)
class Ran:
    """What git said."""

    ok: bool
    out: bytes
    said: str


def run(folder: Path, *arguments: str) -> Ran:
    """Run one command of git and wait; raises GitFailed where it cannot be asked."""
    try:
        ran = subprocess.run(  # noqa: S603 - fixed arguments, no shell
            _command(folder, arguments),
            check=False,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            env=environment(),
            timeout=SECONDS,
        )
    except (OSError, ValueError) as error:
        raise GitFailed("git cannot be started", _BY_HAND) from error
    except subprocess.TimeoutExpired as error:
        raise GitFailed("git does not answer", _BY_HAND) from error
    return Ran(ran.returncode == 0, ran.stdout, ran.stderr.decode("utf-8", "replace"))


class Conversation:
    """A command of git that is asked line by line, until it is ended."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        """Start it; raises GitFailed."""
        try:
            self._process = subprocess.Popen(  # noqa: S603 - fixed arguments, no shell
                _command(folder, arguments),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env=environment(),
                # a signal to the terminal's group is ours to answer
                start_new_session=True,
            )
        except (OSError, ValueError) as error:
            raise GitFailed("git cannot be started", _BY_HAND) from error

    def ask(self, line: str) -> None:
        """Write one line; raises GitFailed where nobody reads it."""
        pipe = self._process.stdin
        try:
            if pipe is not None:
                pipe.write(f"{line}\n".encode())
                pipe.flush()
        except OSError as error:
            raise GitFailed("git ended before it was asked everything") from error

    def more(self) -> bytes:
        """Return what is there to be read, at least one byte; raises GitFailed."""
        pipe = self._process.stdout
        if pipe is None or not select.select([pipe], [], [], SECONDS)[0]:
            raise GitFailed("git does not answer", _BY_HAND)
        part = os.read(pipe.fileno(), _CHUNK)
        if not part:
            raise GitFailed("an object is not in this clone", WHOLE)
        return part

    def end(self) -> None:
        """End it, whatever it is doing."""
        self._process.kill()
        with suppress(OSError):  # what was not read any more
            self._process.communicate()


def _command(folder: Path, arguments: Sequence[str]) -> list[str]:
    git = shutil.which("git")
    if git is None:
        raise GitFailed("there is no git on this machine", "install git")
    return [git, *_OFF, "-C", str(folder), *arguments]


def environment() -> dict[str, str]:
    """Return what git finds its settings by, and no token."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name in _HANDED_ON or (name.startswith("GIT_") and name not in _HERE)
    }
    return {**kept, **_OURS}
