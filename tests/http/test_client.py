from __future__ import annotations

import socket

import pytest
from support.asked import (
    DELETE,
    FINE,
    GET,
    POST,
    TOKEN,
    asking,
    failed,
    line,
)
from support.raw_server import (
    reply,
)
from support.tempo import Tempo, dice

from wa_sync.errors import BadEnvironment
from wa_sync.http.bounds import Bounds
from wa_sync.http.client import Http
from wa_sync.http.exchange import Answer, Call, Fate, Line
from wa_sync.http.origins import parse_override
from wa_sync.http.secret import Secret


def test_a_request_says_exactly_this() -> None:
    """Everything that goes over the wire, for a read and for two writes."""
    with asking(FINE) as ask:
        ask(Call(method="GET", path="/v21.0/1", query={"status": '["A B"]', "x": "é"}))
        ask(POST)
        ask(DELETE)
        host = f"127.0.0.1:{ask.server.port}"
        common = {
            "accept": "application/json",
            "accept-encoding": "identity",
            "authorization": f"Bearer {TOKEN}",
            "cache-control": "no-cache",
            "host": host,
            "user-agent": "wa-sync/0.1.0",
        }
        said = [(h.method, h.target, dict(h.headers), h.body) for h in ask.server.heard]
    assert said == [
        (
            "GET",
            "/v21.0/1?status=%5B%22A+B%22%5D&x=%C3%A9",
            {**common, "connection": "keep-alive"},
            b"",
        ),
        (
            "POST",
            "/v21.0/102290129340398",
            {**common, "connection": "close", "content-length": "8"},
            b'{"a": 1}',
        ),
        (
            "DELETE",
            "/v21.0/1?hsm_id=1&name=a+b",
            {**common, "connection": "close"},
            b"",
        ),
    ]


def test_headers_of_the_line_and_the_call_are_sent() -> None:
    """The connection of the gateway and the offset of an upload reach the server."""
    with asking(FINE) as ask:
        chosen = Line(
            origin=parse_override(ask.server.url),
            token=Secret(TOKEN),
            rate=10,
            headers={"Maton-Connection": "21fd90f9"},
        )
        call = Call(
            method="POST",
            path="/upload:MTphd/A+b==?sig=ARZ_-9",
            headers={"file_offset": "0"},
            content=b"",
            scheme="OAuth",
        )
        ask.http.exchange(chosen, call)
        heard = ask.server.heard[0]
    names = ("maton-connection", "file_offset", "authorization")
    assert (heard.target, [heard.headers[name] for name in names]) == (
        "/upload:MTphd/A+b==?sig=ARZ_-9",
        ["21fd90f9", "0", f"OAuth {TOKEN}"],
    )


@pytest.mark.parametrize(
    "path",
    [
        "https://graph.facebook.com/v21.0",
        "//evil.example/v21.0",
        "/v21.0/../../other",
        "/v21.0/%2E%2e/other",
        "/v21.0/a%2fb",
        "/v21.0/a\\b",
        "/v21.0/a#b",
        "/v21.0/a b",
        "/v21.0/a\nb",
        "/v21.0/é",
        "/v21.0/https://evil.example",
        "v21.0",
        "@evil.example/v21.0",
        "",
    ],
)
def test_a_path_that_leads_elsewhere_is_refused(path: str) -> None:
    """No address but a path of the line's own origin is ever asked."""
    with asking(FINE) as ask:
        with pytest.raises(BadEnvironment):
            ask(Call(method="GET", path=path))
        assert ask.server.heard == []


def test_a_refused_connection_is_not_sent_and_tried_four_times() -> None:
    """N01: reads and writes are repeated, since nothing was sent."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    tempo = Tempo()
    with Http(clock=tempo.clock, wait=tempo.wait, rng=dice()) as http:
        ends = [http.exchange(line(f"http://127.0.0.1:{port}"), c) for c in (GET, POST)]
    assert (
        list(map(failed, ends)) == [(Fate.NOT_SENT, "the connection was refused")] * 2
    )
    assert len(tempo.waits) == 6


def test_a_name_that_does_not_resolve_is_not_sent() -> None:
    """N01: an unknown host is a trouble of the moment."""
    bounds = Bounds(attempts=1)
    with Http(bounds=bounds) as http:
        end = http.exchange(line("https://wa-sync.invalid"), GET)
    assert failed(end) == (Fate.NOT_SENT, "its name cannot be resolved")


def test_a_connection_that_is_never_accepted_is_not_sent() -> None:
    """N01: a black hole is given up on after the connect timeout."""
    with socket.socket() as full:
        full.bind(("127.0.0.1", 0))
        full.listen(0)
        address = full.getsockname()
        fillers = [socket.socket() for _ in range(4)]
        for filler in fillers:
            filler.settimeout(0)
            filler.connect_ex(address)
        with Http(bounds=Bounds(connect=0.2, attempts=1)) as http:
            end = http.exchange(line(f"http://127.0.0.1:{address[1]}"), POST)
        for filler in fillers:
            filler.close()
    assert failed(end) == (Fate.NOT_SENT, "no connection in time")


@pytest.mark.parametrize("status", [200, 502, 503])
def test_a_page_instead_of_an_answer_is_quoted_briefly(status: int) -> None:
    """N11: of an HTML page 80 characters are kept, whatever its status."""
    page = b"<!doctype html>\r\n<title>\x1b]0;Log in\x07</title>" + b"x" * 5000
    step = reply(raw=page, status=status, headers={"Content-Type": "text/html"})
    with asking(step) as ask:
        got = ask(GET).got
        assert len(ask.server.heard) == 4
    assert isinstance(got, Answer)
    assert got.garbled == (
        'no JSON, but "<!doctype html> <title> ]0;Log in </title>' + "x" * 38 + '"'
    )
