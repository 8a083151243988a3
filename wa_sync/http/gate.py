"""What may still go out: everything, no further write, nothing at all.

A run that is asked to stop has a few seconds. An answer may take a minute, and a
thread that waits for one cannot be interrupted; but its connection can be ended from
outside, which wakes it at once. So every connection of a run is known here.
"""

from __future__ import annotations

import os
import socket
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

from wa_sync.errors import Interrupted


if TYPE_CHECKING:
    from collections.abc import Callable


class Gate:
    """One a run; threads share it. It only ever closes."""

    def __init__(self) -> None:
        """Let everything through."""
        self._lock = threading.Lock()
        self._open: set[socket.socket] = set()
        self._writes = True
        self._anything = True

    def pass_through(self, *, write: bool) -> None:
        """Raise Interrupted where a request may not begin any more."""
        if not (self._writes if write else self._anything):
            raise Interrupted("Stopped before the next request.")

    def stop_writes(self) -> None:
        """Let no further write begin; what has begun goes on."""
        self._writes = False

    def hang_up(self) -> None:
        """End every connection; others may be made."""
        with self._lock:
            for known in self._open:
                # whoever waits on it, in whatever thread, reads its end
                with suppress(OSError):
                    known.shutdown(socket.SHUT_RDWR)

    def shut(self) -> None:
        """End every connection, and let nothing begin."""
        with self._lock:
            self._writes = self._anything = False
        self.hang_up()

    def watch(self, connection: socket.socket) -> Callable[[], None] | None:
        """Know a connection until the returned function is called; None if shut.

        It is known by a second descriptor, since TLS takes the first one over; raises
        OSError where none is left.
        """
        known = socket.socket(fileno=os.dup(connection.fileno()))
        with self._lock:
            if self._anything:
                self._open.add(known)
                return lambda: self._forget(known)
        known.close()
        return None

    def _forget(self, known: socket.socket) -> None:
        with self._lock:
            self._open.discard(known)
            known.close()
