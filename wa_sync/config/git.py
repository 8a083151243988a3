"""Git: the only place that starts a process, with fixed arguments.

Nothing of the repository is run: hooks and the file system monitor are off, and no
command is used that goes through filters.
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
_COMMIT: Final = re.compile(r"[0-9a-f]{40}|[0-9a-f]{64}")


def head(folder: Path) -> str | None:
    """Return the commit that is checked out; None without Git or a commit."""
    git = shutil.which("git")
    if git is None:
        return None
    asked = [git, *_OFF, "-C", str(folder), "rev-parse", "--verify", "--quiet", "HEAD"]
    try:
        ran = subprocess.run(  # noqa: S603 - fixed arguments, no shell
            asked,
            check=False,
            capture_output=True,
            stdin=subprocess.DEVNULL,
            env=_environment(),
            timeout=_SECONDS,
        )
    except (OSError, subprocess.TimeoutExpired):
        return None
    said = ran.stdout.decode("ascii", "replace").strip()
    return said if _COMMIT.fullmatch(said) else None


def _environment() -> dict[str, str]:
    """Hand on what git finds its settings by, and no token."""
    return {
        name: value
        for name, value in os.environ.items()
        if name in _HANDED_ON or name.startswith("GIT_")
    }
