"""The standard streams, whatever state the process was given them in.

A closed one is None to Python; one that another process made non-blocking breaks off
in the middle of a large plan; and a note that cannot be written is no reason to fail.
"""

from __future__ import annotations

import io
import os
import sys
from contextlib import suppress


def fit() -> bool:
    """Make all three usable; False where there is no standard output to write to."""
    if sys.stdin is None:
        sys.stdin = open(os.devnull, encoding="utf-8")  # noqa: SIM115, PTH123 - for the whole run
    if sys.stderr is None:
        sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - the same
    elif sys.stderr is sys.__stderr__:
        sys.stderr = _Unfailing(sys.__stderr__.buffer, line_buffering=True)
    for stream in (sys.stdout, sys.stderr):
        # whatever the locale: text of templates is never a reason to fail
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(encoding="utf-8", errors="backslashreplace")
    for descriptor in (1, 2):
        with suppress(OSError):
            os.set_blocking(descriptor, True)
    return sys.stdout is not None


def flushed() -> bool:
    """Whether all that was written to standard output has gone out."""
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        forget(sys.stdout)
        return False
    return True


def forget(stream: object) -> None:
    """Keep Python from flushing into a closed output once more at exit."""
    fileno = getattr(stream, "fileno", None)
    if fileno is not None:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, fileno())
        os.close(nowhere)


class _Unfailing(io.TextIOWrapper):
    """Takes whatever is written, and drops what nobody can read."""

    def write(self, text: str, /) -> int:
        with suppress(OSError):
            return super().write(text)
        return len(text)

    def flush(self) -> None:
        with suppress(OSError):
            super().flush()
