"""The sandbox's clock: real time plus an offset that is kept with the data."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from wa_sync.sandbox.store import Store, whole


if TYPE_CHECKING:
    from collections.abc import Callable


OFFSET = "clock_offset"
SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800}


@dataclass(frozen=True, slots=True)
class Clock:
    """What time it is for Meta, in unix seconds."""

    store: Store
    real: Callable[[], float] = time.time

    def now(self) -> int:
        """Return the pretended time."""
        return int(self.real()) + self.offset()

    def offset(self) -> int:
        """Return by how many seconds the clock was moved."""
        value = self.store.setting(OFFSET)
        return whole(value) if isinstance(value, int) else 0

    def move(self, by: timedelta) -> None:
        """Move the clock, from where it stands."""
        self.store.set(OFFSET, self.offset() + int(by.total_seconds()))

    def reset(self) -> None:
        """Let the clock show real time again."""
        self.store.set(OFFSET, None)


def parse_shift(text: str) -> timedelta | None:
    """Read ``+25h``, ``-30m``, ``+1d12h``; None where it makes no sense."""
    match = re.fullmatch(r"([+-])((?:[0-9]{1,6}[smhdw])+)", text.strip())
    if match is None:
        return None
    parts = re.findall(r"([0-9]+)([smhdw])", match[2])
    seconds = sum(int(count) * SECONDS[unit] for count, unit in parts)
    return timedelta(seconds=-seconds if match[1] == "-" else seconds)
