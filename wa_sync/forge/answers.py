"""What a forge said → a value or an exception of errors.py. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, TypeAlias

from wa_sync.errors import NotAuthorized, NotFound
from wa_sync.http.exchange import Answer, Failure, Fate
from wa_sync.http.trouble import by_status, wordless
from wa_sync.model.source import array, mapping, text


if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from wa_sync.errors import ApiError, WaSyncError
    from wa_sync.http.exchange import Exchange
    from wa_sync.model.source import Json

Redact: TypeAlias = "Callable[[str], str]"

_KINDS: Final[Mapping[int, type[ApiError]]] = {
    401: NotAuthorized,
    403: NotAuthorized,
    404: NotFound,
    410: NotFound,
}
_HINTS: Final[Mapping[int, str]] = {
    401: "Check GITHUB_TOKEN or GITLAB_TOKEN. GitLab's CI_JOB_TOKEN may not comment: "
    "make a project access token with the scope api.",
    403: "The token may not comment: on GitHub the job needs pull-requests: write, "
    "which forks never have; on GitLab the scope api and the role Reporter.",
    404: "Check --repo and --pull-request, and that the token may see them: the "
    "forge gives one answer for both.",
}


def read(exchange: Exchange, redact: Redact) -> Json:
    """Return what was answered; None for an answer without content.

    Raises NotAuthorized, NotFound, Throttled or Rejected for what the forge refuses,
    ApiUnavailable where nothing sensible came, BadEnvironment for a redirect, and
    OutcomeUnknown for a write that may or may not have taken effect.
    """
    if exchange.fate is Fate.OK and isinstance(exchange.got, Answer):
        return exchange.got.body
    raise problem(exchange, redact)


def problem(exchange: Exchange, redact: Redact) -> WaSyncError:
    """Return the exception that an exchange which was not OK amounts to."""
    got = exchange.got
    said = "" if isinstance(got, Failure) else redact(_words(got))
    return by_status(exchange, said, _KINDS, _HINTS)


def _words(got: Answer) -> str:
    """Return what the forge says, its status before it."""
    body = mapping(got.body)
    errors = array(body.get("errors"))
    details = [text(one) or text(mapping(one).get("message")) for one in errors]
    said = [text(body.get("message")), text(body.get("error")), *details]
    words = ": ".join(filter(None, said)) or wordless(got)
    return f"HTTP {got.status}, {words}"
