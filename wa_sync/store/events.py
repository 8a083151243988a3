"""The file of events: appended line by line, each synced before the run goes on."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import TYPE_CHECKING, Final

from wa_sync.errors import LocalIO
from wa_sync.store import lines


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path


OPENING: Final = b'{"format_version"'
"""How a line of events begins; a document over several lines does not."""


def appendable(path: Path) -> bool:
    """Whether events may be appended: to nothing yet, to events, or to a pipe."""
    # unlike Path, quiet about names that the system does not take
    if not os.path.isfile(path):  # noqa: PTH113 - as above
        return True
    try:
        with path.open("rb") as file:
            head = file.read(len(OPENING))
    except OSError:
        return True  # opening it for writing says why not
    return OPENING.startswith(head)


@contextmanager
def appended(path: Path) -> Iterator[Callable[[str], None]]:
    """Open a file (or a pipe) and yield what appends a whole line to it.

    Raises LocalIO where it cannot be opened or written to.
    """
    descriptor = _open(path)

    def append(line: str) -> None:
        try:
            lines.append(descriptor, line.encode())
        except OSError as error:
            raise _trouble(path, error) from None

    try:
        _end_last(descriptor, path)
        yield append
    finally:
        os.close(descriptor)


def _open(path: Path) -> int:
    try:
        # whoever reads a pipe has to come first, and only a file is read back
        special = path.exists() and not path.is_file()
        flags = os.O_WRONLY if special else os.O_RDWR
        flags |= os.O_APPEND | os.O_CREAT | os.O_CLOEXEC
        return os.open(path, flags, 0o600)
    except OSError as error:
        raise _trouble(path, error) from None


def _end_last(descriptor: int, path: Path) -> None:
    try:
        lines.end_last(descriptor)
    except OSError as error:
        raise _trouble(path, error) from None


def _trouble(path: Path, error: OSError) -> LocalIO:
    return LocalIO(
        f"cannot write the events to {path}: {error.strerror}",
        hint="name another file with --events",
    )
