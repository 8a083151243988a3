"""``--token-file``: read once, since it may be a pipe, and not without end."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.errors import BadEnvironment


if TYPE_CHECKING:
    from pathlib import Path

    from wa_sync.http.secret import Secret


MOST = 64 * 1024
"""Bytes; no token is as long, and a device has no end."""


def token_in(path: Path) -> Secret:
    """Return the token in a file; raises BadEnvironment, which does not name it."""
    from wa_sync.http.secret import Secret

    try:
        with path.open("rb") as file:
            content = file.read(MOST).decode()
    except (OSError, ValueError):
        # its name is not shown: somebody may have given the token itself
        raise BadEnvironment(
            "cannot read the file that --token-file names",
            hint="check the path and its mode; the token itself goes into a file",
        ) from None
    return Secret.parse(content, source="--token-file")
