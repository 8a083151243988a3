"""One question to the API, with what comes beside the answer: version and usage."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wa_sync.errors import WaSyncError
from wa_sync.graph import answers
from wa_sync.graph.profile import line_for, root
from wa_sync.http.exchange import Answer, Call
from wa_sync.http.retry import used
from wa_sync.http.secret import Redactor
from wa_sync.http.versions import answered


if TYPE_CHECKING:
    from collections.abc import Mapping

    from wa_sync.http.client import Http
    from wa_sync.http.secret import Secret
    from wa_sync.model.account import Account
    from wa_sync.model.source import Spec


@dataclass(frozen=True, slots=True, kw_only=True)
class Heard:
    """What a question came to: the answer's body, or the ``problem`` with it.

    ``version`` is the one that answered, ``used`` the highest share of a rate limit
    that is used up, in percent; None where the answer does not tell.
    """

    body: Spec = field(default_factory=dict)
    problem: WaSyncError | None = None
    version: str | None = None
    used: int | None = None


def ask(
    http: Http,
    account: Account,
    token: Secret,
    path: str,
    params: Mapping[str, str],
    *,
    origin: str | None = None,
) -> Heard:
    """Read what is at a path below the account's version; nothing is raised for it."""
    call = Call(method="GET", path=root(account) + path, query=params)
    try:
        exchange = http.exchange(line_for(account, token, origin=origin), call)
    except WaSyncError as error:
        return Heard(problem=error)
    got = exchange.got
    told = got if isinstance(got, Answer) else Answer(status=0)
    version, share = answered(told), used(told)
    try:
        body = answers.read(exchange, Redactor([token]))
    except WaSyncError as error:
        return Heard(problem=error, version=version, used=share)
    return Heard(body=body, version=version, used=share)
