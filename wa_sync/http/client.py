"""Http: a call with all its attempts, each of which pays the rate limiter."""

from __future__ import annotations

import logging
import random
import re
import threading
import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final, Self

from wa_sync.errors import BadEnvironment, Interrupted
from wa_sync.http import retry
from wa_sync.http.bounds import Bounds, Budget, Patience, RunPatience
from wa_sync.http.exchange import Answer, Call, Exchange, Failure, Fate, Line
from wa_sync.http.gate import Gate
from wa_sync.http.limiter import Limiter
from wa_sync.http.secret import Redactor
from wa_sync.http.server_clock import ServerClock
from wa_sync.http.versions import Versions, differing
from wa_sync.http.waits import Waits
from wa_sync.http.wire import Wire


if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime, timedelta

    from wa_sync.http.limiter import Clock, Wait
    from wa_sync.http.origins import Origin
    from wa_sync.http.secret import Secret


_log: Final = logging.getLogger("wa_sync.http")
# one leading slash, printable ASCII, no fragment and no second authority
_PATH: Final = re.compile(r"/(?!/)[\x21\x24-\x5b\x5d-\x7e]+")
_ASTRAY: Final = re.compile(r"\.\.|://|%2e|%2f|%5c", re.IGNORECASE)
# Graph's ids, and the gateway's
_NODE: Final = re.compile(
    r"(?<=/)(?:[0-9]{5,}|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?=/|$)"
)
_JITTER: Final = 0.5


@dataclass(frozen=True, slots=True)
class _Share:
    """What all calls of one token at one address have in common."""

    limiter: Limiter
    patience: RunPatience
    waits: Waits


class Http:
    """The only door to the network. One a run; threads share it; close it at the end.

    ``timeout`` (a call's total deadline, silence included) and ``max_wait`` (what the
    run may spend waiting for rate limits, with each token) are in seconds and replace
    those of ``bounds``.
    ``wait`` is like ``Event.wait``: True asks the run to stop, which raises
    Interrupted, as a closed ``gate`` does. ``time_of_day`` is in unix seconds.
    """

    def __init__(  # noqa: PLR0913 - all have defaults; half are for tests
        self,
        *,
        timeout: float | None = None,
        max_wait: float | None = None,
        bounds: Bounds | None = None,
        clock: Clock = time.monotonic,
        time_of_day: Callable[[], float] = time.time,
        wait: Wait | None = None,
        gate: Gate | None = None,
        rng: random.Random | None = None,
    ) -> None:
        """Open nothing yet."""
        given = bounds or Bounds()
        self._bounds = replace(
            given,
            total=given.total if timeout is None else timeout,
            read=given.read if timeout is None else None,
            max_wait=given.max_wait if max_wait is None else max_wait,
        )
        self._clock = clock
        self._wait: Wait = wait or threading.Event().wait
        self._rng = rng or random.SystemRandom()
        self._gate = gate or Gate()
        self._wire = Wire(self._bounds, clock, self._gate)
        self._budget = Budget(self._bounds.retries)
        self._shares: dict[tuple[Origin, Secret], _Share] = {}
        self._server = ServerClock(time_of_day)
        self._other: Versions | None = None

    def __enter__(self) -> Self:
        """Hand the client itself to the ``with`` statement."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close every connection."""
        self.close()

    def close(self) -> None:
        """Close every connection."""
        self._wire.close()

    def server_time(self) -> datetime:
        """Return what time it is for the server, in UTC; local before any answer."""
        return self._server.now()

    def skew(self) -> timedelta | None:
        """Return by how much the server's clock is ahead; None before any answer."""
        return self._server.skew()

    def other_version(self) -> Versions | None:
        """Return the versions asked for and answered with, if they ever differed.

        A version that is retired is answered by a later one, which may mean something
        else by the same words.
        """
        return self._other

    def exchange(
        self, line: Line, call: Call, manners: retry.Manners = retry.GRAPH
    ) -> Exchange:
        """Send a call, repeat it where that is safe, and say how it ended.

        A write whose fate is unknown is never repeated. ``manners`` are those of the
        API that is asked. Raises BadEnvironment for trouble with TLS, proxy or
        address, and Interrupted while waiting.
        """
        _check_path(call.path)
        share = self._share(line)
        patience = Patience(self._bounds.max_wait, share.patience)
        attempt = failures = 0
        while True:
            attempt += 1
            got = self._attempt(share.limiter, line, call)
            fate = manners.classify(call, got)
            failures += fate is not Fate.THROTTLED
            asked = manners.asked_wait(got, self._server.time())
            end = Exchange(
                origin=line.origin, call=call, got=got, fate=fate, retry_after=asked
            )
            if fate in {Fate.OK, Fate.REJECTED}:
                self._budget.earn()
            if not retry.may_repeat(call, fate, got):
                return end
            pause = self._pause(asked, attempt)
            if not self._affordable(end, pause, failures, patience):
                return end
            share.waits.begin(end, pause)
            if self._wait(pause):
                raise Interrupted(f"Stopped while waiting to ask {line.origin} again.")

    def _affordable(
        self, end: Exchange, pause: float, failures: int, patience: Patience
    ) -> bool:
        """Whether there may be another attempt, after a pause of so many seconds.

        A rate limit passes by itself, so that only the waiting is bounded; what
        failed is tried so many times, whether or not a wait was asked for.
        """
        throttled = end.fate is Fate.THROTTLED
        if failures >= self._bounds.attempts:
            return False
        if (throttled or end.retry_after is not None) and not patience.spend(pause):
            return False
        return throttled or self._budget.spend()

    def _pause(self, asked: float | None, attempt: int) -> float:
        if asked is None:
            return retry.backoff(attempt, self._rng)
        # a little more than asked, so that many who were sent away do not come at once
        return asked + self._rng.uniform(0.0, _JITTER)

    def _share(self, line: Line) -> _Share:
        key = (line.origin, line.token)
        made = self._shares.get(key)
        if made is None:
            fresh = _Share(
                Limiter(line.rate, clock=self._clock, wait=self._wait),
                RunPatience(self._bounds.max_wait, self._clock),
                Waits(self._clock),
            )
            # another thread may have been faster: all must share one
            made = self._shares.setdefault(key, fresh)
        # of two rates for the same token only the smaller one is safe
        made.limiter.at_most(line.rate)
        return made

    def _attempt(self, limiter: Limiter, line: Line, call: Call) -> Answer | Failure:
        with limiter.slot():
            self._gate.pass_through(write=call.method != "GET")
            begin = self._clock()
            got = self._wire.send(line, call)
            took = (self._clock() - begin) * 1000
        if isinstance(got, Answer):
            self._hear(limiter, call, got)
        if _log.isEnabledFor(logging.DEBUG):
            _log.debug("%s", _logged(call, got, took, Redactor([line.token])))
        return got

    def _hear(self, limiter: Limiter, call: Call, answer: Answer) -> None:
        """Take what an answer tells beside itself: the time, the usage, the version."""
        self._server.hear(answer)
        if (used := retry.nearly_used_up(answer)) is not None:
            limiter.slow_down(slow=used)
        self._other = self._other or differing(call, answer)


def _logged(call: Call, got: Answer | Failure, took: float, redact: Redactor) -> str:
    """Write a request and its end on one line; ``took`` is in milliseconds."""
    status = got.status if isinstance(got, Answer) else got.reason
    # whoever answers may echo what it was sent
    trace = redact(got.trace_id or "") if isinstance(got, Answer) else ""
    named = f", trace {trace}" if trace else ""
    return f"{call.method} {template(call.path)} → {status}, {took:.0f} ms{named}"


def template(path: str) -> str:
    """Return a path as it is logged: without ids and without upload sessions."""
    path = re.sub(r"upload:.*", "upload:{session}", path)
    return _NODE.sub("{id}", path.partition("?")[0])


def _check_path(path: str) -> None:
    """Refuse what could lead elsewhere: a whole address, dots, a fragment."""
    if not _PATH.fullmatch(path) or _ASTRAY.search(path):
        raise BadEnvironment("A path of the API would lead outside of it.")
