"""What the control plane said → a value or an exception of errors.py. Pure.

The link of a connection is taken out of an answer once, when it is started; all other
readers do not even look at it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias
from urllib.parse import urlsplit

from wa_sync.errors import (
    ApiUnavailable,
    NotAuthorized,
    NotFound,
    OutcomeUnknown,
)
from wa_sync.http.exchange import Answer, Failure, Fate
from wa_sync.http.secret import Secret
from wa_sync.http.trouble import by_status, wordless
from wa_sync.model.connection import GatewayConnection
from wa_sync.model.source import mapping, text


if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from wa_sync.errors import ApiError, WaSyncError
    from wa_sync.http.exchange import Exchange
    from wa_sync.model.source import Spec

Redact: TypeAlias = "Callable[[str], str]"

_KINDS: Final[Mapping[int, type[ApiError]]] = {
    401: NotAuthorized,
    403: NotAuthorized,
    404: NotFound,
}
_HINTS: Final[Mapping[int, str]] = {
    401: "Check MATON_API_KEY: it is a key of the gateway, from its settings page.",
    403: "Check MATON_API_KEY: it is a key of the gateway, from its settings page.",
    404: "wa-sync connection list shows the connections of this key.",
}
MAYBE_STARTED: Final = (
    "wa-sync connection list --status PENDING shows what was started."
)


def read(exchange: Exchange, redact: Redact) -> Spec:
    """Return the object that was answered; an empty one for no content.

    Raises NotAuthorized, NotFound, Throttled or Rejected for what the gateway refuses,
    ApiUnavailable where nothing sensible came, BadEnvironment for a redirect, and
    OutcomeUnknown for a write that may or may not have taken effect.
    """
    if exchange.fate is Fate.OK and isinstance(exchange.got, Answer):
        return mapping(exchange.got.body)
    raise problem(exchange, redact)


def problem(exchange: Exchange, redact: Redact) -> WaSyncError:
    """Return the exception that an exchange which was not OK amounts to."""
    got = exchange.got
    said = "" if isinstance(got, Failure) else redact(_words(got))
    return _unknown(by_status(exchange, said, _KINDS, _HINTS))


def connection(answer: Spec, place: str) -> GatewayConnection:
    """Read one connection, which may stand in an envelope of its own."""
    found = _inner(answer)
    node = text(found.get("connection_id"))
    if not node:
        raise ApiUnavailable(f"The answer for {place} holds no connection.")
    return GatewayConnection(
        id=node,
        status=text(found.get("status")) or None,
        app=text(found.get("app")) or None,
        creation_time=text(found.get("creation_time")) or None,
        last_updated_time=text(found.get("last_updated_time")) or None,
    )


def link(answer: Spec) -> Secret:
    """Return the link of a connection that was just started.

    Raises OutcomeUnknown where there is none that a person could open.
    """
    url = text(_inner(answer).get("url"))
    try:
        usable = url.isprintable() and urlsplit(url).scheme == "https"
    except ValueError:
        usable = False
    if not usable:
        raise OutcomeUnknown(
            "The gateway was asked to start a connection, and gave no link to open.",
            hint=MAYBE_STARTED,
        )
    return Secret(url)


def _inner(answer: Spec) -> Spec:
    inside = answer.get("connection")
    return mapping(inside) if inside is not None else answer


def _unknown(made: WaSyncError) -> WaSyncError:
    if isinstance(made, OutcomeUnknown):
        made.hint = MAYBE_STARTED
    return made


def _words(got: Answer) -> str:
    """Return what the gateway says, its status before it."""
    body = mapping(got.body)
    error = body.get("error")
    said = [
        text(error) or text(mapping(error).get("message")),
        text(body.get("message")),
        text(body.get("detail")),
    ]
    words = next(filter(None, said), wordless(got))
    return f"HTTP {got.status}, {words}"
