"""A clock that only moves when somebody waits, and dice that always fall the same."""

from __future__ import annotations

import random
from dataclasses import dataclass, field


@dataclass(slots=True)
class Tempo:
    """Seconds from zero, and every wait that was asked for.

    ``stop_after`` is how many waits go by before the run is asked to stop.
    """

    now: float = 0.0
    waits: list[float] = field(default_factory=list)
    stop_after: int | None = None

    def clock(self) -> float:
        """Return the time."""
        return self.now

    def wait(self, seconds: float) -> bool:
        """Let time pass; say whether to stop, like ``Event.wait``."""
        self.waits.append(seconds)
        self.now += seconds
        return self.stop_after is not None and len(self.waits) > self.stop_after


def dice(seed: int = 1) -> random.Random:
    """Return a generator whose draws are known beforehand."""
    return random.Random(seed)  # noqa: S311 - nothing secret hangs on it
