"""What an answer of the control plane means for trying again. Pure.

How it wraps its errors is not documented, so that only statuses count (gateway.md).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from wa_sync.http import retry
from wa_sync.http.exchange import Failure, Fate


if TYPE_CHECKING:
    from wa_sync.http.exchange import Answer, Call

_REQUEST_TIMEOUT: Final = 408
_TOO_MANY_REQUESTS: Final = 429


def classify(call: Call, got: Answer | Failure) -> Fate:
    """Say which of the five fates an exchange has."""
    if isinstance(got, Failure):
        return Fate.UNKNOWN if got.sent else Fate.NOT_SENT
    if got.status == _TOO_MANY_REQUESTS:
        return Fate.THROTTLED
    if 200 <= got.status < 300:  # noqa: PLR2004 - the success range of HTTP
        # what a deletion is answered with is not documented
        heard = call.method == "DELETE" or isinstance(got.body, dict)
        return Fate.OK if heard else Fate.UNKNOWN
    if 400 <= got.status < 500 and got.status != _REQUEST_TIMEOUT:  # noqa: PLR2004 - as above
        # what hears HTML has not heard the API; a page's 404 is no connection's end
        heard = call.method == "POST" or got.garbled is None or got.status in {401, 403}
        return Fate.REJECTED if heard else Fate.UNKNOWN
    return Fate.UNKNOWN


MANNERS: Final = retry.Manners(classify, retry.asked_wait)
