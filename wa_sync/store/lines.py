"""Whole lines at the end of a file: none is glued to half of another.

What a full disk cut off is taken back, what a killed process left is ended.
"""

from __future__ import annotations

import os
import stat
from contextlib import suppress

from wa_sync.store.atomic import write_all


def append(descriptor: int, line: bytes) -> None:
    """Write a line whole and synced, or not at all as far as that can be had.

    The descriptor appends, and reads where it is a regular file. Raises OSError.
    """
    before = os.fstat(descriptor)
    if not stat.S_ISREG(before.st_mode):
        # a pipe or a terminal takes nothing back, and cannot be synced
        write_all(descriptor, line)
        return
    try:
        write_all(descriptor, line)
        os.fsync(descriptor)
    except OSError:
        with suppress(OSError):
            _take_back(descriptor, before.st_size, line)
        raise


def _take_back(descriptor: int, size: int, line: bytes) -> None:
    """Cut the file off where it ended, unless another run's line has come after."""
    if line.startswith(os.pread(descriptor, len(line) + 1, size)):
        os.ftruncate(descriptor, size)


def end_last(descriptor: int) -> None:
    """End a line that was cut off, so that the next one stands alone; raises OSError.

    The descriptor is as for ``append``.
    """
    size = os.fstat(descriptor).st_size
    if size and os.pread(descriptor, 1, size - 1) != b"\n":
        write_all(descriptor, b"\n")
