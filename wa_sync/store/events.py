"""The file of events: appended line by line, each synced before the run goes on."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from wa_sync.errors import LocalIO


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


@contextmanager
def appended(path: Path) -> Iterator[Callable[[str], None]]:
    """Open a file (or a pipe) and yield what appends a whole line to it.

    Raises LocalIO where it cannot be opened or written to.
    """
    try:
        flags = os.O_WRONLY | os.O_APPEND | os.O_CREAT | os.O_CLOEXEC
        descriptor = os.open(path, flags, 0o600)
    except OSError as error:
        raise _trouble(path, error) from None

    def append(line: str) -> None:
        try:
            rest = memoryview(line.encode())
            while rest:
                rest = rest[os.write(descriptor, rest) :]
            with suppress(OSError):  # a pipe or a terminal cannot be synced
                os.fsync(descriptor)
        except OSError as error:
            raise _trouble(path, error) from None

    try:
        yield append
    finally:
        os.close(descriptor)


def _trouble(path: Path, error: OSError) -> LocalIO:
    return LocalIO(
        f"cannot write the events to {path}: {error.strerror}",
        hint="name another file with --events",
    )
