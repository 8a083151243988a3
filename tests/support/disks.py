"""Disks that fail at one moment."""

from __future__ import annotations

import os
import stat
from itertools import count
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    import pytest


def folders_fail(
    monkeypatch: pytest.MonkeyPatch, trouble: BaseException, *, at: int
) -> None:
    """Let the folder that is synced as number ``at`` and all later ones fail."""
    sync, counted = os.fsync, count(1)

    def fail(descriptor: int) -> None:
        if stat.S_ISDIR(os.fstat(descriptor).st_mode) and next(counted) >= at:
            raise trouble
        sync(descriptor)

    monkeypatch.setattr(os, "fsync", fail)
