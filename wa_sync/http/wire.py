"""One request, one answer or one reason why there is none. No second attempt here."""

from __future__ import annotations

import http.cookiejar
import logging
import os
import socket
import ssl
from dataclasses import replace
from typing import TYPE_CHECKING, Final

from wa_sync import __version__
from wa_sync.errors import BadEnvironment
from wa_sync.http import body, deadline
from wa_sync.http.auth import TokenAuth
from wa_sync.http.exchange import Answer, Failure
from wa_sync.http.lean import httpx
from wa_sync.http.secret import Redactor
from wa_sync.http.transport import Transports, named, proxy_for


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.http.bounds import Bounds
    from wa_sync.http.exchange import Call, Line, Vessel
    from wa_sync.http.gate import Gate
    from wa_sync.http.limiter import Clock


_HEADERS: Final = {
    "Accept": "application/json",
    # a packed answer could unpack to anything
    "Accept-Encoding": "identity",
    "Cache-Control": "no-cache",
    "User-Agent": f"wa-sync/{__version__}",
}
_CLOSE: Final = {"Connection": "close"}
_OK: Final = 200
_NEVER_SENT: Final = (
    httpx.ConnectError,
    httpx.ConnectTimeout,
    httpx.PoolTimeout,
    httpx.ProxyError,
    httpx.LocalProtocolError,
    httpx.UnsupportedProtocol,
)
_PROXY_SAYS_NO: Final = ("403", "407")


class Wire:
    """The run's one httpx client: no redirects, no cookies, no netrc, no logging."""

    def __init__(self, bounds: Bounds, clock: Clock, gate: Gate) -> None:
        """Open nothing yet; connections are made when first needed."""
        for name in ("httpx", "httpcore"):
            # their lines hold whole URLs; one line of our own replaces them
            logging.getLogger(name).setLevel(logging.CRITICAL)
        self._bounds = bounds
        self._clock = clock
        refuse = http.cookiejar.DefaultCookiePolicy(allowed_domains=())
        self._client = httpx.Client(
            transport=Transports(deadline.DeadlineBackend(clock, gate)),
            headers=_HEADERS,
            cookies=http.cookiejar.CookieJar(refuse),
            follow_redirects=False,
            trust_env=False,
        )

    def close(self) -> None:
        """Close every connection."""
        self._client.close()

    def send(self, line: Line, call: Call) -> Answer | Failure:
        """Send one request and read its whole answer, within the total deadline.

        Raises BadEnvironment for what no repetition can mend: TLS, proxy, address. It
        says that nothing was sent, so it is never raised once something was.
        """
        proxy = proxy_for(line.origin)
        via = None if proxy is None else named(proxy)
        request = self._request(line, call, proxy)
        moment = self._clock() + self._bounds.total + call.seconds
        try:
            with deadline.until(moment):
                return self._receive(request, line, call)
        except httpx.RequestError as error:
            sent = not isinstance(error, _NEVER_SENT)
            if not sent:
                _raise_for_environment(error, line, via)
            return Failure(reason=_reason(error), sent=sent, via=via)
        except body.Oversized:
            reason = f"the answer is larger than {self._most(call)}"
            return Failure(reason=reason, sent=True, via=via)

    def _most(self, call: Call) -> str:
        if call.vessel is not None:
            return f"the {call.vessel.limit:,} bytes that were announced"
        return f"{self._bounds.max_bytes // 2**20} MiB"

    def _request(self, line: Line, call: Call, proxy: str | None) -> httpx.Request:
        limits = self._bounds
        timeout = httpx.Timeout(
            connect=limits.connect,
            # where there is no bound for silence, the deadline is one
            read=limits.read,
            write=limits.read,
            # nothing is on a socket yet, so the deadline does not reach this
            pool=limits.total,
        )
        reads = call.method == "GET"
        query = str(httpx.QueryParams(dict(call.query)))
        target = f"{call.path}?{query}" if query else call.path
        return self._client.build_request(
            call.method,
            httpx.URL(
                scheme=line.origin.scheme,
                host=line.origin.host,
                port=line.origin.port,
                raw_path=target.encode("ascii"),
            ),
            headers={**line.headers, **call.headers, **({} if reads else _CLOSE)},
            content=call.content,
            timeout=timeout,
            extensions={"proxy": proxy, "fresh": not reads},
        )

    def _receive(self, request: httpx.Request, line: Line, call: Call) -> Answer:
        auth = TokenAuth(line, call.scheme)
        response = self._client.send(request, auth=auth, stream=True)
        try:
            if call.vessel is not None and response.status_code == _OK:
                return self._poured(response, call.vessel)
            content = b"".join(_pieces(response, self._bounds.max_bytes))
        finally:
            response.close()
        redact = Redactor([line.token])
        headers = tuple(
            (name.lower(), redact.known(value))
            for name, value in response.headers.multi_items()
        )
        got = body.answer(
            response.status_code, headers, content, self._bounds.max_bytes, redact
        )
        # whoever answers may echo the token as a name or a text, which end in files
        return replace(got, body=redact.value(got.body))

    def _poured(self, response: httpx.Response, vessel: Vessel) -> Answer:
        vessel.begin()
        for piece in _pieces(response, vessel.limit):
            vessel.pour(piece)
        return Answer(status=response.status_code, body={})


def _pieces(response: httpx.Response, most: int) -> Iterator[bytes]:
    total = 0
    for piece in response.iter_raw():
        total += len(piece)
        if total > most:
            raise body.Oversized
        yield piece


def _raise_for_environment(
    error: httpx.RequestError, line: Line, via: str | None
) -> None:
    """Stop at what asking again cannot mend, and what nobody should get used to."""
    if isinstance(error, httpx.ProxyError) and str(error).startswith(_PROXY_SAYS_NO):
        raise BadEnvironment(
            f"The proxy {via} refuses to connect to {line.origin}.",
            hint="Check HTTPS_PROXY and its credentials, or set NO_PROXY.",
        ) from None
    cause = _cause(error, ssl.SSLError)
    # a handshake that breaks off is trouble of the moment
    if cause is not None and not isinstance(cause, (ssl.SSLEOFError, TimeoutError)):
        raise BadEnvironment(
            f"The TLS connection to {line.origin} cannot be trusted: {_tls(cause)}.",
            hint="Behind a proxy that looks into TLS, name its certificate in "
            "SSL_CERT_FILE.",
        ) from None


def _tls(cause: BaseException) -> str:
    if isinstance(cause, ssl.SSLCertVerificationError):
        return cause.verify_message
    return getattr(cause, "reason", None) or "nothing more is known"


def _reason(error: httpx.RequestError) -> str:
    """Say in our own words what went wrong; httpx's may quote what was sent."""
    if _cause(error, socket.gaierror) is not None:
        return "its name cannot be resolved"
    if _cause(error, ConnectionRefusedError) is not None:
        return "the connection was refused"
    if isinstance(error, httpx.ConnectError):
        return _system(error) or "no connection"
    for kind, words in (
        (httpx.ConnectTimeout, "no connection in time"),
        (httpx.ProxyError, "the proxy could not connect"),
        (httpx.PoolTimeout, "no free connection in time"),
        (httpx.TimeoutException, "no complete answer in time"),
        (httpx.LocalProtocolError, "the request could not be written"),
        (httpx.RemoteProtocolError, "the answer broke off or was no HTTP"),
    ):
        if isinstance(error, kind):
            return words
    broken = _cause(error, ssl.SSLError)
    return "the connection broke" if broken is None else f"TLS broke: {_tls(broken)}"


def _system(error: BaseException) -> str | None:
    """Return what the system says: "no route to host", "too many open files"."""
    cause = _cause(error, OSError)
    # the numbers of TLS are its own
    if not isinstance(cause, OSError) or isinstance(cause, ssl.SSLError):
        return None
    said = os.strerror(cause.errno) if cause.errno else ""
    return said[:1].lower() + said[1:] or None


def _cause(error: BaseException, kind: type[BaseException]) -> BaseException | None:
    """Return the first exception of a kind among the causes."""
    seen: BaseException | None = error
    while seen is not None and not isinstance(seen, kind):
        seen = seen.__cause__ or seen.__context__
    return seen
