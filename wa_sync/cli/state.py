"""Where locks, journals and reports of crashes lie: two checkouts share them."""

from __future__ import annotations

import os
import stat
from pathlib import Path

from wa_sync.errors import LocalIO


def state_folder() -> Path:
    """``$XDG_STATE_HOME/wa-sync``, or below the home folder, or the temporary one.

    Names that are not absolute do not count: another folder would be another lock,
    and another journal. Raises LocalIO where a temporary folder is somebody else's.
    """
    given = os.environ.get("XDG_STATE_HOME", "")
    if Path(given).is_absolute():
        return Path(given) / "wa-sync"
    home = os.environ.get("HOME", "")
    if Path(home).is_absolute():
        return Path(home) / ".local" / "state" / "wa-sync"
    return _own(Path("/tmp") / f"wa-sync-{os.getuid()}")  # noqa: S108 - it is looked at


def _own(folder: Path) -> Path:
    """Return a folder where everybody may write, if it is ours alone or not there."""
    try:
        there = folder.lstat()
    except OSError:
        return folder
    if stat.S_IMODE(there.st_mode) != stat.S_IRWXU or there.st_uid != os.geteuid():
        raise LocalIO(
            f"{folder} is not this user's alone",
            hint="set XDG_STATE_HOME to a folder that can be written",
        )
    return folder
