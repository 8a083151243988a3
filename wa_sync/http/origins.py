"""Where a token may go: the origins compiled in, and the one a person may name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Final, Literal

from wa_sync.errors import BadEnvironment
from wa_sync.model.account import Endpoint


@dataclass(frozen=True, slots=True)
class Origin:
    """Scheme, host and port, all of which have to fit before a token is sent."""

    scheme: Literal["http", "https"]
    host: str
    port: int

    def __str__(self) -> str:
        """Write it as in an address bar, without a port that goes without saying."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        usual = self.port == _PORTS[self.scheme]
        return (
            f"{self.scheme}://{host}"
            if usual
            else f"{self.scheme}://{host}:{self.port}"
        )

    @property
    def loopback(self) -> bool:
        """Whether it is this machine: the only place for plain HTTP."""
        if self.host == "localhost":
            return True
        try:
            return ip_address(self.host).is_loopback
        except ValueError:
            return False


_PORTS: Final = {"http": 80, "https": 443}

GATEWAY: Final = Origin("https", "gateway.maton.ai", 443)
CONTROL_PLANE: Final = Origin("https", "ctrl.maton.ai", 443)
GRAPH: Final = Origin("https", "graph.facebook.com", 443)
API: Final = Origin("https", "api.facebook.com", 443)
# meta-api.md §11.2: whatever was uploaded, or came with a message, is fetched there
MEDIA: Final = Origin("https", "lookaside.fbsbx.com", 443)

ORIGINS: Final = {
    Endpoint.MATON: frozenset({GATEWAY, CONTROL_PLANE}),
    Endpoint.META: frozenset({GRAPH, API, MEDIA}),
}
"""The only hosts that an endpoint's token is ever sent to, unless a person says so."""

# no userinfo, path, query, fragment, escapes or non-ASCII can pass this
_ADDRESS: Final = re.compile(
    r"(?P<scheme>https?)://(?P<host>\[[0-9a-f:.]+\]|[a-z0-9.-]+)(?::(?P<port>\d{1,5}))?/?",
    re.IGNORECASE,
)
_HIGHEST_PORT: Final = 65535
_LINK: Final = re.compile(
    r"(?P<scheme>https?)://(?P<host>\[[0-9a-f:.]+\]|[a-z0-9.-]+)(?::(?P<port>\d{1,5}))?"
    r"(?P<path>/[\x21-\x7e]*)"
)


def parse_override(url: str) -> Origin:
    """Take the address given by ``--endpoint`` or ``WA_SYNC_ENDPOINT``.

    https to anywhere, http to this machine only; an origin and nothing more.
    Raises BadEnvironment, which does not quote an address that may hold a password.
    """
    found = _ADDRESS.fullmatch(url.strip())
    if found is None:
        raise BadEnvironment(
            "The endpoint is not an address that wa-sync can use.",
            hint="Give scheme, host and port only, like https://host:8443.",
        )
    scheme: Literal["http", "https"] = (
        "https" if found["scheme"].lower() == "https" else "http"
    )
    port = int(found["port"]) if found["port"] else _PORTS[scheme]
    origin = Origin(scheme, found["host"].strip("[]").lower(), port)
    if not 0 < port <= _HIGHEST_PORT:
        raise BadEnvironment(f"The endpoint's port {port} does not exist.")
    if origin.scheme == "http" and not origin.loopback:
        raise BadEnvironment(
            f"The endpoint {origin} would carry the token in plain text.",
            hint="Use https; plain http is for 127.0.0.1 only.",
        )
    return origin


def part(link: str) -> tuple[Origin, str] | None:
    """Part a link of an answer's into its origin and the rest; None where it is none.

    A link with a user in it, or in any unusual spelling, is none.
    """
    found = _LINK.fullmatch(link)
    if found is None:
        return None
    scheme: Literal["http", "https"] = "http" if found["scheme"] == "http" else "https"
    port = int(found["port"]) if found["port"] else _PORTS[scheme]
    return Origin(scheme, found["host"].strip("[]"), port), found["path"]
