"""What the API said → a value or an exception of errors.py. Pure.

Texts are Meta's own, cut and with tokens masked; control characters are left for
whoever shows them. That an object is gone is only believed from JSON: a page of some
proxy must never look like an empty account.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias
from urllib.parse import urlsplit

from wa_sync.errors import (
    ApiError,
    ApiUnavailable,
    BadEnvironment,
    NotAuthorized,
    NotFound,
    OutcomeUnknown,
    Rejected,
    Throttled,
    WaSyncError,
)
from wa_sync.graph.hints import hint_for
from wa_sync.http.bounds import LONGEST_WAIT
from wa_sync.http.exchange import Answer, Exchange, Failure, Fate, integer
from wa_sync.http.retry import FATAL, redirected
from wa_sync.model.source import mapping, text


if TYPE_CHECKING:
    from collections.abc import Callable

    from wa_sync.model.source import Spec

Redact: TypeAlias = "Callable[[str], str]"

_MOST_CHARACTERS: Final = 500
_MOST_LINES: Final = 5
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
    got, where = exchange.got, exchange.origin
    if isinstance(got, Failure):
        return _no_answer(exchange, got)
    if exchange.fate in {Fate.THROTTLED, Fate.REJECTED}:
        return _refusal(exchange, got, redact)
    seen = cut(redact(_words(got)))
    # it ends a sentence of ours, and most of Meta's texts are sentences
    stop = "" if seen.endswith((".", "!", "?", "…")) else "."
    if exchange.call.write:
        return OutcomeUnknown(f"{where} answered a write with {seen}{stop}")
    if redirected(got):
        return BadEnvironment(
            f"{where} sends requests on to {_host(got)}, where the token must not go.",
            hint="Check the endpoint, and any proxy or login page in between.",
        )
    return ApiUnavailable(f"{where} answered: {seen}{stop}", hint=_wait_hint(exchange))


def cut(words: str) -> str:
    """Return at most 500 characters and five lines, saying so where text is missing."""
    lines = words.strip().splitlines()
    kept = "\n".join(lines[:_MOST_LINES])[:_MOST_CHARACTERS]
    return kept if kept == words.strip() else f"{kept}…"


def _refusal(exchange: Exchange, got: Answer, redact: Redact) -> ApiError:
    code, subcode = got.code, integer(got.error.get("error_subcode"))
    made = _kind(exchange, got, code, subcode)(
        cut(redact(_words(got))),
        status=got.status,
        code=code,
        subcode=subcode,
        trace_id=got.trace_id and redact(got.trace_id),
        hint=hint_for(got.status, code, subcode),
    )
    if isinstance(made, Throttled):
        made.retry_after = exchange.retry_after
        made.hint = _wait_hint(exchange) or made.hint
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
        f"HTTP {got.status}, {got.garbled or 'which makes no sense here'}",
    )
    return next(filter(None, candidates))


def _no_answer(exchange: Exchange, got: Failure) -> WaSyncError:
    where = exchange.origin
    if exchange.fate is Fate.UNKNOWN and exchange.call.write:
        return OutcomeUnknown(f"A write was sent to {where}, then {got.reason}.")
    if got.via is not None and not got.sent:
        return BadEnvironment(
            f"{where} cannot be reached through the proxy {got.via}: {got.reason}.",
            hint="Check HTTPS_PROXY, or set NO_PROXY to go without.",
        )
    if got.sent:
        return ApiUnavailable(f"{where} gave no usable answer: {got.reason}.")
    return ApiUnavailable(f"{where} cannot be reached: {got.reason}.")


def _wait_hint(exchange: Exchange) -> str | None:
    """Say when to come back, where the API said so and the run could not wait."""
    if exchange.retry_after is None:
        return None
    if exchange.retry_after >= LONGEST_WAIT:
        return "The API asks to wait for a month or longer."
    seconds = round(exchange.retry_after)
    return f"The API asks to wait {seconds} seconds; --max-wait lets a run do that."


def _host(got: Answer) -> str:
    """Return the host of a redirect and nothing else of it."""
    try:
        host = urlsplit(next(iter(got.header("location")), "")).hostname
    except ValueError:
        host = None
    return cut(host) if host else "another address"
