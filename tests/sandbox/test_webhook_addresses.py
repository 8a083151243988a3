"""Where webhooks may go, and how an address is verified before anything goes there."""

from __future__ import annotations

import re
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from support.raw_server import Step, Wire, raw_server, reply, reset
from support.receiving import SECRET, subscription

from wa_sync.sandbox.webhooks.post import Post
from wa_sync.sandbox.webhooks.subscription import Subscription, address


@pytest.mark.parametrize(
    ("url", "found"),
    [
        ("http://127.0.0.1:8080/hook", ("127.0.0.1", 8080, "/hook")),
        ("http://localhost", ("localhost", 80, "/")),
        ("HTTP://LOCALHOST/a?b=c&d", ("localhost", 80, "/a?b=c&d")),
        ("http://[::1]:9/", ("::1", 9, "/")),
        ("http://127.9.8.7/", ("127.9.8.7", 80, "/")),
    ],
)
def test_an_address_on_this_machine_is_taken(
    url: str, found: tuple[str, int, str]
) -> None:
    """By name or by number."""
    assert address(url) == found


NO_PORT = "nothing can be posted to port 0"
NOT_HERE = "the sandbox posts only to this machine: 127.0.0.1, localhost"
NO_HTTP = "it has to begin with http://, as in http://127.0.0.1:8080/"


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("http://localhost:0/", NO_PORT),
        ("http://shop.example/hook", NOT_HERE),
        ("http://localhost.shop.example/", NOT_HERE),
        ("http://127.0.0.1.shop.example/", NOT_HERE),
        ("http://10.0.0.1/", NOT_HERE),
        ("http://0.0.0.0/", NOT_HERE),
        ("http://[::ffff:10.0.0.1]/", NOT_HERE),
        ("https://localhost/", NO_HTTP),
        ("localhost:8080", NO_HTTP),
        ("http:///hook", NO_HTTP),
        ("http://user@localhost/", "it may hold no user and no fragment"),
        ("http://shop.example#@127.0.0.1/", "it may hold no user and no fragment"),
        ("http://localhost:99999/", "it is no URL"),
        ("http://[::1/", "it is no URL"),
        ("http://localhost/\r\nHost: a", "it is no URL"),
        ("", "it is no URL"),
    ],
)
def test_another_address_is_refused(url: str, why: str) -> None:
    """Nothing of the sandbox leaves this machine; a sentence says why."""
    with pytest.raises(ValueError, match=f"^{re.escape(why)}$"):
        address(url)


ODD = "a&b=c"
"""A token that has to be quoted in an address."""


def challenged(wire: Wire) -> bool:
    """Answer Meta's handshake as its documentation asks."""
    asked = parse_qs(urlsplit(wire.heard.target).query)
    return reply(raw=asked["hub.challenge"][0].encode())(wire)


def verified(step: Step) -> tuple[str | None, list[dict[str, list[str]]]]:
    """Verify an address that answers so; return what is wrong and what was asked."""
    with raw_server(step) as receiver:
        to = replace(subscription(receiver.port), verify_token=ODD)
        problem = Post(to).verify()
        targets = [urlsplit(one.target) for one in receiver.heard]
        assert {one.path for one in targets} <= {"/hook"}
        return problem, [parse_qs(one.query) for one in targets]


def test_an_address_is_verified() -> None:
    """By a challenge that nobody can know beforehand, beside its own parameters."""
    problem, (asked,) = verified(challenged)
    again = verified(challenged)[1][0]
    assert problem is None
    challenge = asked.pop("hub.challenge")
    assert len(challenge[0]) == 10
    assert challenge != again["hub.challenge"]
    assert asked == {
        "app": ["1"],
        "hub.mode": ["subscribe"],
        "hub.verify_token": [ODD],
    }


@pytest.mark.parametrize(
    ("step", "why"),
    [
        (reply(status=403), "the receiver answered 403"),
        (reply({}), "the receiver did not answer with hub.challenge alone"),
        (
            reply(status=302, headers={"Location": "/yes"}),
            "the receiver answered 302",
        ),
        (reset(), "the receiver broke the connection off"),
    ],
)
def test_an_address_is_not_verified(step: Step, why: str) -> None:
    """A receiver that does not know the token, or has no idea of it."""
    problem, asked = verified(step)
    assert (problem, len(asked)) == (why, 1)


def test_secrets_do_not_show() -> None:
    """Neither the app's secret nor the token is in what a subscription prints as."""
    to = Subscription("localhost", 80, "/", SECRET, "the-token")
    assert repr(to) == (
        "Subscription(host='localhost', port=80, target='/', "
        "pauses=(1.0, 2.0, 4.0, 8.0, 15.0, 30.0), patience=10.0)"
    )
