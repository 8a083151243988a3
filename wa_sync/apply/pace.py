"""Not more creates in an hour than Meta takes, and none once it has said so.

Meta takes about 100 creates an hour and account (meta-api.md §9.5). Asking for the
101st costs a request and perhaps the goodwill of the limiter at the far end; waiting
for it would take the better part of an hour. So a run waits while its patience lasts,
and leaves the rest to the next run.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Final

from wa_sync.apply import outcomes
from wa_sync.model.change import Action, Blocked
from wa_sync.model.waiting import announce


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from wa_sync.errors import Throttled
    from wa_sync.model.change import Change
    from wa_sync.model.report import Outcome


WINDOW: Final = 3600.0
MARGIN: Final = 5.0
"""Seconds more than an hour: whoever counts at the far end heard of them later."""


def duration(count: int, limit: int, past: Iterable[float]) -> float:
    """The seconds until the last of ``count`` creates may be sent.

    ``past`` holds the seconds since each create of the last hour.
    """
    sent = sorted(-ago for ago in past)
    for _ in range(count):
        at = sent[-limit] + WINDOW + MARGIN if len(sent) >= limit else 0.0
        sent.append(max(at, 0.0))
    return max(sent[-1], 0.0) if count else 0.0


class Pace:
    """When the next create of one account may be sent.

    ``per_hour`` is how many of each kind Meta takes. ``past`` holds the seconds since
    each create of the last hour, by kind, as far as this machine knows. ``patience``
    is how many seconds the run may wait for creates altogether. ``now`` tells the
    time of day.
    """

    def __init__(
        self,
        per_hour: dict[str, int],
        *,
        past: Iterable[tuple[str, float]] = (),
        patience: float,
        clock: Callable[[], float],
        now: Callable[[], datetime],
    ) -> None:
        """Begin with what is known of the last hour."""
        self._per_hour = per_hour
        self._clock = clock
        self._now = now
        self._patience = patience
        self._sent: dict[str, list[float]] = {}
        for kind, ago in past:
            self._sent.setdefault(kind, []).append(clock() - ago)
        self._closed: Blocked | None = None

    def before(self, change: Change, wait: Callable[[float], bool]) -> Outcome | None:
        """Wait for the turn of a change; an outcome where it does not come now."""
        limit = self._per_hour.get(change.address.kind)
        if change.action is not Action.CREATE:
            return None
        if self._closed is not None:
            return outcomes.blocked(change, self._closed)
        if limit is None:
            return None
        left = self._left(change.address.kind, limit)
        if left > self._patience:
            return outcomes.blocked(change, self._full(limit, left))
        self._patience -= left
        announce(
            left, f"for the next create: {_taken(limit)} in account {change.account}."
        )
        if left and wait(left):
            return outcomes.skipped(change, "the run was stopped before this change")
        return None

    def sending(self, change: Change) -> None:
        """Count a create that is about to be sent."""
        if change.action is Action.CREATE:
            self._sent.setdefault(change.address.kind, []).append(self._clock())

    def refused(self, change: Change, error: Throttled) -> Outcome:
        """Meta takes no more creates now; the rest of them is not tried."""
        later = error.retry_after
        self._closed = Blocked(
            rule="create_rate",
            reason=f"Meta takes no more creates now: {error.message}",
            way_out="run again later: what is done is not done again",
            not_before=None
            if later is None
            else self._now() + timedelta(seconds=later),
            time_helps=True,
        )
        return outcomes.blocked(change, self._closed, hint=outcomes.trace(error))

    def _left(self, kind: str, limit: int) -> float:
        """The seconds until one more fits into the hour."""
        since = self._clock() - WINDOW - MARGIN
        recent = sorted(at for at in self._sent.get(kind, ()) if at > since)
        self._sent[kind] = recent
        return 0.0 if len(recent) < limit else recent[-limit] - since

    def _full(self, limit: int, left: float) -> Blocked:
        return Blocked(
            rule="create_rate",
            reason=_taken(limit),
            way_out="run again then: what is done is not done again; --max-wait says "
            "how long a run may wait",
            not_before=self._now() + timedelta(seconds=left),
            time_helps=True,
        )


def _taken(limit: int) -> str:
    return f"Meta takes {limit} creates an hour, and as many were made"
