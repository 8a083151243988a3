"""The pretended control plane: what it shows, and what it refuses."""

from __future__ import annotations

from collections.abc import Iterator

import httpx
import pytest
from support.graph_caller import Caller, calling


NODE = "5d4c8a0e-0000-0000-0000-000000000000"


@pytest.fixture
def caller() -> Iterator[Caller]:
    """A fresh sandbox."""
    with calling() as one:
        yield one


def ask(caller: Caller, method: str, path: str, **how: object) -> httpx.Response:
    """Ask below no version, as the control plane is asked."""
    return caller.client.request(method, path, **how)  # type: ignore[arg-type] # httpx checks them


def test_a_connection_waits_for_its_link(caller: Caller) -> None:
    """It is shown whole to whoever has the key, the link with it."""
    made = ask(caller, "POST", "/connections", json={"app": "whatsapp-business"})
    shown = made.json()["connection"]
    node = shown["connection_id"]
    assert shown == {
        "connection_id": node,
        "status": "PENDING",
        "creation_time": "2027-01-15T08:00:00Z",
        "last_updated_time": "2027-01-15T08:00:00Z",
        "url": shown["url"],
        "app": "whatsapp-business",
        "metadata": {},
    }
    assert shown["url"].startswith("https://connect.sandbox.invalid/?")
    assert ask(caller, "GET", f"/connections/{node}").json() == made.json()
    assert "facebook-api-version" not in made.headers
    for query, found in (
        ("", [shown]),
        ("?app=whatsapp-business&status=PENDING", [shown]),
        ("?app=slack", []),
        ("?status=ACTIVE", []),
    ):
        listed = ask(caller, "GET", f"/connections{query}").json()
        assert listed == {"connections": found}
    assert ask(caller, "DELETE", f"/connections/{node}").json() == {}
    assert ask(caller, "GET", "/connections").json() == {"connections": []}


def test_what_it_refuses(caller: Caller) -> None:
    """A message, and nothing of Graph's envelope."""
    refused = {
        ("GET", f"/connections/{NODE}"): (404, {"message": "Connection not found"}),
        ("DELETE", f"/connections/{NODE}"): (404, {"message": "Connection not found"}),
        ("POST", "/connections"): (400, {"message": "app is required"}),
    }
    for (method, path), wanted in refused.items():
        answer = ask(caller, method, path)
        assert (answer.status_code, answer.json()) == wanted


def test_a_key_that_is_not_the_right_one() -> None:
    """401, in its own words."""
    with calling(strict_token="another-key") as caller:  # noqa: S106 - not a real one
        answer = ask(caller, "GET", "/connections")
    assert (answer.status_code, answer.json()) == (
        401,
        {"message": "Invalid or missing API key"},
    )
