"""A mistake of ours: one line for the person, and a file for who mends it."""

from __future__ import annotations

import platform
import sys
from secrets import token_hex
from traceback import TracebackException
from typing import TYPE_CHECKING

from wa_sync import __version__
from wa_sync.cli.output import say_error, tell_page
from wa_sync.cli.state import state_folder
from wa_sync.cli.tokens import knowing
from wa_sync.render.sinks.terminal import page
from wa_sync.store import atomic


if TYPE_CHECKING:
    from pathlib import Path


def crashed(error: Exception, *, verbose: bool) -> None:
    """Say what happened on one line; the rest goes into a private file.

    The file holds frames without their variables, and nothing of the environment
    (reliability-security.md H19). ``verbose`` shows them, too.
    """
    told = knowing()("".join(TracebackException.from_exception(error).format()))
    if verbose:
        tell_page(told)
    name = token_hex(4)
    kept = _kept(f"crash-{name}.txt", told)
    where = "what -vv shows" if kept is None else str(kept)
    say_error(
        f"unexpected {type(error).__name__}: {error} ({name})",
        f"this is a mistake in wa-sync: please report it, with {where}",
    )


def _kept(name: str, told: str) -> Path | None:
    """Write the report; None where that cannot be done."""
    system = f"Python {platform.python_version()} on {sys.platform}"
    content = page(f"wa-sync {__version__}, {system}\n\n{told}")
    try:
        path = state_folder() / "crashes" / name
        atomic.write(path, content.encode())
    except Exception:  # noqa: BLE001 - a second mistake must not hide the first
        return None
    return path
