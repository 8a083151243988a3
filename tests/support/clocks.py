"""A run of wa-sync whose time of day is wrong, and jumps while it runs."""

from __future__ import annotations

import datetime as dt
import sys
import time
from collections.abc import Sequence


class Odd(dt.datetime):
    """A clock that is ``shifts`` days off, one shift after the other by question."""

    shifts: Sequence[int] = (0,)
    asked = 0

    @classmethod
    def now(cls, tz: dt.tzinfo | None = None) -> Odd:
        """Tell the time as it is taken for at this moment."""
        shift = cls.shifts[min(cls.asked, len(cls.shifts) - 1)]
        cls.asked += 1
        told = dt.datetime.fromtimestamp(REAL(), tz) + dt.timedelta(days=shift)
        return cls.fromtimestamp(told.timestamp(), tz)


REAL = time.time


def main() -> int:
    """Run wa-sync with the shifts that the first argument names, by commas."""
    Odd.shifts = [int(shift) for shift in sys.argv.pop(1).split(",")]
    time.time = lambda: Odd.now(dt.UTC).timestamp()
    dt.datetime = Odd  # type: ignore[misc] # whoever imports it from here on gets this
    from wa_sync.cli.main import run

    return run(sys.argv[1:])


if __name__ == "__main__":
    sys.exit(main())
