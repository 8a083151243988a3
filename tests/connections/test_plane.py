"""The control plane over real sockets: what is asked, read, and concluded."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pytest
from support.connected import LINK, NODE, OPEN, SHOWN
from support.planes import KEY, answered, asking
from support.raw_server import Step, reply
from support.sandbox_account import ROUTES

from wa_sync.connections.plane import ControlPlane
from wa_sync.errors import (
    ApiUnavailable,
    BadEnvironment,
    NotAuthorized,
    NotFound,
    OutcomeUnknown,
    Rejected,
    Throttled,
    WaSyncError,
)
from wa_sync.http.client import Http
from wa_sync.http.secret import Secret
from wa_sync.model.connection import GatewayConnection
from wa_sync.sandbox import connections
from wa_sync.sandbox.server import Served, serve


@dataclass(frozen=True)
class Sandboxed:
    """A control plane and the sandbox behind it."""

    plane: ControlPlane
    served: Served


@pytest.fixture
def there() -> Iterator[Sandboxed]:
    """A fresh sandbox."""
    with serve(None, routes=ROUTES) as served, asking(served.url) as plane:
        yield Sandboxed(plane, served)


def test_a_connection_from_its_start_to_its_end(there: Sandboxed) -> None:
    """It is started, waits, is opened by somebody, and is deleted."""
    plane, world = there.plane, there.served.world
    assert plane.all() == ()
    started = plane.start()
    node = started.connection.id
    assert started.connection.status == "PENDING"
    assert str(started.link) == "***"
    assert started.link.reveal().startswith("https://connect.sandbox.invalid/?")
    assert plane.one(node) == started.connection
    assert plane.all("ACTIVE") == ()
    with world.store.transaction():
        connections.settle(world, connections.everything(world)[0], "ACTIVE")
    assert [one.status for one in plane.all("ACTIVE")] == ["ACTIVE"]
    plane.remove(node)
    assert plane.all() == ()
    plane.remove(node)
    with pytest.raises(NotFound, match="HTTP 404, Connection not found"):
        plane.one(node)


def test_what_is_asked(there: Sandboxed) -> None:
    """The paths of gateway.md, without its prefix and version, and the key."""
    del there
    with answered(reply({"connections": [SHOWN]})) as (plane, heard):
        assert plane.all("ACTIVE") == (OPEN,)
    (one,) = heard
    assert (one.method, one.target) == (
        "GET",
        "/connections?app=whatsapp-business&status=ACTIVE",
    )
    assert one.headers["authorization"] == "Bearer maton-key-0123456789"
    with answered(reply({"connection": SHOWN})) as (plane, heard):
        assert plane.one(NODE) == OPEN
        plane.start()
        plane.remove(NODE)
    assert [(one.method, one.target, one.body) for one in heard] == [
        ("GET", f"/connections/{NODE}", b""),
        ("POST", "/connections", b'{"app":"whatsapp-business"}'),
        ("DELETE", f"/connections/{NODE}", b""),
    ]


def test_a_start_may_be_answered_without_an_envelope() -> None:
    """Both are seen in the wild."""
    with answered(reply(dict(SHOWN))) as (plane, _):
        assert plane.start().link == Secret(LINK)


def test_the_secrets_of_a_connection_are_not_even_kept() -> None:
    """Neither the link nor what else there may be is in what is read."""
    with answered(reply({"connections": [SHOWN]})) as (plane, _):
        assert "canary" not in repr(plane.all())


def test_an_answer_about_another_connection_is_none() -> None:
    """What is deleted next is what was asked for, and not what was looked at."""
    other = reply({"connection": {**SHOWN, "connection_id": "OTHER"}})
    with answered(other) as (plane, _), pytest.raises(ApiUnavailable) as caught:
        plane.one(NODE)
    assert caught.value.message == f"The answer for {NODE} is about OTHER."


def test_connections_of_other_services_are_not_listed() -> None:
    """Should the gateway not look at the query."""
    other = {**SHOWN, "connection_id": "6", "app": "slack"}
    bare = {"connection_id": "7"}
    with answered(reply({"connections": [SHOWN, other, bare]})) as (plane, _):
        assert plane.all() == (OPEN, GatewayConnection(id="7"))


WHERE = r"http://127\.0\.0\.1:\d+ answered: "


@pytest.mark.parametrize(
    ("step", "kind", "said"),
    [
        (
            reply({"message": "no key"}, status=401),
            NotAuthorized,
            f"{WHERE}HTTP 401, no key",
        ),
        (
            reply({"detail": "no"}, status=403),
            NotAuthorized,
            f"{WHERE}HTTP 403, no",
        ),
        (
            reply({"error": "gone"}, status=404),
            NotFound,
            f"{WHERE}HTTP 404, gone",
        ),
        (
            reply({"error": {"message": "bad"}}, status=400),
            Rejected,
            f"{WHERE}HTTP 400, bad",
        ),
        (
            reply({}, status=400),
            Rejected,
            f"{WHERE}HTTP 400, which makes no sense here",
        ),
        (
            reply({"message": "slow"}, status=429, headers={"Retry-After": "5000"}),
            Throttled,
            f"{WHERE}HTTP 429, slow",
        ),
        (
            reply({}, status=429, headers={"Retry-After": "5000"}),
            Throttled,
            f"{WHERE}HTTP 429, too many requests",
        ),
        (reply(raw=b"<html>", status=502), ApiUnavailable, "HTTP 502, no JSON"),
        (reply(raw=b"<html>", status=404), ApiUnavailable, "HTTP 404, no JSON"),
        (reply(raw=b""), ApiUnavailable, "HTTP 200, an empty answer"),
        (reply({"message": "late"}, status=408), ApiUnavailable, "HTTP 408, late"),
        (
            reply({}, status=302, headers={"Location": "https://evil.example/"}),
            BadEnvironment,
            "sends requests on to evil.example",
        ),
        (reply({"data": []}), ApiUnavailable, "connections is not a list"),
        (reply({"connections": [5]}), ApiUnavailable, "holds no connection"),
    ],
)
def test_what_is_refused(step: Step, kind: type[WaSyncError], said: str) -> None:
    """Each answer to a read has its own error, in the gateway's words."""
    with answered(step) as (plane, _), pytest.raises(kind, match=said) as caught:
        plane.all()
    assert type(caught.value) is kind


def test_an_answer_that_echoes_secrets_shows_none() -> None:
    """Neither the key nor a link is in the error."""
    words = f"key maton-key-0123456789, link {LINK}"
    bad = reply({"message": words}, status=400)
    with answered(bad) as (plane, _), pytest.raises(Rejected) as caught:
        plane.all()
    assert caught.value.message.endswith(
        "HTTP 400, key ***, link https://connect.maton.ai/?session_token=***"
    )


@pytest.mark.parametrize(
    "step",
    [
        reply({"message": "oops"}, status=500),
        reply(raw=b"<html>"),
        reply({"connection": {**SHOWN, "url": None}}),
        reply({"connection": {**SHOWN, "url": "http://connect.maton.ai/"}}),
        reply({"connection": {**SHOWN, "url": "https://[x/"}}),
        reply({"connection": {**SHOWN, "url": "https://a.example/\x1b[2J"}}),
    ],
)
def test_a_start_of_which_nobody_knows_is_not_repeated(step: Step) -> None:
    """It says how to find out; a second one would leave two open links."""
    with answered(step) as (plane, heard), pytest.raises(OutcomeUnknown) as caught:
        plane.start()
    assert len(heard) == 1
    assert caught.value.hint == (
        "wa-sync connection list --status PENDING shows what was started."
    )


def test_a_start_that_breaks_off_is_not_repeated(there: Sandboxed) -> None:
    """The connection may be there or not."""
    from wa_sync.sandbox import fault, faults

    world = there.served.world
    with world.store.transaction():
        faults.order(world, fault.parse({"what": "reset", "after_commit": True}))
    with pytest.raises(OutcomeUnknown) as caught:
        there.plane.start()
    assert caught.value.hint is not None
    assert len(connections.everything(world)) == 1


def test_nobody_answers() -> None:
    """A read says that nobody is there."""
    with serve(None, routes=ROUTES) as served:
        url = served.url
    with asking(url) as plane, pytest.raises(ApiUnavailable, match="cannot be reached"):
        plane.all()


def test_the_control_plane_has_an_address_of_its_own() -> None:
    """Where nobody names another, the key goes there and nowhere else."""
    with Http() as http:
        assert str(ControlPlane(http, KEY)._line.origin) == "https://ctrl.maton.ai"
