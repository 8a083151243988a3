"""What differs between Meta's own address and the gateway in front of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wa_sync.http.exchange import Line
from wa_sync.http.origins import GATEWAY, GRAPH, parse_override
from wa_sync.model.account import Endpoint


if TYPE_CHECKING:
    from wa_sync.http.exchange import Scheme
    from wa_sync.http.origins import Origin
    from wa_sync.http.secret import Secret
    from wa_sync.model.account import Account


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """An endpoint: where it is, what paths begin with, how uploads are signed.

    ``rate`` is in requests a second. ``sure_of_uploads`` is False where nobody
    documents that the resumable upload is passed through (gateway.md).
    """

    origin: Origin
    prefix: str
    rate: int
    upload_scheme: Scheme
    sure_of_uploads: bool


_GATEWAY = Profile(
    origin=GATEWAY,
    prefix="/whatsapp-business/",
    # what it documents; beyond that it answers 429 (gateway.md)
    rate=10,
    upload_scheme="Bearer",
    sure_of_uploads=False,
)
_META = Profile(
    origin=GRAPH,
    prefix="/",
    # Meta counts by the hour (meta-api.md §9.5); this only keeps us civil
    rate=50,
    # meta-api.md §7.6: not Bearer
    upload_scheme="OAuth",
    sure_of_uploads=True,
)

PROFILES = {Endpoint.MATON: _GATEWAY, Endpoint.META: _META}


def line_for(account: Account, token: Secret, *, origin: str | None = None) -> Line:
    """Return the line of an account; ``origin`` is an address that a person gave.

    Raises BadEnvironment where that address cannot be used.
    """
    gateway = account.endpoint is Endpoint.MATON
    chosen = account.connection if gateway else None
    return Line(
        origin=origin_for(account, origin),
        token=token,
        rate=PROFILES[account.endpoint].rate,
        headers={} if chosen is None else {"Maton-Connection": chosen},
    )


def origin_for(account: Account, given: str | None = None) -> Origin:
    """Return where an account is asked; ``given`` and errors as for ``line_for``."""
    return PROFILES[account.endpoint].origin if given is None else parse_override(given)


def root(account: Account) -> str:
    """Return what every path of an account begins with, ending in a slash."""
    return f"{PROFILES[account.endpoint].prefix}{account.api_version}/"
