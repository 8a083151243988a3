from __future__ import annotations

import os
import socket
import ssl
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from support.raw_server import RawServer, Step, Wire, raw_server, reply, sent, tunnel

from wa_sync.errors import BadEnvironment
from wa_sync.http.auth import TokenAuth
from wa_sync.http.bounds import Bounds
from wa_sync.http.client import Http
from wa_sync.http.exchange import Answer, Call, Exchange, Failure, Fate, Line
from wa_sync.http.origins import GRAPH, Origin, parse_override
from wa_sync.http.secret import Secret


if TYPE_CHECKING:
    from collections.abc import Iterator


TLS = Path(__file__).parent / "tls"
GET = Call(method="GET", path="/v21.0/1")
FINE = reply({"id": "1"})
TOKEN = "canary-0123456789"  # noqa: S105 - made up
POST = Call(method="POST", path="/v21.0/1", content=b'{"a": 1}')
# a TLS record that looks like one, and whose checksum cannot be right
FORGED = b"\x17\x03\x03\x00\x20" + b"x" * 32
PROXIES = ("http_proxy", "https_proxy", "all_proxy", "no_proxy")


@pytest.fixture(autouse=True)
def _no_proxies(monkeypatch: pytest.MonkeyPatch) -> None:
    """Begin without any proxy, whatever the machine has."""
    for name in (*PROXIES, *map(str.upper, PROXIES), "SSL_CERT_FILE", "SSL_CERT_DIR"):
        monkeypatch.delenv(name, raising=False)


@pytest.fixture
def secure() -> Iterator[RawServer]:
    """A TLS server with a certificate that nobody knows, for 127.0.0.1 and a name."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(TLS / "certificate.pem", TLS / "key.pem")
    with raw_server(FINE, tls=context) as server:
        yield server


def forged(wire: Wire) -> bool:
    """Answer past TLS, as somebody on the way could."""
    with socket.socket(fileno=os.dup(wire.sock.fileno())) as bare:
        bare.sendall(FORGED)
    return False


def ask(url: str, attempts: int = 3, call: Call = GET) -> Exchange:
    """Send one call to an address, with short waits."""
    to = Line(origin=parse_override(url), token=Secret(TOKEN), rate=10)
    with Http(bounds=Bounds(attempts=attempts), wait=lambda _: False) as http:
        return http.exchange(to, call)


def refused(url: str) -> str:
    """Return the message of a BadEnvironment."""
    with pytest.raises(BadEnvironment) as caught:
        ask(url)
    assert "canary" not in f"{caught.value} {caught.value.hint}"
    return caught.value.message


def heard(proxy: RawServer) -> list[tuple[str, str | None]]:
    """What a proxy was asked, and with which Authorization."""
    return [
        (f"{h.method} {h.target}", h.headers.get("authorization")) for h in proxy.heard
    ]


def test_an_unknown_authority_is_not_trusted_and_not_asked_again(
    secure: RawServer,
) -> None:
    """N02: one handshake, no request, and a message that says what to do."""
    with pytest.raises(BadEnvironment) as caught:
        ask(secure.url)
    assert (caught.value.message, caught.value.hint) == (
        (
            f"The TLS connection to {secure.url} cannot be trusted: self-signed "
            "certificate."
        ),
        "Behind a proxy that looks into TLS, name its certificate in SSL_CERT_FILE.",
    )
    assert (secure.connections, secure.heard) == (1, [])


def test_a_named_certificate_is_trusted(
    secure: RawServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """N02: SSL_CERT_FILE is the way out, and the token then goes over TLS."""
    monkeypatch.setenv("SSL_CERT_FILE", str(TLS / "certificate.pem"))
    assert ask(secure.url).fate is Fate.OK
    assert heard(secure) == [("GET /v21.0/1", f"Bearer {TOKEN}")]


def test_an_expired_certificate_is_not_trusted(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """N02: an authority that is known does not make up for it."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(TLS / "expired.pem", TLS / "key.pem")
    monkeypatch.setenv("SSL_CERT_FILE", str(TLS / "expired.pem"))
    with raw_server(FINE, tls=context) as server:
        assert refused(server.url) == (
            f"The TLS connection to {server.url} cannot be trusted: certificate has "
            "expired."
        )


def test_a_handshake_that_breaks_off_is_tried_again() -> None:
    """N01: nothing was sent, and nothing is wrong with the certificate."""
    with raw_server() as server:
        end = ask(f"https://127.0.0.1:{server.port}")
        assert (end.fate, server.connections) == (Fate.NOT_SENT, 3)


def test_a_certificate_for_another_host_is_not_trusted(
    secure: RawServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """N02: knowing the authority is not enough."""
    monkeypatch.setenv("SSL_CERT_FILE", str(TLS / "certificate.pem"))
    assert refused(f"https://localhost:{secure.port}").startswith(
        f"The TLS connection to https://localhost:{secure.port} cannot be trusted: "
        "Hostname mismatch"
    )


def test_a_server_without_tls_is_not_trusted() -> None:
    """N02: plain text where TLS was expected is no trouble of the moment."""
    with raw_server(FINE, greeting=b"220 mail.example ESMTP\r\n") as plain:
        secure = f"https://127.0.0.1:{plain.port}"
        assert refused(secure).startswith(
            f"The TLS connection to {secure} cannot be trusted: "
        )
        assert plain.connections == 1


@pytest.mark.parametrize(("call", "times"), [(GET, 3), (POST, 1)])
def test_a_fault_of_tls_after_sending_leaves_a_write_unknown(
    call: Call, times: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """N05: the server has read the whole of it, so nobody may say it was not made."""
    monkeypatch.setenv("SSL_CERT_FILE", str(TLS / "certificate.pem"))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(TLS / "certificate.pem", TLS / "key.pem")
    with raw_server(forged, tls=context) as server:
        end = ask(server.url, call=call)
        bodies = [heard.body for heard in server.heard]
    assert isinstance(end.got, Failure)
    assert end.fate is Fate.UNKNOWN
    assert end.got.reason.startswith("TLS broke: ")
    assert end.got.reason.endswith("BAD_RECORD_MAC")
    assert bodies == [call.content or b""] * times


def test_certificates_that_cannot_be_read_are_named(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """N02: a broken SSL_CERT_FILE is the user's to mend."""
    broken = tmp_path / "broken.pem"
    broken.write_text("canary")
    monkeypatch.setenv("SSL_CERT_FILE", str(broken))
    assert refused("https://127.0.0.1:1") == (
        "The certificates that SSL_CERT_FILE or SSL_CERT_DIR names cannot be read."
    )


@pytest.mark.parametrize("status", ["407 Proxy Authentication Required", "403 No"])
def test_a_proxy_that_refuses_is_named_without_its_credentials(
    status: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """N03: one attempt, and the proxy never sees the token."""
    step = sent(f"HTTP/1.1 {status}\r\nContent-Length: 0\r\n\r\n".encode())
    with raw_server(step) as proxy:
        address = f"127.0.0.1:{proxy.port}"
        monkeypatch.setenv("HTTPS_PROXY", f"http://user:canary@{address}")
        assert refused("https://graph.facebook.com") == (
            f"The proxy http://{address} refuses to connect to "
            "https://graph.facebook.com."
        )
        assert heard(proxy) == [("CONNECT graph.facebook.com:443", None)]
        assert proxy.heard[0].headers["proxy-authorization"].startswith("Basic ")


@pytest.mark.parametrize("step", [reply({}, status=502, keep=False), sent(b"")])
def test_a_proxy_that_cannot_connect_is_asked_again(
    step: Step, monkeypatch: pytest.MonkeyPatch
) -> None:
    """N03: nothing was sent, so nothing is lost by another attempt."""
    with raw_server(step) as proxy:
        monkeypatch.setenv("ALL_PROXY", f"127.0.0.1:{proxy.port}")
        end = ask("https://graph.facebook.com")
        connects = heard(proxy)
    assert isinstance(end.got, Failure)
    assert end.got.via == f"http://127.0.0.1:{proxy.port}"
    assert connects == [("CONNECT graph.facebook.com:443", None)] * 3


def test_through_a_proxy_the_token_goes_inside_tls(
    secure: RawServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """N03: the proxy carries bytes that it cannot read."""
    monkeypatch.setenv("SSL_CERT_FILE", str(TLS / "certificate.pem"))
    with raw_server(tunnel(secure.port)) as proxy:
        monkeypatch.setenv("https_proxy", f"http://127.0.0.1:{proxy.port}/")
        assert ask("https://wa-sync.test").fate is Fate.OK
        assert heard(proxy) == [("CONNECT wa-sync.test:443", None)]
    assert heard(secure) == [("GET /v21.0/1", f"Bearer {TOKEN}")]


def test_this_machine_is_never_asked_through_a_proxy(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """N03: plain http with a token goes to loopback directly or not at all."""
    with raw_server(FINE) as proxy, raw_server(FINE) as server:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, f"http://127.0.0.1:{proxy.port}")
        assert isinstance(ask(server.url).got, Answer)
        assert (proxy.connections, server.connections) == (0, 1)


def test_no_proxy_is_obeyed(monkeypatch: pytest.MonkeyPatch) -> None:
    """A host that NO_PROXY names is asked directly."""
    with raw_server(FINE) as proxy:
        monkeypatch.setenv("HTTPS_PROXY", f"http://127.0.0.1:{proxy.port}")
        monkeypatch.setenv("NO_PROXY", "wa-sync.invalid")
        end = ask("https://wa-sync.invalid", attempts=1)
        assert proxy.connections == 0
    assert end.got == Failure(reason="its name cannot be resolved", sent=False)


@pytest.mark.parametrize("proxy", ["socks5://h:1", "http://", "http://h:canary"])
def test_a_proxy_that_is_none_is_refused(
    proxy: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Only HTTP proxies are spoken to, and a bad address is not quoted."""
    monkeypatch.setenv("HTTPS_PROXY", proxy)
    assert refused("https://graph.facebook.com") == (
        "The proxy for https://graph.facebook.com is not an HTTP proxy."
    )


@pytest.mark.parametrize(
    ("origin", "url"),
    [
        (GRAPH, "https://graph.facebook.com.evil.example/"),
        (GRAPH, "http://graph.facebook.com/"),
        (GRAPH, "https://graph.facebook.com:8443/"),
        (GRAPH, "https://gateway.maton.ai/"),
        (Origin("http", "evil.example", 80), "http://evil.example/"),
    ],
)
def test_the_token_is_attached_for_its_origin_alone(origin: Origin, url: str) -> None:
    """Scheme, host and port all have to fit, whoever built the request."""
    import httpx

    auth = TokenAuth(Line(origin=origin, token=Secret(TOKEN), rate=1), "Bearer")
    request = httpx.Request("GET", url)
    with pytest.raises(BadEnvironment):
        next(auth.auth_flow(request))
    assert "authorization" not in request.headers
