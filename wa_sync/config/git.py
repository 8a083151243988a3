"""Git: the only place that starts a process, with fixed arguments.

Nothing of the repository is run: hooks and the file system monitor are off, and no
file is asked about that goes through a filter.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from typing import TYPE_CHECKING, Final


if TYPE_CHECKING:
    from pathlib import Path


_OFF: Final = ("-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null")
_HANDED_ON: Final = ("PATH", "HOME", "XDG_CONFIG_HOME")
_SECONDS: Final = 10.0
_COMMIT: Final = re.compile(rb"[0-9a-f]{40}|[0-9a-f]{64}")
_FILTER: Final = re.compile(r"filter\.([A-Za-z0-9_-]+)\.[a-z]+")
"""A setting of a filter whose name may stand in a pathspec."""
_STATUS: Final = (
    "--no-optional-locks",
    "status",
    "--porcelain",
    "--untracked-files=normal",
    "--ignore-submodules=all",
    "--no-renames",
    "--",
    ".",
)


def head(folder: Path) -> str | None:
    """Return the commit that is checked out; None without Git or a commit."""
    ran = _git(folder, "rev-parse", "--verify", "--quiet", "HEAD")
    said = b"" if ran is None else ran.stdout.strip()
    return said.decode("ascii") if _COMMIT.fullmatch(said) else None


def dirty(folder: Path) -> bool | None:
    """Whether anything in a folder is not committed; None where nobody can tell.

    A file that nobody added counts, unless Git ignores it. One that goes through a
    filter (as those of Git LFS do) is left out: the filter would have to be run.
    """
    unasked = _unasked(folder)
    ran = None if unasked is None else _git(folder, *_STATUS, *unasked)
    return None if ran is None or ran.returncode else bool(ran.stdout)


def _unasked(folder: Path) -> list[str] | None:
    """Pathspecs that leave out what goes through a filter; None where none can."""
    ran = _git(folder, "config", "-z", "--name-only", "--get-regexp", r"^filter\.")
    if ran is None:
        return None
    settings = [os.fsdecode(one) for one in ran.stdout.split(b"\0") if one]
    names = [_FILTER.fullmatch(setting) for setting in settings]
    found = {name[1] for name in names if name is not None}
    if not all(names):
        return None
    return [f":(exclude,attr:filter={name})" for name in sorted(found)]


def _git(folder: Path, *argv: str) -> subprocess.CompletedProcess[bytes] | None:
    """Run git in a folder; None where there is none, or where it takes too long."""
    git = shutil.which("git")
    if git is None:
        return None
    try:
        return subprocess.run(  # noqa: S603 - fixed arguments, no shell
            [git, *_OFF, "-C", str(folder), *argv],
            check=False,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            env=_environment(),
            timeout=_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None


def _environment() -> dict[str, str]:
    """Hand on what git finds its settings by, and no token."""
    return {
        name: value
        for name, value in os.environ.items()
        if name in _HANDED_ON or name.startswith("GIT_")
    }
