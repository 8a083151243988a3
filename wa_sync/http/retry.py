"""What an answer means for trying again, and how long to wait before. Pure.

Every exchange has exactly one fate; writes are repeated only where the request
surely was not executed (NOT_SENT, THROTTLED), reads also where nobody knows.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from wa_sync.http.bounds import LONGEST_WAIT
from wa_sync.http.exchange import Answer, Failure, Fate, integer
from wa_sync.http.server_clock import moment
from wa_sync.model.source import array, mapping, text


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from random import Random

    from wa_sync.http.exchange import Call
    from wa_sync.model.source import Json, Spec


THROTTLES: Final = frozenset(
    {4, 17, 32, 613, 80007, 80008, 80012, 130429, 131048, 131056}
)
"""Codes that say "too many calls", whatever the status (meta-api.md §9.3)."""

NOT_SOON: Final = frozenset({131048})
"""Throttles that pass in hours or days: to come back at once is held against us."""

FATAL: Final = frozenset({3, 10, 190, 368, 131031, *range(200, 300)})
"""Codes about the token or the account; no 5xx around them makes them pass."""

_UNSURE: Final = frozenset({1, 2})
_TOO_MUCH: Final = re.compile(r"reduce the amount of data", re.IGNORECASE)
_REQUEST_TIMEOUT: Final = 408
_TOO_MANY_REQUESTS: Final = 429
_MINUTE: Final = 60.0
_LONGEST_BACKOFF: Final = 60.0
_DOUBLINGS: Final = 6
NEARLY_USED_UP: Final = 80


def classify(call: Call, got: Answer | Failure) -> Fate:
    """Say which of the five fates an exchange has (reliability-security.md §2.1)."""
    if isinstance(got, Failure):
        return Fate.UNKNOWN if got.sent else Fate.NOT_SENT
    if got.status == _TOO_MANY_REQUESTS or got.code in THROTTLES:
        return Fate.THROTTLED
    if 200 <= got.status < 300:  # noqa: PLR2004 - the success range of HTTP
        return _accepted(call, got)
    if got.code in FATAL or too_much_data(got):
        return Fate.REJECTED
    if 400 <= got.status < 500 and not _passing(got):  # noqa: PLR2004 - as above
        # a read that hears HTML has not heard the API
        heard = call.write or got.garbled is None or got.status in {401, 403}
        return Fate.REJECTED if heard else Fate.UNKNOWN
    return Fate.UNKNOWN


def too_much_data(got: Answer) -> bool:
    """Whether a page was too large for Meta: code 1, told apart by its text alone."""
    return got.code == 1 and bool(_TOO_MUCH.search(text(got.error.get("message"))))


def redirected(got: Answer | Failure) -> bool:
    """Whether the answer points elsewhere; trying again cannot help."""
    return isinstance(got, Answer) and 300 <= got.status < 400  # noqa: PLR2004 - HTTP


def may_repeat(call: Call, fate: Fate, got: Answer | Failure) -> bool:
    """Whether another attempt can do no harm and some good."""
    if fate is Fate.UNKNOWN:
        return not call.write and not redirected(got)
    if isinstance(got, Answer) and got.code in NOT_SOON:
        return False
    return fate in {Fate.NOT_SENT, Fate.THROTTLED}


def asked_wait(got: Answer | Failure, now: float) -> float | None:
    """Return the seconds that the API asked to wait, if it did so intelligibly.

    ``Retry-After`` in both forms, else the minutes of the usage header of a business
    use case. ``now`` is the time of day, for answers without a ``Date``. Whoever asks
    for more than LONGEST_WAIT is understood to ask for that: it fits into no patience
    and overflows no clock, and to pass it over would be to come back at once.
    """
    if isinstance(got, Failure):
        return None
    asked = _named_wait(got, now)
    return None if asked is None else min(asked, LONGEST_WAIT)


def _named_wait(got: Answer, now: float) -> float | None:
    named = [_retry_after(value, got, now) for value in got.header("retry-after")]
    asked = max((wait for wait in named if wait is not None), default=None)
    if asked is not None:
        return asked
    minutes = max((_regain(usage) for usage in _usages(got)), default=0)
    return minutes * _MINUTE or None


def backoff(attempt: int, rng: Random) -> float:
    """Return the seconds to wait after an attempt (counted from 1): full jitter."""
    # throttled, a call may come to more attempts than a float has powers of two
    most = 2.0 ** min(attempt - 1, _DOUBLINGS)
    return rng.uniform(0.0, min(_LONGEST_BACKOFF, most))


def used(got: Answer) -> int | None:
    """Return the highest share of a limit that is used, in percent, if it is told."""
    shares = [
        share
        for usage in _usages(got)
        for name in ("call_count", "total_cputime", "total_time")
        if (share := integer(usage.get(name))) is not None
    ]
    return max(shares) if shares else None


def nearly_used_up(got: Answer) -> bool | None:
    """Whether a usage header shows 80 % or more; None where there is no such header."""
    share = used(got)
    return None if share is None else share >= NEARLY_USED_UP


def _accepted(call: Call, got: Answer) -> Fate:
    """2xx counts only with a body that makes sense for the call."""
    if not isinstance(got.body, dict):
        return Fate.UNKNOWN
    if got.error:
        told = not call.write and not _passing(got)
        return Fate.REJECTED if told or got.code in FATAL else Fate.UNKNOWN
    refused = got.body.get("success", True) is not True
    if call.method != "GET" and (refused or not got.body):
        return Fate.UNKNOWN
    return Fate.OK


def _passing(got: Answer) -> bool:
    """Whether a refusal is a trouble of the moment, so nobody knows what was done."""
    transient = got.error.get("is_transient") is True
    return transient or got.code in _UNSURE or got.status == _REQUEST_TIMEOUT


def _retry_after(value: str, got: Answer, now: float) -> float | None:
    value = value.strip()
    if re.fullmatch(r"[0-9]+", value):
        # not int(): it refuses what has thousands of digits
        return float(value) or None
    at = moment(value)
    if at is None:
        return None
    # the server's own clock, where it shows it, so that ours may be wrong
    base = next(iter(map(moment, got.header("date"))), None)
    left = at - (now if base is None else base)
    return left if left > 0 else None


def _usages(got: Answer) -> Iterator[Spec]:
    """Yield the records of the usage headers; what is no such JSON is passed over."""
    import orjson

    values = got.header("x-business-use-case-usage") + got.header("x-app-usage")
    for value in values:
        try:
            heard: Json = orjson.loads(value)
        except orjson.JSONDecodeError:
            continue
        usages = mapping(heard)
        yield usages
        for records in usages.values():
            yield from map(mapping, array(records))


def _regain(usage: Spec) -> int:
    return integer(usage.get("estimated_time_to_regain_access")) or 0


@dataclass(frozen=True, slots=True)
class Manners:
    """How one API says no, and when to come back.

    ``classify`` and ``asked_wait`` are as the functions of this module, which are
    the Graph API's.
    """

    classify: Callable[[Call, Answer | Failure], Fate]
    asked_wait: Callable[[Answer | Failure, float], float | None]


GRAPH: Final = Manners(classify, asked_wait)
