"""Connections: one pool for reads, fresh ones for writes, proxies from the environment.

A kept-alive connection that the server has just closed looks, to a write, exactly
like a write that was lost on the way. So every write has a connection of its own.
"""

from __future__ import annotations

import functools
import ssl
import urllib.request
from typing import TYPE_CHECKING, Final

import httpcore

from wa_sync.errors import BadEnvironment
from wa_sync.http.lean import httpx


if TYPE_CHECKING:
    from wa_sync.http.deadline import DeadlineBackend
    from wa_sync.http.origins import Origin


CONNECTIONS: Final = 16
"""More are slower, not faster: the pool's cost grows with the square of them."""

_IDLE_SECONDS: Final = 15.0


def proxy_for(origin: Origin) -> str | None:
    """Return the proxy that the environment names for an origin, as every tool does.

    None for this machine: a token in plain HTTP never leaves it. Raises
    BadEnvironment for a proxy that speaks something else than HTTP.
    """
    if origin.loopback or urllib.request.proxy_bypass(origin.host):
        return None
    named = urllib.request.getproxies()
    proxy = named.get(origin.scheme) or named.get("all")
    if not proxy:
        return None
    if "://" not in proxy:
        proxy = f"http://{proxy}"
    try:
        usable = httpx.URL(proxy).scheme in {"http", "https"} and httpx.URL(proxy).host
    except httpx.InvalidURL:
        usable = False
    if not usable:
        raise BadEnvironment(
            f"The proxy for {origin} is not an HTTP proxy.",
            hint="Set HTTPS_PROXY to http://host:port, or NO_PROXY to go without.",
        )
    return proxy


def named(proxy: str) -> str:
    """Return a proxy's address without its credentials."""
    url = httpx.URL(proxy)
    return f"{url.scheme}://{url.host}:{url.port}" if url.port else str(url.host)


def way(origin: Origin) -> str | None:
    """Return the proxy on the way to an origin, as it may be shown; None for none.

    Raises BadEnvironment as ``proxy_for``.
    """
    proxy = proxy_for(origin)
    return None if proxy is None else named(proxy)


def trust() -> ssl.SSLContext:
    """Return the TLS context: the usual authorities, or ``SSL_CERT_FILE``'s."""
    try:
        return httpx.create_ssl_context()
    except (OSError, ssl.SSLError) as error:
        raise BadEnvironment(
            "The certificates that SSL_CERT_FILE or SSL_CERT_DIR names cannot be read.",
            hint="Name a file of PEM certificates, or unset the variable.",
        ) from error


class Transport(httpx.HTTPTransport):
    """httpx's transport, over sockets that keep a total deadline."""

    def __init__(
        self,
        backend: DeadlineBackend,
        context: ssl.SSLContext,
        proxy: str | None,
        keep: int,
    ) -> None:
        """Make a pool of connections to keep ``keep`` of them alive between calls."""
        super().__init__(verify=context)
        through = None if proxy is None else httpx.Proxy(proxy)
        # httpx does not pass a network backend on; both pools take one openly
        make = (
            httpcore.ConnectionPool
            if through is None
            else functools.partial(
                httpcore.HTTPProxy,
                proxy_url=str(through.url),
                proxy_auth=through.raw_auth,
            )
        )
        self._pool = make(
            ssl_context=context,
            max_connections=CONNECTIONS,
            max_keepalive_connections=keep,
            keepalive_expiry=_IDLE_SECONDS,
            network_backend=backend,
        )


class Transports(httpx.BaseTransport):
    """All transports of a run, made when first needed and closed together."""

    def __init__(self, backend: DeadlineBackend) -> None:
        """Begin without any: a run against the sandbox loads no certificates."""
        self._backend = backend
        self._trust: ssl.SSLContext | None = None
        self._made: dict[tuple[str | None, bool, bool], Transport] = {}

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send a request; the extension ``fresh`` asks for a connection of its own."""
        proxy = request.extensions["proxy"]
        fresh = request.extensions["fresh"]
        tls = request.url.scheme == "https"
        return self._transport(proxy, fresh=fresh, tls=tls).handle_request(request)

    def close(self) -> None:
        """Close every connection."""
        for transport in self._made.values():
            transport.close()

    def _transport(self, proxy: str | None, *, fresh: bool, tls: bool) -> Transport:
        key = (proxy, fresh, tls)
        if key not in self._made:
            keep = 0 if fresh else CONNECTIONS
            made = Transport(self._backend, self._context(tls=tls), proxy, keep)
            if self._made.setdefault(key, made) is not made:
                # another thread was faster; its transport is as good
                made.close()
        return self._made[key]

    def _context(self, *, tls: bool) -> ssl.SSLContext:
        if not tls:
            # never used: plain HTTP goes to this machine only
            return ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        self._trust = self._trust or trust()
        return self._trust
