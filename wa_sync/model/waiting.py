"""A wait that is long enough for somebody to wonder, told to whoever listens.

It goes through the standard library's logging: whoever waits knows of no terminal,
and whoever shows it (cli/waits) is not handed down through every floor.
"""

from __future__ import annotations

import logging
from math import ceil
from typing import Final


LOG: Final = logging.getLogger("wa_sync.waits")
LONG: Final = 5.0
"""Seconds from which on a wait is told: shorter ones look like work."""
_HOUR: Final = 60
_TWO_MINUTES: Final = 120


def announce(seconds: float, rest: str) -> None:
    """Tell of a wait that begins now: ``Waiting 34 s``, and the ``rest`` of it.

    ``rest`` is for people, and holds no secret.
    """
    if seconds >= LONG:
        LOG.info("Waiting %s %s", spoken(seconds), rest)


def spoken(seconds: float) -> str:
    """Write a time as people say it: ``34 s``, ``15 min``, ``1 h 5 min``."""
    if seconds < _TWO_MINUTES:
        return f"{ceil(seconds)} s"
    hours, minutes = divmod(round(seconds / 60), _HOUR)
    if not hours:
        return f"{minutes} min"
    return f"{hours} h {minutes} min" if minutes else f"{hours} h"
