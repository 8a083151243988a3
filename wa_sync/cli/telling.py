"""What cannot be done twice is done only where it can be told, and is told for sure.

A message that was sent and not told of would be sent again by whoever retries.
"""

from __future__ import annotations

import os
import select
import sys
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from wa_sync.errors import LocalIO, WaSyncError
from wa_sync.store import atomic


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.cli.settings import Settings


class Untold(WaSyncError):
    """Something was done, and its data could not be written where they belong."""

    exit_code: ClassVar[int] = 7


class _Fits(Exception):
    """A file could be written there."""


@contextmanager
def telling(done: str | None, advice: str) -> Iterator[None]:
    """Tell in the block what was done; where that fails, the error says it.

    ``done`` begins a sentence, and ``advice`` is for whoever would do it again. None
    is for what was only shown.
    """
    try:
        yield
    except LocalIO as error:
        if done is None:
            raise
        raise Untold(f"{done}, but {error.message}", hint=advice) from None


def able_to_tell(settings: Settings) -> None:
    """Raise LocalIO where the outcome could not be written, before there is one."""
    try:
        for target in settings.outputs:
            if target.file is None:
                _heard()
            else:
                _fits(settings.cwd / Path(target.file))
    except LocalIO as error:
        raise LocalIO(error.message, hint="nothing was sent") from None


def _heard() -> None:
    """Look whether somebody reads standard output, and whether it takes anything."""
    try:
        descriptor = sys.stdout.fileno()
    except ValueError:
        return  # it is no file, so there is nothing to be asked
    try:
        os.write(descriptor, b"")
    except OSError as error:
        raise LocalIO(f"cannot write the output: {error.strerror}") from None
    watch = select.poll()
    watch.register(descriptor, 0)
    if any(event & select.POLLERR for _, event in watch.poll(0)):
        raise LocalIO("nobody reads the output any more")


def _fits(path: Path) -> None:
    """Begin to write a file, and leave all as it was."""
    if path.exists() and not path.is_file():
        if path.is_dir() or not os.access(path, os.W_OK):
            raise LocalIO(f"cannot write {path}: it is no file that can be written")
        return  # a pipe that is opened and closed again would end for its reader

    def pour(_: int) -> None:
        raise _Fits

    try:
        atomic.fill(path, pour)
    except _Fits:
        return
