"""Faults on order: answers that are wrong, astray, or never over."""

from __future__ import annotations

import gzip
import socket
import threading
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import orjson
import pytest
from support.graph_caller import ORDER_READY, TEMPLATES, Caller, calling, envelope

from wa_sync.model.source import mapping
from wa_sync.sandbox import faults, ledger


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from wa_sync.model.source import Json, Spec


MIB = 2**20


@pytest.fixture
def caller() -> Iterator[Caller]:
    """A fresh sandbox."""
    with calling() as one:
        yield one


@pytest.fixture
def three(caller: Caller) -> Caller:
    """A sandbox with three templates."""
    for name in ("first", "second", "third"):
        caller.create(name=name)
    return caller


def order(caller: Caller, what: str, **keys: Json) -> None:
    """Order a fault."""
    answer = caller.client.post("/_sandbox/faults", json={"what": what, **keys})
    assert answer.status_code == 201, answer.text


def count(caller: Caller) -> int:
    """Count the templates that are there."""
    return caller.world.objects.count("message_template", "owner <> ?", ("",))


def wired(caller: Caller, method: str = "GET", body: bytes = b"") -> socket.socket:
    """Ask for the list, or post to it, on a bare socket."""
    address = urlsplit(caller.url)
    wire = socket.create_connection((str(address.hostname), address.port or 0))
    wire.settimeout(10)
    fields = (
        f"{method} /v23.0/{TEMPLATES} HTTP/1.1",
        *("Host: 127.0.0.1", "Authorization: Bearer x"),
        *("Content-Type: application/json", f"Content-Length: {len(body)}"),
    )
    wire.sendall("\r\n".join((*fields, "", "")).encode() + body)
    return wire


@pytest.mark.parametrize(
    ("keys", "status", "said"),
    [
        ({}, 400, {"message": "(#100) Invalid parameter", "code": 100}),
        (
            {"code": 190, "subcode": 463},
            401,
            {
                "message": "Error validating access token: Session has expired",
                "code": 190,
                "error_subcode": 463,
                "is_transient": False,
            },
        ),
        (
            {"code": 10},
            403,
            {
                "message": "(#10) Application does not have permission for this action",
                "code": 10,
            },
        ),
        (
            {"code": 131031, "status": 500},
            500,
            {"message": "(#131031) Business Account locked", "code": 131031},
        ),
        ({"code": 0}, 401, {"message": "(#0) Invalid parameter", "code": 0}),
    ],
)
def test_a_refusal_has_its_code_and_does_nothing(
    caller: Caller, keys: dict[str, Json], status: int, said: Spec
) -> None:
    """In Graph's envelope, with the status that the code usually has."""
    order(caller, "refuse", **keys)
    got, body = caller.ask("POST", TEMPLATES, json=ORDER_READY)
    assert (got, envelope(body)) == (status, {"type": "OAuthException", **said})
    assert count(caller) == 0


@pytest.mark.parametrize(("after_commit", "made"), [(False, 0), (True, 1)])
def test_any_body_can_be_answered(
    caller: Caller, *, after_commit: bool, made: int
) -> None:
    """Of any status, whether or not the request had its effect."""
    body = '{"message": "Unauthorized"}'
    order(caller, "answer", body=body, status=401, after_commit=after_commit)
    answer = caller.client.post(f"/v23.0/{TEMPLATES}", json=ORDER_READY)
    assert (answer.status_code, answer.text) == (401, body)
    assert count(caller) == made


def test_a_status_that_nobody_knows_is_answered_all_the_same(caller: Caller) -> None:
    """Proxies have been heard to invent some."""
    order(caller, "answer", status=529)
    assert caller.client.get(f"/v23.0/{TEMPLATES}").status_code == 529


def test_a_redirect_names_another_host(caller: Caller) -> None:
    """307 keeps method and body, so whoever followed would send the write there."""
    order(caller, "redirect", to="http://evil.example", times=2)
    for method in ("GET", "POST"):
        answer = caller.client.request(method, f"/v23.0/{TEMPLATES}")
        assert answer.status_code == 307
        assert answer.headers["Location"] == "http://evil.example/login"
    assert count(caller) == 0


def test_a_garbled_answer_has_the_right_length(three: Caller) -> None:
    """Half of the JSON, and nothing on the wire that looks wrong."""
    whole = three.client.get(f"/v23.0/{TEMPLATES}").content
    order(three, "garbled")
    answer = three.client.get(f"/v23.0/{TEMPLATES}")
    assert answer.content == whole[: len(whole) // 2]
    assert answer.headers["Content-Length"] == str(len(answer.content))


def test_a_drip_comes_byte_by_byte_and_is_whole(caller: Caller) -> None:
    """Nothing is missing; it only takes its time, and the connection stays."""
    order(caller, "drip", seconds=0.0001, method="POST")
    status, body = caller.ask("POST", TEMPLATES, json=ORDER_READY)
    assert (status, mapping(body)["status"]) == (200, "PENDING")
    assert count(caller) == 1
    order(caller, "drip", seconds=60)
    with wired(caller) as wire:
        assert wire.recv(4096) == b"H"


def test_a_connection_hangs_up_after_a_good_answer(caller: Caller) -> None:
    """It says keep-alive, and closes."""
    order(caller, "hangup")
    with wired(caller) as wire:
        received = b""
        while piece := wire.recv(4096):
            received += piece
    assert b"Connection: keep-alive\r\n" in received
    assert received.endswith(b'{"data":[]}')


def test_a_bomb_is_small_on_the_wire(caller: Caller) -> None:
    """It says what it is, and unpacks to a thousand times its size."""
    order(caller, "bomb")
    with caller.client.stream("GET", f"/v23.0/{TEMPLATES}") as answer:
        packed = b"".join(answer.iter_raw())
    assert answer.headers["Content-Encoding"] == "gzip"
    assert len(packed) < MIB
    assert len(gzip.decompress(packed)) == 96 * MIB


def test_an_endless_answer_goes_on(caller: Caller) -> None:
    """Until the caller has had enough."""
    order(caller, "endless")
    length = 0
    with caller.client.stream("GET", f"/v23.0/{TEMPLATES}") as answer:
        for piece in answer.iter_raw():
            length += len(piece)
            if length > MIB:
                break
    assert "Content-Length" not in answer.headers
    assert caller.get(TEMPLATES) == {"data": []}


def test_a_good_answer_can_have_other_headers(caller: Caller) -> None:
    """Ours are replaced, whatever their case; the rest of the answer is real."""
    lines = "Set-Cookie: a=b\nretry-after: soon\ndate: never\nx-empty:"
    order(caller, "headers", header=lines)
    answer = caller.client.get(f"/v23.0/{TEMPLATES}")
    shown = {name: answer.headers.get_list(name) for name in ("set-cookie", "date")}
    assert shown == {"set-cookie": ["a=b"], "date": ["never"]}
    assert (answer.headers["retry-after"], answer.headers["x-empty"]) == ("soon", "")
    assert answer.json() == {"data": []}


def test_any_fault_can_have_other_headers(caller: Caller) -> None:
    """A throttle that says nonsense, and a version that was not asked for."""
    order(caller, "throttle", header="Retry-After: -1", retry_after=3)
    assert caller.client.get(f"/v23.0/{TEMPLATES}").headers["Retry-After"] == "-1"
    order(caller, "headers", header="facebook-api-version: v99.0")
    answer = caller.client.get(f"/v23.0/{TEMPLATES}")
    assert answer.headers.get_list("facebook-api-version") == ["v99.0"]


def until(condition: Callable[[], object]) -> None:
    """Wait for something that is bound to happen."""
    pause = threading.Event()
    for _ in range(2_000):
        if condition():
            return
        pause.wait(0.01)
    pytest.fail("it never happened")


@pytest.mark.parametrize(("after_commit", "made"), [(False, 0), (True, 1)])
def test_a_delay_is_before_or_after_the_effect(
    caller: Caller, *, after_commit: bool, made: int
) -> None:
    """A caller that cannot wait does not know which it was."""
    order(caller, "delay", method="POST", seconds=60, after_commit=after_commit)

    def struck() -> bool:
        [(_, _, seen)] = faults.ordered(caller.world)
        return seen == 1 and len(ledger.entries(caller.world)) == made

    with wired(caller, "POST", orjson.dumps(ORDER_READY)) as wire:
        until(struck)
        assert count(caller) == made
        wire.settimeout(0.01)
        with pytest.raises(TimeoutError):
            wire.recv(1)


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"header": "no header"}, "header must be NAME: VALUE in printable ASCII"),
        ({"header": "A: b\nC"}, "header must be NAME: VALUE in printable ASCII"),
        ({"header": "A: b\x1b"}, "header must be NAME: VALUE in printable ASCII"),
        ({"to": "evil.example"}, "to must be an address, like http://127.0.0.1:8080"),
        ({"subcode": "x"}, "subcode must be int"),
        ({"seconds": True}, "seconds must be int or float"),
    ],
)
def test_an_order_that_makes_no_sense_is_explained(
    caller: Caller, sent: Spec, message: str
) -> None:
    """What cannot be sent as it stands is not taken."""
    order = {"what": "headers", **sent}
    answer = caller.client.post("/_sandbox/faults", json=order)
    assert (answer.status_code, answer.json()) == (400, {"error": message})
