"""The one place where a token is revealed, after the origin has been looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.errors import BadEnvironment
from wa_sync.http.lean import httpx


if TYPE_CHECKING:
    from collections.abc import Generator

    from wa_sync.http.exchange import Line, Scheme


class TokenAuth(httpx.Auth):
    """Adds the token to a request, but only to one that goes to the line's origin."""

    def __init__(self, line: Line, scheme: Scheme) -> None:
        """Bind a token to its origin."""
        self._line = line
        self._scheme = scheme

    def auth_flow(
        self, request: httpx.Request
    ) -> Generator[httpx.Request, httpx.Response, None]:
        """Raise BadEnvironment for any other scheme, host or port."""
        origin, url = self._line.origin, request.url
        port = url.port or {"http": 80, "https": 443}.get(url.scheme)
        if (url.scheme, url.host, port) != (origin.scheme, origin.host, origin.port):
            raise BadEnvironment(f"The token is for {origin} and for nobody else.")
        if origin.scheme == "http" and not origin.loopback:
            raise BadEnvironment(f"{origin} would carry the token in plain text.")
        request.headers["Authorization"] = f"{self._scheme} {self._line.token.reveal()}"
        yield request
