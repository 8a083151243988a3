from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from support.raw_server import RawServer, Step, raw_server, reply, reset, sent
from support.tempo import Tempo, dice

from wa_sync.errors import ApiUnavailable, NotAuthorized, Rejected, WaSyncError
from wa_sync.graph.session import open_writer
from wa_sync.http.client import Http
from wa_sync.http.secret import Secret
from wa_sync.model.account import Account, Endpoint


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.graph.client import Writer


MATON = Account(name="demo")
META = Account(name="demo", endpoint=Endpoint.META, api_version="v23.0")
SESSION = "upload:MTphdHRhY2htZW50OmE/b+c==?sig=ARZqkGCA_-1"
OPENED = reply({"id": SESSION})
HANDLE = reply({"h": "4::aW1hZ2U=:ARa"})
CONTENT = bytes(range(256)) * 4
TOKEN = "canary-0123456789"  # noqa: S105 - made up


@contextmanager
def writing(account: Account, *steps: Step) -> Iterator[tuple[RawServer, Writer]]:
    """Run a scripted server and a writer to it."""
    tempo = Tempo()
    with (
        raw_server(*steps) as server,
        Http(clock=tempo.clock, wait=tempo.wait, rng=dice()) as http,
    ):
        yield server, open_writer(http, account, Secret(TOKEN), origin=server.url)


def upload(writer: Writer) -> str:
    """Upload the sample."""
    return writer.upload(
        "670843887433847",
        file_name="a b.png",
        content_type="image/png",
        content=CONTENT,
    )


def said(server: RawServer) -> list[tuple[str, str | None, str | None, bytes]]:
    """Request line, Authorization's scheme, offset and body of every request."""
    return [
        (
            f"{h.method} {h.target}",
            h.headers["authorization"].split()[0],
            h.headers.get("file_offset"),
            h.body,
        )
        for h in server.heard
    ]


@pytest.mark.parametrize(
    ("account", "begin", "scheme"),
    [(META, "/v23.0", "OAuth"), (MATON, "/whatsapp-business/v21.0", "Bearer")],
)
def test_a_sample_is_sent_in_two_requests(
    account: Account, begin: str, scheme: str
) -> None:
    """A session with the file's facts, then its bytes; the id is not encoded."""
    with writing(account, OPENED, HANDLE) as (server, writer):
        handle = upload(writer)
        requests = said(server)
        types = [heard.headers.get("content-type") for heard in server.heard]
    query = "file_name=a+b.png&file_length=1024&file_type=image%2Fpng"
    assert handle == "4::aW1hZ2U=:ARa"
    assert requests == [
        (f"POST {begin}/670843887433847/uploads?{query}", "Bearer", None, b""),
        (f"POST {begin}/{SESSION}", scheme, "0", CONTENT),
    ]
    assert types == [None, "application/octet-stream"]


def test_an_upload_goes_on_where_it_broke_off() -> None:
    """The server is asked how much it has, and gets the rest."""
    got = reply({"id": SESSION, "file_offset": 1000})
    with writing(META, OPENED, reset(), got, HANDLE) as (server, writer):
        assert upload(writer) == "4::aW1hZ2U=:ARa"
        requests = said(server)[1:]
    at = f"/v23.0/{SESSION}"
    assert requests == [
        (f"POST {at}", "OAuth", "0", CONTENT),
        (f"GET {at}", "OAuth", None, b""),
        (f"POST {at}", "OAuth", "1000", CONTENT[1000:]),
    ]


def test_a_lost_session_is_opened_again() -> None:
    """Opening one leaves nothing visible behind, so it is repeated like a read."""
    with writing(META, reset(), reply({}, status=500), OPENED, HANDLE) as (s, writer):
        assert upload(writer) == "4::aW1hZ2U=:ARa"
        assert len(s.heard) == 4


BROKEN = reply({}, status=502)


@pytest.mark.parametrize(
    ("steps", "kind", "message"),
    [
        (
            [OPENED, *[reset(), reply({"file_offset": 0})] * 4],
            ApiUnavailable,
            "The upload of a b.png broke off 4 times.",
        ),
        (
            [OPENED, reset(), reply({"file_offset": 1025})],
            ApiUnavailable,
            "The API does not say how much of an upload arrived.",
        ),
        (
            [OPENED, reset(), reply({"id": SESSION})],
            ApiUnavailable,
            "The API does not say how much of an upload arrived.",
        ),
        (
            [OPENED, reply({"id": "x"})],
            ApiUnavailable,
            "The API took an upload, but gave no handle for it.",
        ),
        (
            [OPENED, reply({"error": {"code": 100, "message": "no"}}, status=400)],
            Rejected,
            "no",
        ),
        (
            [reply({"error": {"code": 190, "message": "no"}}, status=401)],
            NotAuthorized,
            "no",
        ),
        *[
            (
                [reply({"id": session})],
                ApiUnavailable,
                "The API opened an upload without a usable id.",
            )
            for session in (
                1,
                "",
                "MTphd",
                "upload:a b",
                "upload:a#b",
                "upload:a\r\nX: y",
                "upload:../../x",
                "upload:a?sig=b&access_token=c d",
                "https://evil.example/upload:a",
            )
        ],
    ],
)
def test_an_upload_that_fails_says_why(
    steps: list[Step], kind: type[WaSyncError], message: str
) -> None:
    """Nothing visible was written, so no outcome is unknown."""
    with writing(META, *steps) as (_, writer), pytest.raises(WaSyncError) as caught:
        upload(writer)
    assert (type(caught.value), caught.value.message) == (kind, message)


def test_a_truncated_handle_is_not_taken() -> None:
    """An answer cut off after the bytes were sent is asked about, not believed."""
    cut = sent(b'HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n{"h": "4::')
    all_there = reply({"file_offset": len(CONTENT)})
    with writing(META, OPENED, cut, all_there, HANDLE) as (server, writer):
        assert upload(writer) == "4::aW1hZ2U=:ARa"
        assert said(server)[-1][2:] == ("1024", b"")
