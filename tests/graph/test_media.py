"""Calls about media: what is sent, whom a link may lead to, what is believed."""

from __future__ import annotations

import base64
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from support.mediums import MATON, META, PHONE, TOKEN, scripted
from support.raw_server import Step, reply, reset, sent

from wa_sync.errors import (
    ApiUnavailable,
    BadEnvironment,
    NotAuthorized,
    OutcomeUnknown,
    WaSyncError,
)
from wa_sync.graph.form import Part, Pieces, form
from wa_sync.graph.media import MediaClient
from wa_sync.http.client import Http
from wa_sync.http.secret import Secret
from wa_sync.model.account import Account
from wa_sync.model.medium import Medium


if TYPE_CHECKING:
    from collections.abc import Iterator

NODE = "4490709327384033"
MADE = form(
    {"messaging_product": "whatsapp", "type": "image/png"},
    Part("file", "file.png", "image/png"),
    Pieces(lambda: iter((b"one", b"two")), 6),
)
BODY = (
    f"--{MADE.boundary}\r\n"
    'Content-Disposition: form-data; name="messaging_product"\r\n\r\nwhatsapp\r\n'
    f"--{MADE.boundary}\r\n"
    'Content-Disposition: form-data; name="type"\r\n\r\nimage/png\r\n'
    f"--{MADE.boundary}\r\n"
    'Content-Disposition: form-data; name="file"; filename="file.png"\r\n'
    "Content-Type: image/png\r\n\r\nonetwo\r\n"
    f"--{MADE.boundary}--\r\n"
)


class Glass:
    """A vessel that holds ten bytes and remembers its beginnings."""

    limit = 10

    def __init__(self) -> None:
        """Begin empty."""
        self.content = b""
        self.begun = 0

    def begin(self) -> None:
        """Empty it."""
        self.content, self.begun = b"", self.begun + 1

    def pour(self, piece: bytes) -> None:
        """Fill it."""
        self.content += piece


@pytest.mark.parametrize(
    ("account", "begin", "connection"),
    [
        (META, "/v23.0", None),
        (MATON, "/whatsapp-business/v21.0", MATON.connection),
    ],
)
def test_an_upload_is_one_form(
    account: Account, begin: str, connection: str | None
) -> None:
    """Its length is known, so it is not chunked; the token is in the header alone."""
    with scripted(reply({"id": NODE}), account=account) as (server, client):
        assert client.upload(PHONE, MADE) == NODE
        (heard,) = server.heard
    assert (heard.method, heard.target) == ("POST", f"{begin}/{PHONE}/media")
    assert heard.body == BODY.encode()
    assert MADE.length == len(BODY)
    headers = heard.headers
    assert headers["content-type"] == f"multipart/form-data; boundary={MADE.boundary}"
    assert headers["content-length"] == str(len(BODY))
    assert headers["authorization"] == f"Bearer {TOKEN}"
    assert headers.get("maton-connection") == connection


def test_an_upload_that_surely_was_not_taken_begins_anew() -> None:
    """A rate limit is waited for, and the whole form is sent again."""
    slow = reply({"error": {"code": 4, "message": "x"}}, status=429)
    with scripted(slow, reply({"id": NODE})) as (server, client):
        assert client.upload(PHONE, MADE) == NODE
        assert [heard.body for heard in server.heard] == [BODY.encode()] * 2


@pytest.mark.parametrize(
    "step",
    [
        reset(),
        sent(b"HTTP/1.1 200 OK\r\nContent-Length: 90\r\n\r\n{"),
        reply({"error": {"code": 2, "message": "x"}}, status=503),
        reply(raw=b"<html>"),
        reply({"id": None}),
        reply({"id": "../5"}),
        reply(status=307, headers={"Location": "https://evil.example/"}, raw=b""),
    ],
)
def test_an_upload_of_unknown_fate_is_not_repeated(step: Step) -> None:
    """Whatever came, or did not come, instead of an id."""
    with scripted(step) as (server, client):
        with pytest.raises(OutcomeUnknown):
            client.upload(PHONE, MADE)
        assert len(server.heard) == 1


DIGEST = sha256(b"x")
SAID = {"mime_type": "image/png", "file_size": "303833", "url": "https://a.example/b"}


@pytest.mark.parametrize(
    ("digest", "read"),
    [
        (DIGEST.hexdigest(), DIGEST.hexdigest()),
        (DIGEST.hexdigest().upper(), DIGEST.hexdigest()),
        (base64.b64encode(DIGEST.digest()).decode(), DIGEST.hexdigest()),
        ("a" * 63 + "\n", None),
        (5, None),
    ],
)
def test_what_is_said_of_a_medium(digest: object, read: str | None) -> None:
    """Numbers may be texts, and a hash is written in two ways."""
    with scripted(reply({**SAID, "sha256": digest})) as (server, client):
        assert client.read(NODE) == Medium(
            id=NODE,
            content_type="image/png",
            size=303833,
            sha256=read,
            url="https://a.example/b",
        )
        assert [heard.target for heard in server.heard] == [f"/v23.0/{NODE}"]


@pytest.mark.parametrize(
    "link",
    [
        "https://lookaside.fbsbx.com/whatsapp_business/attachments/?mid=1",
        "https://lookaside.fbsbx.com.evil.example/",
        "https://lookaside.fbsbx.com:444/",
        "http://lookaside.fbsbx.com/",
        "https://graph.facebook.com/",
        "https://169.254.169.254/latest/",
        "http://127.0.0.1:1/",
    ],
)
def test_a_link_to_elsewhere_is_not_followed(link: str) -> None:
    """At another address than Meta's own, not even Meta's hosts get the token."""
    with scripted(reply({})) as (server, client):
        glass = Glass()
        with pytest.raises(BadEnvironment, match="where the token must not go"):
            client.fetch(link, glass)
        assert (server.heard, glass.begun) == ([], 0)


@pytest.mark.parametrize(
    "link",
    [
        "",
        "//lookaside.fbsbx.com/",
        "https://user@lookaside.fbsbx.com/",
        "https://lookaside.fbsbx.com\\@evil.example/",
        "https://lookaside.fbsbx.com",
        "https://LOOKASIDE.fbsbx.com/",
        "https://l\u043eokaside.fbsbx.com/",
        "javascript:alert(1)",
    ],
)
def test_what_is_no_plain_link_is_not_understood(link: str) -> None:
    """No trick of spelling is taken for an address."""
    with scripted(reply({})) as (server, client):
        with pytest.raises(ApiUnavailable, match="a link to the file that is no addr"):
            client.fetch(link, Glass())
        assert server.heard == []


@pytest.mark.parametrize(
    ("account", "host", "goes"),
    [
        (META, "https://lookaside.fbsbx.com", True),
        (META, "https://graph.facebook.com", True),
        (META, "https://scontent.whatsapp.net", False),
        (MATON, "https://lookaside.fbsbx.com", False),
        (MATON, "https://gateway.maton.ai", True),
    ],
)
def test_the_hosts_of_an_endpoint_and_no_others(
    account: Account, host: str, *, goes: bool
) -> None:
    """A key of the gateway never goes to Meta, nor a token of Meta's to a picture."""
    with Http() as http:
        client = MediaClient(http, account, Secret(TOKEN))
        if not goes:
            with pytest.raises(BadEnvironment):
                client._place(f"{host}/a?b=c")
            return
        line, rest = client._place(f"{host}/a?b=c")
    assert (str(line.origin), rest) == (host, "/a?b=c")


@pytest.mark.parametrize(
    ("steps", "kind", "said"),
    [
        (
            [
                reply(
                    status=302, headers={"Location": "https://evil.example/x"}, raw=b""
                )
            ],
            BadEnvironment,
            "sends requests on to evil.example",
        ),
        ([reply(raw=b"gone", status=404)], ApiUnavailable, "no longer has a file"),
        ([reply(raw=b"", status=410)], ApiUnavailable, "no longer has a file"),
        ([reply(raw=b"who?", status=401)], NotAuthorized, "HTTP 401"),
        ([reply(raw=bytes(11))], ApiUnavailable, "larger than the 10 bytes"),
        (
            [sent(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n01234")],
            ApiUnavailable,
            "broke off",
        ),
    ],
)
def test_bytes_that_do_not_come(
    steps: list[Step], kind: type[WaSyncError], said: str
) -> None:
    """Each trouble has its error, and none of them shows the link."""
    with scripted(*steps) as (server, client):
        with pytest.raises(kind, match=said) as caught:
            client.fetch(f"{server.url}/a?hash=canary", Glass())
        assert "canary" not in caught.value.message + (caught.value.hint or "")


@pytest.mark.parametrize("status", [404, 410])
def test_a_link_that_has_expired_is_not_asked_again(status: int) -> None:
    """It never comes back; another one is asked for."""
    with scripted(reply(raw=b"<html>", status=status)) as (server, client):
        with pytest.raises(ApiUnavailable):
            client.fetch(f"{server.url}/a", Glass())
        assert len(server.heard) == 1


def test_bytes_are_fetched_again_from_the_beginning() -> None:
    """What came of an attempt that broke off is forgotten."""
    half = sent(b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\n01234")
    with scripted(half, reply(raw=b"0123456789")) as (server, client):
        glass = Glass()
        client.fetch(f"{server.url}/a?mid=1&hash=b", glass)
        targets = [heard.target for heard in server.heard]
    assert (glass.content, glass.begun) == (b"0123456789", 2)
    assert targets == ["/a?mid=1&hash=b"] * 2


def test_a_form_is_begun_anew_each_time() -> None:
    """Its pieces can be gone through again, and its boundary is another each time."""

    def pieces() -> Iterator[bytes]:
        yield b"x"

    made = [form({}, Part("f", "a", "b/c"), Pieces(pieces, 1)) for _ in range(2)]
    assert list(made[0].pieces) == list(made[0].pieces)
    assert made[0].boundary != made[1].boundary


def test_an_answer_about_another_medium_is_none() -> None:
    """What is deleted next is what was asked for, and not what was looked at."""
    with (
        scripted(reply({"id": "999999", "file_size": 5})) as (_, client),
        pytest.raises(ApiUnavailable) as caught,
    ):
        client.read(NODE)
    assert caught.value.message == f"The answer for {NODE} is about 999999."


@pytest.mark.parametrize("size", [-5, "-5", 1.5, True, None])
def test_a_size_that_no_file_has_was_not_told(size: object) -> None:
    """The schema of what is printed allows none below zero."""
    with scripted(reply({**SAID, "file_size": size})) as (_, client):
        assert client.read(NODE).size is None
