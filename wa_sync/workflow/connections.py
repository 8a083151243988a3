"""Waiting for a connection: somebody has to open its link and agree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from wa_sync.errors import Interrupted
from wa_sync.model.connection import ACTIVE, FAILED


if TYPE_CHECKING:
    from collections.abc import Callable

    from wa_sync.connections.plane import ControlPlane
    from wa_sync.model.connection import GatewayConnection

SETTLED: Final = frozenset({ACTIVE, FAILED})
_FIRST_PAUSE: Final = 2.0  # seconds; nobody has agreed to anything sooner
_LONGEST_PAUSE: Final = 10.0
_GROWTH: Final = 1.5


def settled(
    plane: ControlPlane,
    connection_id: str,
    *,
    seconds: float,
    clock: Callable[[], float],
    wait: Callable[[float], bool],
) -> GatewayConnection:
    """Ask until a connection is active or has failed, or so many seconds are over.

    Returns how it stood last. ``wait`` waits and says whether the run is to stop;
    then Interrupted is raised.
    """
    end = clock() + seconds
    pause = _FIRST_PAUSE
    while True:
        seen = plane.one(connection_id)
        left = end - clock()
        if seen.status in SETTLED or left <= 0:
            return seen
        if wait(min(pause, left)):
            raise Interrupted("Stopped while waiting for the connection.")
        pause = min(pause * _GROWTH, _LONGEST_PAUSE)
