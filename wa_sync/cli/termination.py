"""SIGTERM ends a run as SIGINT does: by an exception, so that everything is closed."""

from __future__ import annotations

import signal
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from collections.abc import Iterator
    from types import FrameType


class Terminated(BaseException):
    """The process was asked to end; not an Exception, so that nothing swallows it."""


@contextmanager
def terminable() -> Iterator[None]:
    """Turn SIGTERM into Terminated while the block runs (in the main thread only)."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGTERM, _end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, before)


def _end(number: int, frame: FrameType | None) -> None:
    del number, frame
    raise Terminated
