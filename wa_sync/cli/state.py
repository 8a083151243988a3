"""Where the lock lies: outside the checkout, so that two checkouts share it."""

from __future__ import annotations

import os
from pathlib import Path


def state_folder() -> Path:
    """``$XDG_STATE_HOME/wa-sync``, or below the home folder, or the temporary one."""
    given = os.environ.get("XDG_STATE_HOME")
    if given and Path(given).is_absolute():
        return Path(given) / "wa-sync"
    home = os.environ.get("HOME")
    if home:
        return Path(home) / ".local" / "state" / "wa-sync"
    return Path("/tmp") / f"wa-sync-{os.getuid()}"  # noqa: S108 - made 0700, flock only
