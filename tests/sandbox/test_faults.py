"""Faults on order: what goes wrong on the wire, and what had its effect by then."""

from __future__ import annotations

import socket
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import httpx
import pytest
from support.graph_caller import BODY, ORDER_READY, TEMPLATES, Caller, calling, envelope

from wa_sync.model.source import array, mapping


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.model.source import Json


@pytest.fixture
def caller() -> Iterator[Caller]:
    """A fresh sandbox."""
    with calling() as one:
        yield one


def order(caller: Caller, what: str, **keys: Json) -> None:
    """Order a fault over HTTP, as a test of any language can."""
    answer = caller.client.post("/_sandbox/faults", json={"what": what, **keys})
    assert answer.status_code == 201, answer.text


def count(caller: Caller) -> int:
    """Count the templates that are there."""
    return caller.world.objects.count("message_template", "owner <> ?", ("",))


def raw_get(caller: Caller) -> bytes:
    """Ask for the list on a bare socket; return all bytes up to a close or reset."""
    address = urlsplit(caller.url)
    head = f"GET /v23.0/{TEMPLATES} HTTP/1.1\r\nHost: 127.0.0.1\r\n"
    received = b""
    with socket.create_connection((str(address.hostname), address.port or 0)) as wire:
        wire.settimeout(10)
        wire.sendall(f"{head}Authorization: Bearer x\r\n\r\n".encode())
        while chunk := wire.recv(65536):
            received += chunk
    return received


@pytest.mark.parametrize(("after_commit", "made"), [(False, 0), (True, 1)])
def test_a_reset_comes_before_or_after_the_effect(
    caller: Caller, *, after_commit: bool, made: int
) -> None:
    """The client sees the same reset, whether the create happened or not."""
    order(caller, "reset", method="POST", after_commit=after_commit)
    with pytest.raises(httpx.ReadError):
        caller.ask("POST", TEMPLATES, json=ORDER_READY)
    assert count(caller) == made
    assert len(array(mapping(caller.get(TEMPLATES))["data"])) == made


def test_half_an_answer_ends_in_a_reset(caller: Caller) -> None:
    """The create took effect, and the client got less than it was promised."""
    order(caller, "half", method="POST")
    with pytest.raises((httpx.ReadError, httpx.RemoteProtocolError)):
        caller.ask("POST", TEMPLATES, json=ORDER_READY)
    assert count(caller) == 1


def test_a_truncated_answer_ends_in_a_close(caller: Caller) -> None:
    """The head promises the whole body, half of it comes, and no reset."""
    order(caller, "truncated")
    head, _, body = raw_get(caller).partition(b"\r\n\r\n")
    assert b"Content-Length: 11\r\n" in head + b"\r\n"
    assert body == b'{"dat'


def test_a_delay_only_delays(caller: Caller) -> None:
    """A delayed answer is the usual one; a client that cannot wait gets nothing."""
    order(caller, "delay", seconds=0.01)
    assert caller.get(TEMPLATES) == {"data": []}
    order(caller, "delay", seconds=30)
    with pytest.raises(httpx.ReadTimeout):
        caller.client.get(f"/v23.0/{TEMPLATES}", timeout=0.05)


def test_the_gateways_throttle_says_when_to_return(caller: Caller) -> None:
    """429 with Retry-After, as often as ordered, and nothing is done."""
    order(caller, "throttle", retry_after=3, times=2)
    for _ in range(2):
        answer = caller.client.post(f"/v23.0/{TEMPLATES}", json=ORDER_READY)
        assert (answer.status_code, answer.headers["Retry-After"]) == (429, "3")
        assert envelope(answer.json()) == {
            "message": "(#4) Application request limit reached",
            "type": "OAuthException",
            "code": 4,
            "is_transient": True,
        }
    assert count(caller) == 0
    assert caller.get(TEMPLATES) == {"data": []}


@pytest.mark.parametrize("code", [4, 613, 80007, 80008, 130429, 999])
def test_metas_throttle_is_a_400(caller: Caller, code: int) -> None:
    """Meta throttles with HTTP 400 and a code."""
    order(caller, "throttle", status=400, code=code)
    error = caller.refused("GET", TEMPLATES)
    assert isinstance(error, dict)
    assert str(error["message"]).startswith(f"(#{code}) ")
    assert {**error, "message": ""} == {
        "message": "",
        "type": "OAuthException",
        "code": code,
        "is_transient": True,
    }


@pytest.mark.parametrize(
    ("keys", "status", "code", "made"),
    [
        ({}, 503, 2, 0),
        ({"status": 500}, 500, 1, 0),
        ({"status": 500, "code": 131000, "after_commit": True}, 500, 131000, 1),
    ],
)
def test_a_server_error_may_hide_success(
    caller: Caller, keys: dict[str, Json], status: int, code: int, made: int
) -> None:
    """A 5xx says nothing about whether the create happened."""
    order(caller, "error", **keys)
    got, body = caller.ask("POST", TEMPLATES, json=ORDER_READY)
    assert (got, envelope(body)) == (
        status,
        {
            "message": "An unexpected error has occurred. Please retry your request "
            "later.",
            "type": "OAuthException",
            "code": code,
            "is_transient": True,
        },
    )
    assert count(caller) == made


@pytest.mark.parametrize(("keys", "status"), [({}, 502), ({"status": 200}, 200)])
def test_a_web_page_is_no_answer(
    caller: Caller, keys: dict[str, Json], status: int
) -> None:
    """A proxy's page comes with an error's status, or with 200."""
    order(caller, "html", **keys)
    answer = caller.client.get(f"/v23.0/{TEMPLATES}")
    assert (answer.status_code, answer.headers["Content-Type"]) == (
        status,
        "text/html; charset=utf-8",
    )
    assert answer.text.startswith("<!DOCTYPE html>\n")


def test_an_answer_can_be_empty(caller: Caller) -> None:
    """200 with nothing, after the create took effect."""
    order(caller, "empty", after_commit=True)
    answer = caller.client.post(f"/v23.0/{TEMPLATES}", json=ORDER_READY)
    assert (answer.status_code, answer.content) == (200, b"")
    assert count(caller) == 1


def test_a_list_can_lag_behind(caller: Caller) -> None:
    """While it lags, a list shows what was there when the fault was ordered."""
    kept = caller.create(name="kept")
    gone = caller.create(name="gone")
    before = caller.get(TEMPLATES)
    order(caller, "lag", path="*/message_templates", method="GET")
    other = {"type": "BODY", "text": "Your parcel waits for you at the shop."}
    assert caller.ask("POST", kept, json={"components": [other]})[0] == 200
    caller.ask("DELETE", TEMPLATES, params={"name": "gone"})
    caller.create(name="new")
    assert caller.get(TEMPLATES) == before
    now = array(mapping(caller.get(TEMPLATES, fields="name,components"))["data"])
    assert [mapping(one)["name"] for one in now] == ["new", "kept"]
    assert mapping(now[1])["components"] == [other]
    assert caller.refused("GET", gone)


def test_faults_strike_in_turn(caller: Caller) -> None:
    """Method, path, how many pass first and how often: all have to fit."""
    order(caller, "empty", method="GET", path="*/message_templates", skip=1, times=1)
    order(caller, "html", method="DELETE", times=0)
    lengths = [len(caller.client.get(f"/v23.0/{TEMPLATES}").content) for _ in range(3)]
    assert lengths == [11, 0, 11]
    for _ in range(3):
        assert caller.client.delete(f"/v23.0/{TEMPLATES}").status_code == 502
    shown = caller.client.get("/_sandbox/faults").json()["faults"]
    assert [(one["number"], one["what"], one["seen"]) for one in shown] == [
        (1, "empty", 3),
        (2, "html", 3),
    ]
    assert caller.client.delete("/_sandbox/faults").json() == {"faults": []}
    assert caller.ask("DELETE", TEMPLATES)[0] == 400


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        (b'{"what": "fire"}', "what must be one of delay, reset, half, truncated, "),
        (b'{"what": "delay", "colour": 1}', "unknown key 'colour'; known are what, "),
        (b'{"what": "delay", "times": true}', "times must be int"),
        (b'{"what": "reset", "after_commit": 1}', "after_commit must be bool"),
        (b"nonsense", "invalid literal, expected 'null': line 1 column 1 (char 0)"),
    ],
)
def test_a_wrong_order_is_explained(caller: Caller, sent: bytes, message: str) -> None:
    """What cannot be ordered is named, and nothing is ordered."""
    answer = caller.client.post("/_sandbox/faults", content=sent)
    assert answer.status_code == 400
    assert answer.json()["error"].startswith(message)
    assert caller.client.get("/_sandbox/faults").json() == {"faults": []}


def test_the_ledger_knows_every_request(caller: Caller) -> None:
    """Requests are written down with what became of them, and without the token."""
    order(caller, "reset", method="POST", after_commit=True)
    caller.ask("GET", TEMPLATES, params={"access_token": "secret", "limit": "5"})
    with pytest.raises(httpx.ReadError):
        caller.ask("POST", TEMPLATES, json={**ORDER_READY, "components": [BODY]})
    order(caller, "error")
    caller.ask("GET", "77")
    entries = caller.client.get("/_sandbox/calls").json()["calls"]
    keys = ("number", "method", "path", "args", "status", "fault")
    assert [tuple(entry[key] for key in keys) for entry in entries] == [
        (1, "GET", TEMPLATES, {"limit": "5"}, 200, None),
        (2, "POST", TEMPLATES, {**ORDER_READY, "components": [BODY]}, 200, "reset"),
        (3, "GET", "77", {}, 503, "error before commit"),
    ]
    later = caller.client.get("/_sandbox/calls", params={"after": "2"}).json()["calls"]
    assert [entry["number"] for entry in later] == [3]


def test_only_this_machine_gives_orders(caller: Caller) -> None:
    """A web page, or a name that only leads here, is turned away."""
    for headers in ({"Host": "evil.example"}, {"Origin": "https://evil.example"}):
        answer = caller.client.get("/_sandbox/faults", headers=headers)
        assert (answer.status_code, answer.json()) == (
            403,
            {"error": "only this machine may ask"},
        )
    answer = caller.client.get("/_sandbox/nothing")
    assert (answer.status_code, answer.json()) == (
        404,
        {"error": "there is no door GET /_sandbox/nothing"},
    )
