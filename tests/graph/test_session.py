from __future__ import annotations

import json
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from support.raw_server import RawServer, Step, raw_server, reply, reset
from support.tempo import Tempo, dice

from wa_sync.errors import (
    ApiUnavailable,
    BadEnvironment,
    NotFound,
    OutcomeUnknown,
    Rejected,
)
from wa_sync.graph.profile import PROFILES, line_for, root
from wa_sync.graph.session import open_reader, open_writer
from wa_sync.http.client import Http
from wa_sync.http.exchange import Line
from wa_sync.http.origins import GATEWAY, GRAPH
from wa_sync.http.secret import Secret
from wa_sync.model.account import Account, Endpoint


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.graph.client import Writer


TOKEN = Secret("canary-0123456789")
MATON = Account(name="demo", connection="21fd90f9-aa")
META = Account(
    name="demo", endpoint=Endpoint.META, api_version="v23.0", connection="21fd90f9-aa"
)
FINE = reply({"success": True})


@contextmanager
def writing(account: Account, *steps: Step) -> Iterator[tuple[RawServer, Writer]]:
    """Run a scripted server and a writer to it."""
    tempo = Tempo()
    with (
        raw_server(*steps) as server,
        Http(clock=tempo.clock, wait=tempo.wait, rng=dice()) as http,
    ):
        yield server, open_writer(http, account, TOKEN, origin=server.url)


def said(server: RawServer) -> list[tuple[str, str, object]]:
    """Method, target and JSON body of every request."""
    return [
        (h.method, h.target, json.loads(h.body) if h.body else None)
        for h in server.heard
    ]


@pytest.mark.parametrize(
    ("account", "line", "begin"),
    [
        (
            MATON,
            Line(
                origin=GATEWAY,
                token=TOKEN,
                rate=10,
                headers={"Maton-Connection": "21fd90f9-aa"},
            ),
            "/whatsapp-business/v21.0/",
        ),
        (
            Account(name="x"),
            Line(origin=GATEWAY, token=TOKEN, rate=10),
            "/whatsapp-business/v21.0/",
        ),
        (META, Line(origin=GRAPH, token=TOKEN, rate=50), "/v23.0/"),
    ],
)
def test_an_endpoint_decides_address_path_and_headers(
    account: Account, line: Line, begin: str
) -> None:
    """gateway.md's table, and the gateway's header goes to nobody else."""
    assert (line_for(account, TOKEN), root(account)) == (line, begin)


def test_uploads_are_signed_as_the_endpoint_wants_it() -> None:
    """OAuth at Meta, Bearer at the gateway, which may not have the route at all."""
    assert {
        endpoint: (profile.upload_scheme, profile.sure_of_uploads)
        for endpoint, profile in PROFILES.items()
    } == {Endpoint.MATON: ("Bearer", False), Endpoint.META: ("OAuth", True)}


def test_an_address_that_cannot_be_used_is_refused_before_anything_is_sent() -> None:
    """Both views check the address that a person gave."""
    with Http() as http:
        for open_one in (open_reader, open_writer):
            with pytest.raises(BadEnvironment):
                open_one(http, MATON, TOKEN, origin="http://evil.example")


@pytest.mark.parametrize(
    ("account", "begin"), [(MATON, "/whatsapp-business/v21.0"), (META, "/v23.0")]
)
def test_reads_and_writes_go_below_the_version(account: Account, begin: str) -> None:
    """Every method, its path, its parameters and its body."""
    with writing(account, reply({"id": "1", "status": "PENDING"})) as (server, writer):
        writer.get("7", {"fields": "id,name"})
        writer.get("7")
        made = writer.post("9/message_templates", {"name": "a", "components": [None]})
        writer.delete("9/message_templates", {"hsm_id": "7", "name": "a"})
        requests = said(server)
        types = [heard.headers.get("content-type") for heard in server.heard]
    assert made == {"id": "1", "status": "PENDING"}
    assert types == [None, None, "application/json", None]
    assert requests == [
        ("GET", f"{begin}/7?fields=id%2Cname", None),
        ("GET", f"{begin}/7", None),
        ("POST", f"{begin}/9/message_templates", {"name": "a", "components": [None]}),
        ("DELETE", f"{begin}/9/message_templates?hsm_id=7&name=a", None),
    ]


def test_a_write_that_is_cut_off_is_unknown_and_sent_once() -> None:
    """N05: whoever called settles it by reading."""
    with writing(MATON, reset()) as (server, writer):
        with pytest.raises(OutcomeUnknown):
            writer.post("9/message_templates", {"name": "a"})
        with pytest.raises(OutcomeUnknown):
            writer.delete("9/message_templates", {"name": "a"})
        assert len(server.heard) == 2


def test_a_refused_write_carries_what_meta_said() -> None:
    """Code, subcode, trace id and the user's text arrive at the caller."""
    body = {
        "error": {
            "message": "Invalid parameter",
            "code": 100,
            "error_subcode": 2388024,
            "error_user_title": "Exists",
            "error_user_msg": "Content in this language already exists.",
            "fbtrace_id": "AbC",
        }
    }
    with (
        writing(META, reply(body, status=400)) as (_, writer),
        pytest.raises(Rejected) as caught,
    ):
        writer.post("9/message_templates", {"name": "a"})
    made = caught.value
    assert (made.message, made.status, made.code, made.subcode, made.trace_id) == (
        "Exists: Content in this language already exists.",
        400,
        100,
        2388024,
        "AbC",
    )


def test_an_object_that_is_gone_is_not_found() -> None:
    """Meta's way of saying so, with HTTP 400."""
    body = {"error": {"message": "Unsupported get", "code": 100, "error_subcode": 33}}
    with (
        writing(META, reply(body, status=400)) as (_, writer),
        pytest.raises(NotFound),
    ):
        writer.get("7")


def test_a_reader_cannot_write_and_holds_nothing_that_can() -> None:
    """Promise 1: no writing method on it, nor on anything among its attributes."""
    with Http() as http:
        reader = open_reader(http, MATON, TOKEN)
        assert {name for name in dir(reader) if not name.startswith("_")} == {
            "get",
            "pages",
        }
        held = [getattr(reader, name) for name in ("_fetch", "_redact")]
    assert not hasattr(reader, "__dict__")
    writing_names = {"post", "put", "patch", "delete", "upload", "exchange", "send"}
    for thing in (reader, *held):
        assert writing_names.isdisjoint(dir(thing))


def test_a_bad_path_never_reaches_the_network() -> None:
    """What stands in an id cannot lead out of the account's version."""
    with writing(MATON, FINE) as (server, writer):
        for path in ("../v1/x", "https://evil.example/x", "a b", "7#"):
            with pytest.raises(BadEnvironment):
                writer.post(path, {})
        assert server.heard == []


def test_no_error_shows_the_token() -> None:
    """An answer that echoes the token is masked in every exception."""
    echo = f"Bearer {TOKEN.reveal()} and {TOKEN.reveal().encode().hex()}"
    steps = [
        reply({"error": {"message": echo, "code": 100}}, status=400),
        reply({"error": {"code": 100, "fbtrace_id": TOKEN.reveal()}}, status=400),
        reply({"message": echo}, status=401),
        reply(raw=echo.encode(), status=404),
        reply(raw=echo.encode(), status=500),
    ]
    shown = []
    with writing(MATON, *steps) as (_, writer):
        for _ in steps:
            with pytest.raises((Rejected, ApiUnavailable, Exception)) as caught:
                writer.post("9/x", {})
            shown.append(f"{caught.value!r} {caught.value} {vars(caught.value)}")
    assert [("canary" in text, "63616e617279" in text) for text in shown] == [
        (False, False)
    ] * 5
