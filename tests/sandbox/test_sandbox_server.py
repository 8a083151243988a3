"""The server itself: paths, tokens, connections, bodies, restarts, two processes."""

from __future__ import annotations

import signal
import socket
import stat
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import httpx
import pytest
from support.graph_caller import (
    ORDER_READY,
    ROUTES,
    TEMPLATES,
    WABA,
    calling,
    envelope,
    missing,
    plain,
)

from wa_sync.model.source import array, mapping
from wa_sync.sandbox.server import serve
from wa_sync.sandbox.wire import Route


if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from wa_sync.sandbox.wire import Reply, Request
    from wa_sync.sandbox.world import World


THE_TOKEN = "the-token"  # noqa: S105 - any will do


def test_both_families_of_paths_lead_to_one_account() -> None:
    """The gateway's prefix, any version, or none: the account is the same."""
    with calling() as caller:
        caller.create()
        bodies = [
            caller.client.get(f"{prefix}/{TEMPLATES}?fields=name").json()
            for prefix in ("/v23.0", "/whatsapp-business/v21.0", "/v99.0", "")
        ]
        (only,) = array(mapping(bodies[0])["data"])
        assert mapping(only)["name"] == "order_ready"
        assert all(body == bodies[0] for body in bodies)


@pytest.mark.parametrize(
    ("method", "path", "status", "error"),
    [
        ("GET", "123/nothing", 400, plain("Unknown path components: /nothing")),
        ("PUT", TEMPLATES, 400, missing("put", WABA)),
        ("DELETE", "123", 400, missing("delete", "123")),
        (
            "GET",
            "somebody",
            404,
            plain("(#803) Some of the aliases you requested do not exist: somebody"),
        ),
    ],
)
def test_unknown_paths_get_graphs_error(
    method: str, path: str, status: int, error: object
) -> None:
    """Nodes, edges and aliases that are not there each have their sentence."""
    codes = {"123/nothing": 2500, "somebody": 803}
    with calling() as caller:
        got, body = caller.ask(method, path)
        found = envelope(body)
        assert isinstance(found, dict)
        assert (got, {**found, "code": 100}) == (status, error)
        assert found["code"] == codes.get(path, 100)


def test_a_strict_sandbox_takes_one_token() -> None:
    """Another token gets 401 with code 190, in a header or in the query."""
    with calling(strict_token=THE_TOKEN) as caller:
        for scheme, token, status in (
            ("Bearer", "the-token", 200),
            ("OAuth", "the-token", 200),
            ("Bearer", "another", 401),
            ("Basic", "the-token", 401),
        ):
            headers = {"Authorization": f"{scheme} {token}"}
            assert caller.ask("GET", TEMPLATES, headers=headers)[0] == status
        nothing = {"Authorization": ""}
        query = {"access_token": "the-token"}
        assert caller.ask("GET", TEMPLATES, params=query, headers=nothing)[0] == 200


def test_connections_are_kept_and_bodies_may_be_chunked() -> None:
    """One connection carries many requests, chunked ones included."""
    with calling() as caller:
        address = urlsplit(caller.url)
        body = b'{"name": "a"}'
        chunks = b"".join(b"%x\r\n%s\r\n" % (1, body[i : i + 1]) for i in range(13))
        post = (
            f"POST /v23.0/{TEMPLATES} HTTP/1.1\r\nHost: a\r\n"
            "Authorization: Bearer x\r\n"
            "Content-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n"
        ).encode()
        with socket.create_connection(
            (str(address.hostname), address.port or 0)
        ) as wire:
            for _ in range(2):
                wire.sendall(post + chunks + b"0\r\n\r\n")
                answer = wire.recv(65536)
                assert answer.startswith(b"HTTP/1.1 400 Bad Request\r\n")
                assert b"Connection: keep-alive\r\n" in answer
                assert b"The parameter language is required." in answer


@pytest.mark.parametrize(
    "headers",
    [
        "Content-Length: many",
        "Content-Length: 999999999999",
        "Transfer-Encoding: chunked",
    ],
)
def test_a_body_that_makes_no_sense_ends_the_connection(headers: str) -> None:
    """A length that is none, or is too large, is refused without reading on."""
    with calling() as caller:
        address = urlsplit(caller.url)
        head = f"POST /v23.0/{TEMPLATES} HTTP/1.1\r\nHost: a\r\n{headers}\r\n\r\nzz\r\n"
        with socket.create_connection(
            (str(address.hostname), address.port or 0)
        ) as wire:
            wire.sendall(head.encode())
            answer = b""
            while chunk := wire.recv(65536):
                answer += chunk
    assert answer.startswith(b"HTTP/1.1 400 Bad Request\r\n")
    assert answer.endswith(b'{"error":{"message":"Bad request"}}')


def test_a_body_that_is_no_json_object_is_refused() -> None:
    """Graph wants an object, and says so; other media types are not read."""
    with calling() as caller:
        for content in (b"nonsense", b"[1]"):
            headers = {"Content-Type": "application/json"}
            assert caller.refused(
                "POST", TEMPLATES, content=content, headers=headers
            ) == plain("(#100) Invalid JSON in the request body")
        headers = {"Content-Type": "text/plain"}
        assert caller.refused(
            "POST", TEMPLATES, content=b"name=a", headers=headers
        ) == plain("(#100) The parameter name is required.")


def test_a_bug_answers_as_metas_do(caplog: pytest.LogCaptureFixture) -> None:
    """What goes wrong inside is a 500 with code 1, and is undone."""

    def broken(request: Request, world: World) -> Reply:
        world.meet("waba", request.matched["waba"])
        raise ZeroDivisionError

    routes = (Route("GET", "{waba}/broken", broken),)
    with (
        serve(None, routes=routes) as served,
        httpx.Client(headers={"Authorization": "Bearer x"}) as client,
    ):
        answer = client.get(f"{served.url}/v23.0/5/broken")
        assert (answer.status_code, envelope(answer.json())) == (
            500,
            {
                "message": "An unknown error occurred",
                "type": "OAuthException",
                "code": 1,
            },
        )
        assert served.world.met("waba") == []
    assert [record.message for record in caplog.records] == ["GET 5/broken"]


def test_everything_survives_a_restart(tmp_path: Path) -> None:
    """Objects, locks, faults and the clock are in the file, for its owner only."""
    db = tmp_path / ".wa-sync" / "sandbox.db"
    with calling(db) as caller:
        caller.create(name="gone")
        node = caller.create()
        caller.ask("DELETE", TEMPLATES, params={"name": "gone"})
        caller.client.post("/_sandbox/faults", json={"what": "empty", "method": "PUT"})
        caller.set("clock_offset", 7)
    assert stat.S_IMODE(db.stat().st_mode) == 0o600
    assert stat.S_IMODE(db.parent.stat().st_mode) == 0o700
    with calling(db) as caller:
        assert mapping(caller.get(node))["name"] == "order_ready"
        error = caller.refused("POST", TEMPLATES, json={**ORDER_READY, "name": "gone"})
        assert mapping(error)["error_subcode"] == 2388023
        assert len(caller.client.get("/_sandbox/faults").json()["faults"]) == 1
        assert caller.world.clock.offset() == 7


SERVE = [sys.executable, "-m", "wa_sync", "sandbox", "serve", "--db"]


@contextmanager
def process(db: Path, *more: str) -> Iterator[tuple[subprocess.Popen[str], str]]:
    """Run ``wa-sync sandbox serve`` and yield it with the address it prints."""
    command = [*SERVE, str(db), *more]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as running:
        assert running.stdout is not None
        try:
            yield running, running.stdout.readline().strip()
        finally:
            running.terminate()


def test_two_processes_share_a_file(tmp_path: Path) -> None:
    """Two servers on one file, called at once, agree about who was first."""
    db = tmp_path / "sandbox.db"
    with (
        process(db) as (_, first),
        process(db) as (_, second),
        httpx.Client(headers={"Authorization": "Bearer x"}, timeout=30) as client,
        ThreadPoolExecutor(8) as pool,
    ):
        urls = [f"{url}/v23.0/{TEMPLATES}" for url in (first, second)]

        def create(number: int) -> tuple[int, int]:
            body = {**ORDER_READY, "name": f"t{number // 2}"}
            answer = client.post(urls[number % 2], json=body)
            return number // 2, answer.status_code

        answers = list(pool.map(create, range(40)))
        for number in range(20):
            assert sorted(code for one, code in answers if one == number) == [200, 400]
        lists = [client.get(url, params={"limit": "100"}).json() for url in urls]
        assert len(lists[0]["data"]) == 20
        assert lists[0] == lists[1]


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGINT])
def test_a_signal_ends_the_server_cleanly(tmp_path: Path, number: int) -> None:
    """The address is the first line; a signal ends the process with 0 and no words."""
    with process(tmp_path / "sandbox.db") as (running, url):
        assert httpx.get(f"{url}/v23.0/{TEMPLATES}").status_code == 401
        running.send_signal(number)
        assert running.stdout is not None
        assert (running.stdout.read(), running.wait(10)) == ("", 0)
        assert urlsplit(url).hostname == "127.0.0.1"


def test_a_token_file_makes_it_strict(tmp_path: Path) -> None:
    """``--strict FILE`` takes the token in the file and no other."""
    token = tmp_path / "token"
    token.write_text("the-token\n")
    with process(tmp_path / "sandbox.db", "--strict", str(token)) as (_, url):
        codes = [
            httpx.get(
                f"{url}/v23.0/{TEMPLATES}", headers={"Authorization": f"Bearer {given}"}
            ).status_code
            for given in ("the-token", "another")
        ]
    assert codes == [200, 401]


def test_leaving_does_not_wait_for_idle_connections() -> None:
    """A client that keeps its connection open does not keep the sandbox open."""
    with httpx.Client() as client:
        with serve(None, routes=ROUTES) as served:
            client.get(f"{served.url}/v23.0/{TEMPLATES}")
        with pytest.raises(httpx.ConnectError):
            client.get(f"{served.url}/v23.0/{TEMPLATES}", timeout=1)


def test_ids_do_not_depend_on_the_day() -> None:
    """The same calls give the same ids, so that runs can be compared."""
    seen = []
    for _ in range(2):
        with calling() as caller:
            seen.append([caller.create(), caller.create(name="other")])
    assert seen == [["1000000000104729", "1000000000209458"]] * 2
