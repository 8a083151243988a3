"""How GitHub and GitLab say no, and when to come back. Pure.

GitHub tells of its limits with 403 as well as 429, in ``Retry-After``, in
``x-ratelimit-*`` (the reset in unix seconds) or in the message alone, and then asks
for a minute (GitHub docs, "Rate limits for the REST API"); GitLab with 429,
``Retry-After`` and ``RateLimit-*`` (GitLab docs, "Rate limits").
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from wa_sync.http import retry
from wa_sync.http.bounds import LONGEST_WAIT
from wa_sync.http.exchange import Answer, Failure, Fate, integer
from wa_sync.model.source import mapping, text


if TYPE_CHECKING:
    from wa_sync.http.exchange import Call

_NO_CONTENT: Final = 204
_FORBIDDEN: Final = 403
_REQUEST_TIMEOUT: Final = 408
_TOO_MANY_REQUESTS: Final = 429
_MINUTE: Final = 60.0
_LIMITED: Final = re.compile(r"rate limit|abuse detection", re.IGNORECASE)
_LEFT: Final = ("x-ratelimit-remaining", "ratelimit-remaining")
_RESET: Final = ("x-ratelimit-reset", "ratelimit-reset")


def classify(call: Call, got: Answer | Failure) -> Fate:
    """Say which of the five fates an exchange has."""
    if isinstance(got, Failure):
        return Fate.UNKNOWN if got.sent else Fate.NOT_SENT
    if throttled(got):
        return Fate.THROTTLED
    if 200 <= got.status < 300:  # noqa: PLR2004 - the success range of HTTP
        return Fate.OK if _sensible(call, got) else Fate.UNKNOWN
    if 400 <= got.status < 500 and got.status != _REQUEST_TIMEOUT:  # noqa: PLR2004 - as above
        # a read that hears HTML has not heard the API
        heard = call.write or got.garbled is None or got.status in {401, _FORBIDDEN}
        return Fate.REJECTED if heard else Fate.UNKNOWN
    return Fate.UNKNOWN


def throttled(got: Answer) -> bool:
    """Whether a refusal is one of too many calls."""
    if got.status != _FORBIDDEN:
        return got.status == _TOO_MANY_REQUESTS
    said = text(mapping(got.body).get("message"))
    return bool(got.header("retry-after") or _used_up(got) or _LIMITED.search(said))


def asked_wait(got: Answer | Failure, now: float) -> float | None:
    """Return the seconds that the forge asked to wait; None where it did not.

    ``now`` is the time of day.
    """
    asked = retry.asked_wait(got, now)
    if asked is not None or isinstance(got, Failure) or not throttled(got):
        return asked
    resets = [integer(value) for name in _RESET for value in got.header(name)]
    if _used_up(got) and resets and resets[0] is not None and resets[0] > now:
        return min(resets[0] - now, LONGEST_WAIT)
    return _MINUTE


MANNERS: Final = retry.Manners(classify, asked_wait)


def _used_up(got: Answer) -> bool:
    return any("0" in got.header(name) for name in _LEFT)


def _sensible(call: Call, got: Answer) -> bool:
    """Whether a success says what such a call is answered with."""
    if call.method == "DELETE":
        return got.status == _NO_CONTENT or got.garbled is None
    return isinstance(got.body, dict | list)
