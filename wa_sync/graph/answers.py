"""What the API said → a value or an exception of errors.py. Pure.

Texts are Meta's own, cut and with tokens masked; control characters are left for
whoever shows them. That an object is gone is only believed from JSON: a page of some
proxy must never look like an empty account.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from wa_sync.errors import (
    ApiError,
    NotAuthorized,
    NotFound,
    Rejected,
    Throttled,
    WaSyncError,
)
from wa_sync.graph.hints import hint_for
from wa_sync.http.exchange import Answer, Exchange, Failure, Fate, integer
from wa_sync.http.retry import FATAL
from wa_sync.http.trouble import cut, senseless, wait_hint, wordless
from wa_sync.model.source import mapping, text


if TYPE_CHECKING:
    from collections.abc import Callable

    from wa_sync.model.source import Spec

Redact: TypeAlias = "Callable[[str], str]"

_UNAUTHORIZED: Final = FATAL | {0, 131005}


def read(exchange: Exchange, redact: Redact) -> Spec:
    """Return the object that was answered.

    Raises NotAuthorized, NotFound, Throttled or Rejected for what the API refuses,
    ApiUnavailable where nothing sensible came, BadEnvironment for a redirect, and
    OutcomeUnknown for a write that may or may not have taken effect.
    """
    if exchange.fate is Fate.OK and isinstance(exchange.got, Answer):
        return mapping(exchange.got.body)
    raise problem(exchange, redact)


def problem(exchange: Exchange, redact: Redact) -> WaSyncError:
    """Return the exception that an exchange which was not OK amounts to."""
    got = exchange.got
    if isinstance(got, Answer) and exchange.fate in {Fate.THROTTLED, Fate.REJECTED}:
        return _refusal(exchange, got, redact)
    said = "" if isinstance(got, Failure) else redact(_words(got))
    return senseless(exchange, said)


def _refusal(exchange: Exchange, got: Answer, redact: Redact) -> ApiError:
    code, subcode = got.code, integer(got.error.get("error_subcode"))
    made = _kind(exchange, got, code, subcode)(
        cut(redact(_words(got))),
        status=got.status,
        code=code,
        subcode=subcode,
        trace_id=got.trace_id and redact(got.trace_id),
        hint=hint_for(got.status, code, subcode, text(got.error.get("message"))),
    )
    if isinstance(made, Throttled):
        made.retry_after = exchange.retry_after
        made.hint = wait_hint(exchange) or made.hint
    return made


def _kind(
    exchange: Exchange, got: Answer, code: int | None, subcode: int | None
) -> type[ApiError]:
    """Choose the exception (meta-api.md §9.3, §9.4; gateway.md for bare statuses)."""
    if exchange.fate is Fate.THROTTLED:
        return Throttled
    bare = code is None
    if got.status == 401 or code in _UNAUTHORIZED or (bare and got.status == 403):  # noqa: PLR2004 - statuses of HTTP
        return NotAuthorized
    gone = bare and got.status == 404 and got.garbled is None  # noqa: PLR2004 - as above
    if gone or (code, subcode) == (100, 33) or code == 803:  # noqa: PLR2004 - meta-api.md §9.4
        return NotFound
    return Rejected


def _words(got: Answer) -> str:
    """Return the most useful of the texts in an answer: the user's, else any."""
    error, body = got.error, mapping(got.body)
    title, told = text(error.get("error_user_title")), text(error.get("error_user_msg"))
    if title and told:
        return f"{title}: {told}"
    details = text(mapping(error.get("error_data")).get("details"))
    candidates = (
        told or title,
        ": ".join(filter(None, (text(error.get("message")), details))),
        text(body.get("error")),
        text(body.get("message")),
        text(body.get("detail")),
        f"HTTP {got.status}, {wordless(got)}",
    )
    return next(filter(None, candidates))
