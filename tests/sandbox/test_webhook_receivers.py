"""Receivers that are down, slow or wrong: nothing is lost, overtaken or held up."""

from __future__ import annotations

import socket
import threading

import pytest
from support.graph_caller import ORDER_READY, TEMPLATES, calling
from support.raw_server import Step, Wire, drip, hang, raw_server, reply, reset, sent
from support.receiving import WAIT, Subscribed, subscribed, subscription


def tell(there: Subscribed, *names: str) -> None:
    """Let one event happen for each name, in order."""
    there.caller.set("review", "now")
    for name in names:
        there.caller.create(name=name)


def names(there: Subscribed) -> list[str]:
    """The names in what was posted, in order."""
    values = [one["entry"][0]["changes"][0]["value"] for one in there.told()]
    return [value["message_template_name"] for value in values]


WRONG: dict[str, tuple[Step, str]] = {
    "an error": (reply(status=500), "the receiver answered 500"),
    "taken, but not with 200": (reply(status=204), "the receiver answered 204"),
    "a reset": (reset(), "the receiver broke the connection off"),
    "nonsense": (sent(b"hello\r\n"), "the receiver broke the connection off"),
    "nothing": (sent(b""), "the receiver broke the connection off"),
}


@pytest.mark.parametrize(("step", "problem"), WRONG.values(), ids=WRONG)
def test_what_was_not_taken_is_sent_again(step: Step, problem: str) -> None:
    """The same bytes, until they are taken; what came later waits for it."""
    with subscribed(step, step, reply()) as there:
        tell(there, "first", "second")
        assert there.fared(4) == [
            ("APPROVED", 1, problem),
            ("APPROVED", 2, problem),
            ("APPROVED", 3, None),
            ("APPROVED", 1, None),
        ]
        assert names(there) == ["first"] * 3 + ["second"]
        assert len({one.body for one in there.receiver.heard}) == 2


def test_an_event_is_given_up_and_the_next_one_sent() -> None:
    """After as many tries as there are pauses, and one."""
    fail = reply(status=500)
    with subscribed(fail, fail, reply(), pauses=(0.0,)) as there:
        tell(there, "first", "second")
        problem = "the receiver answered 500"
        assert there.fared(3) == [
            ("APPROVED", 1, problem),
            ("APPROVED", 2, problem),
            ("APPROVED", 1, None),
        ]
        assert names(there) == ["first", "first", "second"]


def test_a_receiver_that_comes_up_is_told_what_it_missed() -> None:
    """Its port is closed at first; then it listens, and is told all of it in order."""
    door = socket.socket()
    door.bind(("127.0.0.1", 0))
    to = subscription(door.getsockname()[1], pauses=(0.01,) * 2000)
    with calling(webhook=to) as caller:
        caller.set("review", "now")
        caller.create(name="first")
        caller.create(name="second")
        assert caller.deliveries is not None
        down = caller.deliveries.get(timeout=WAIT)
        assert (down.problem, down.again) == ("nobody listens there", True)
        door.listen()
        with raw_server(reply(), door=door) as receiver:
            while down.event.value["message_template_name"] == "first" or down.again:
                down = caller.deliveries.get(timeout=WAIT)
            assert names(Subscribed(caller, receiver)) == ["first", "second"]


def test_redirects_lead_nowhere() -> None:
    """Neither there, nor to another server on this machine."""
    with raw_server(reply()) as other:
        away = reply(status=307, headers={"Location": f"{other.url}/hook"})
        with subscribed(away, pauses=()) as there:
            tell(there, "first")
            assert there.fared(1) == [("APPROVED", 1, "the receiver answered 307")]
        assert other.heard == []


@pytest.mark.parametrize(
    "slow",
    [hang(), drip(b"HTTP/1.1 200 OK\r\nX-Slow: " + b"y" * 60_000, 0.01)],
    ids=["says nothing", "says something now and then"],
)
def test_a_slow_receiver_is_left(slow: Step) -> None:
    """Once the patience is used up, however much it says meanwhile."""
    with subscribed(slow, reply(), patience=0.2) as there:
        tell(there, "first")
        assert there.fared(2) == [
            ("APPROVED", 1, "no answer within 0.2 s"),
            ("APPROVED", 2, None),
        ]


def test_a_slow_receiver_holds_nobody_up() -> None:
    """The API answers meanwhile; leaving ends the request and says what is left."""
    asked = threading.Event()

    def silent(wire: Wire) -> bool:
        asked.set()
        return hang()(wire)

    with subscribed(silent, patience=3600.0) as there:
        tell(there, "first")
        assert asked.wait(WAIT)
        with there.caller.client.stream("GET", f"/v23.0/{TEMPLATES}") as answer:
            assert answer.status_code == 200
        body = {**ORDER_READY, "name": "second"}
        assert there.caller.ask("POST", TEMPLATES, json=body)[0] == 200
    assert there.fared(2) == [("APPROVED", 0, "the sandbox ended")] * 2


def test_a_pause_ends_with_the_sandbox() -> None:
    """What waits for its next try is said to be left."""
    with subscribed(reply(status=500), pauses=(3600.0,)) as there:
        tell(there, "first")
        assert there.fared(1) == [("APPROVED", 1, "the receiver answered 500")]
    assert there.fared(1) == [("APPROVED", 0, "the sandbox ended")]
