"""``--token-file``: read once, since it may be a pipe, and not without end."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

from wa_sync.errors import BadEnvironment


if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from wa_sync.http.secret import Secret


MOST = 64 * 1024
"""Bytes; no token is as long, and a device has no end."""


def token_in(path: Path, warn: Callable[[str], None]) -> Secret:
    """Return the token in a file; raises BadEnvironment, which does not name it.

    ``warn`` is told where others on this machine can read the token as well.
    """
    from wa_sync.http.secret import Secret

    try:
        with path.open("rb") as file:
            seen = os.fstat(file.fileno())
            content = file.read(MOST).decode()
    except (OSError, ValueError):
        # its name is not shown: somebody may have given the token itself
        raise BadEnvironment(
            "cannot read the file that --token-file names",
            hint="check the path and its mode; the token itself goes into a file",
        ) from None
    if exposed(seen):
        warn("warning: others can read the file that --token-file names; chmod 600 it")
    return Secret.parse(content, source="--token-file")


def exposed(seen: os.stat_result) -> bool:
    """Whether its owner, who runs this, lets others read a file.

    No error: a secret that is mounted into a container is often 0444, since that is
    how it is read at all, and belongs to root: then nobody here could mend it.
    """
    readable = seen.st_mode & (stat.S_IRGRP | stat.S_IROTH)
    mine = seen.st_uid == os.geteuid()
    return stat.S_ISREG(seen.st_mode) and mine and bool(readable)
