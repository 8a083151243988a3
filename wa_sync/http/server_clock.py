"""What time it is for the server, as its answers say in their ``Date``.

Quotas and locks of names are counted by Meta's clock, and a laptop's may be hours or
years wrong: times that depend on them are reckoned in the server's.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Final


if TYPE_CHECKING:
    from collections.abc import Callable

    from wa_sync.http.exchange import Answer


_EARLIEST: Final = datetime(2000, 1, 1, tzinfo=UTC)
_RESOLUTION: Final = 1.0
_LATEST: Final = datetime(2200, 1, 1, tzinfo=UTC)


class ServerClock:
    """The local time of day, corrected by the last ``Date`` that made sense.

    ``time_of_day`` is in unix seconds. Threads may share it: each hears of one server
    of one run, and the last word counts.
    """

    def __init__(self, time_of_day: Callable[[], float]) -> None:
        """Begin without a correction."""
        self._time_of_day = time_of_day
        self._offset: float | None = None

    def hear(self, answer: Answer) -> None:
        """Learn from an answer; one without a sensible ``Date`` changes nothing."""
        if answer.header("age"):
            # out of some cache: it tells when it was put there
            return
        dates = answer.header("date")
        said = moment(dates[0]) if dates else None
        if said is not None:
            self._offset = self._better(said - self._time_of_day())

    def _better(self, heard: float) -> float:
        """A ``Date`` is cut to whole seconds: of two close offsets the later is right.

        Otherwise time would run backwards between answers.
        """
        if self._offset is None or abs(heard - self._offset) > _RESOLUTION:
            return heard
        return max(heard, self._offset)

    def time(self) -> float:
        """Return the server's time in unix seconds; local time before any answer."""
        return self._time_of_day() + (self._offset or 0.0)

    def now(self) -> datetime:
        """Return the server's time, in UTC."""
        return datetime.fromtimestamp(self.time(), UTC)

    def skew(self) -> timedelta | None:
        """Return by how much the server is ahead; None before any answer.

        ``Date`` tells whole seconds, so a second either way means nothing.
        """
        return None if self._offset is None else timedelta(seconds=self._offset)


def moment(value: str) -> float | None:
    """Read a date of HTTP as unix seconds; None for what is no date of this age."""
    try:
        at = parsedate_to_datetime(value.strip())
        # without a zone, or with -0000, it is UTC and not the time of this machine
        at = at.replace(tzinfo=UTC) if at.tzinfo is None else at.astimezone(UTC)
    except (ValueError, OverflowError, TypeError):
        return None
    return at.timestamp() if _EARLIEST <= at < _LATEST else None
