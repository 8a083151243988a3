"""A write whose fate nobody knows is settled by reading, never repeated blindly.

Meta has no idempotency key, so the object itself is the only witness. It may appear
in answers late: "not there yet" and "never arrived" look the same until the lag
window is over (reliability-security.md §2.1).
"""

from __future__ import annotations

from enum import Enum, auto
from typing import TYPE_CHECKING

from wa_sync.apply.verify import Standing
from wa_sync.errors import NotAuthorized, Throttled, WaSyncError


if TYPE_CHECKING:
    from collections.abc import Callable


DEADLINE = 60.0
"""Seconds after which the fate is reported as unknown."""
LAG_WINDOW = 10.0
"""Seconds for which the old state must have been seen before it is believed."""
READS = 3
"""How many reads must agree on the old state before it is believed."""
FIRST_WAIT, LONGEST_WAIT = 0.5, 8.0


class Fate(Enum):
    """What became of a write; ``ARRIVED`` had an effect that does not show whole."""

    APPLIED = auto()
    ARRIVED = auto()
    LOST = auto()
    CONFLICT = auto()
    UNKNOWN = auto()


def settle(
    look: Callable[[], tuple[Standing, str]],
    *,
    clock: Callable[[], float],
    wait: Callable[[float], bool],
    stopped: Callable[[], bool],
    since: float | None = None,
) -> tuple[Fate, str]:
    """Read until the fate is known, the deadline is over, or the run is to stop.

    ``since`` is when the window was opened by what was sent before, if it was; without
    it the window opens now.
    """
    began = clock()
    start = began if since is None else since
    pause, unchanged, arrived = FIRST_WAIT, 0, False
    while True:
        try:
            seen = _seen(look)
        except (NotAuthorized, Throttled):
            # asked again, it would refuse again (R25), or is to be left alone (N14)
            return Fate.UNKNOWN, ""
        if seen is not None:
            standing, why = seen
            if standing is Standing.ALREADY:
                return Fate.APPLIED, ""
            if standing is Standing.MOVED:
                return Fate.CONFLICT, why
            # once it was seen to arrive, an older answer does not make it lost
            arrived = arrived or standing is Standing.ARRIVED
            unchanged += 1
            long = unchanged >= READS and clock() - start >= LAG_WINDOW
            if long and not arrived:
                return Fate.LOST, ""
        # whoever did not answer has the whole time to, however long the others took
        if stopped() or clock() - (began if seen is None else start) >= DEADLINE:
            return Fate.ARRIVED if arrived else Fate.UNKNOWN, ""
        wait(pause)
        pause = min(pause * 2, LONGEST_WAIT)


def _seen(look: Callable[[], tuple[Standing, str]]) -> tuple[Standing, str] | None:
    """One look; None where there was no answer, whatever the reason.

    A write has been sent: a proxy that fails, or a signal, must not make its fate look
    known. Raises NotAuthorized and Throttled: who is not let in, or is told to come
    back when the run's patience is over, learns nothing by asking on.
    """
    try:
        return look()
    except (NotAuthorized, Throttled):
        raise
    except WaSyncError:
        return None
