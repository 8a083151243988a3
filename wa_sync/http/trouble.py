"""Exchanges that told nothing of use → exceptions, whichever API was asked. Pure.

What is quoted of an answer is cut, so that no error is a wall of somebody else's text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit

from wa_sync.errors import (
    ApiUnavailable,
    BadEnvironment,
    OutcomeUnknown,
    Rejected,
    Throttled,
)
from wa_sync.http.bounds import LONGEST_WAIT
from wa_sync.http.exchange import Failure, Fate
from wa_sync.http.retry import redirected


if TYPE_CHECKING:
    from collections.abc import Mapping

    from wa_sync.errors import ApiError, WaSyncError
    from wa_sync.http.exchange import Answer, Exchange

_MOST_CHARACTERS: Final = 500
_MOST_LINES: Final = 5
_TOO_MANY: Final = 429
_REFUSED: Final = frozenset({Fate.THROTTLED, Fate.REJECTED})


def cut(words: str) -> str:
    """Return at most 500 characters and five lines, saying so where text is missing."""
    lines = words.strip().splitlines()
    kept = "\n".join(lines[:_MOST_LINES])[:_MOST_CHARACTERS]
    return kept if kept == words.strip() else f"{kept}…"


def wordless(got: Answer) -> str:
    """Return what an answer amounts to that says nothing in words of its own."""
    if got.status == _TOO_MANY:
        return "too many requests"
    return got.garbled or "which makes no sense here"


def senseless(exchange: Exchange, said: str) -> WaSyncError:
    """Return what an exchange amounts to that was neither answered nor refused.

    ``said`` is what came back in words, without secrets. It is OutcomeUnknown for a
    write, BadEnvironment for a redirect, and ApiUnavailable for all else.
    """
    got, where = exchange.got, exchange.origin
    if isinstance(got, Failure):
        return _no_answer(exchange, got)
    seen = cut(said)
    # it ends a sentence of ours, and most of what APIs say are sentences
    stop = "" if seen.endswith((".", "!", "?", "…")) else "."
    if exchange.call.write:
        return OutcomeUnknown(f"{where} answered a write with {seen}{stop}")
    if redirected(got):
        return BadEnvironment(
            f"{where} sends requests on to {_host(got)}, where the token must not go.",
            hint="Check the endpoint, and any proxy or login page in between.",
        )
    return ApiUnavailable(f"{where} answered: {seen}{stop}", hint=wait_hint(exchange))


def by_status(
    exchange: Exchange,
    said: str,
    kinds: Mapping[int, type[ApiError]],
    hints: Mapping[int, str],
) -> WaSyncError:
    """Return what an exchange that was not OK amounts to, where its status tells all.

    ``said`` is as for ``senseless``; a refusal of a status that ``kinds`` does not have
    is Rejected.
    """
    got = exchange.got
    if isinstance(got, Failure) or exchange.fate not in _REFUSED:
        return senseless(exchange, said)
    words = f"{exchange.origin} answered: {cut(said)}"
    if exchange.fate is Fate.THROTTLED:
        made = Throttled(words, status=got.status, hint=wait_hint(exchange))
        made.retry_after = exchange.retry_after
        return made
    kind = kinds.get(got.status, Rejected)
    return kind(words, status=got.status, hint=hints.get(got.status))


def wait_hint(exchange: Exchange) -> str | None:
    """Say when to come back, where the API said so and the run could not wait."""
    if exchange.retry_after is None:
        return None
    if exchange.retry_after >= LONGEST_WAIT:
        return "The API asks to wait for a month or longer."
    seconds = round(exchange.retry_after)
    return f"The API asks to wait {seconds} seconds; --max-wait lets a run do that."


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


def _host(got: Answer) -> str:
    """Return the host of a redirect and nothing else of it."""
    try:
        host = urlsplit(next(iter(got.header("location")), "")).hostname
    except ValueError:
        host = None
    return cut(host) if host else "another address"
