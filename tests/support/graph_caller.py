"""A caller of the sandbox that knows nothing of wa-sync's own client: bare HTTP."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

import httpx

from wa_sync.kinds import KINDS
from wa_sync.sandbox.server import serve


if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import timedelta
    from pathlib import Path
    from queue import SimpleQueue

    from wa_sync.model.source import Json, Spec
    from wa_sync.sandbox.webhooks.courier import Delivery
    from wa_sync.sandbox.webhooks.subscription import Subscription
    from wa_sync.sandbox.world import World


NOW = 1_800_000_000.0  # real time stands still in tests
WABA = "102290129340398"
PHONE = "106540352242922"
ROUTES = tuple(route for kind in KINDS for route in kind.routes())
BODY: Spec = {"type": "BODY", "text": "Your parcel is ready for pickup today."}


@dataclass(frozen=True)
class Caller:
    """One client of one sandbox."""

    client: httpx.Client
    url: str
    world: World
    deliveries: SimpleQueue[Delivery] | None = None

    def ask(self, method: str, path: str, **how: object) -> tuple[int, Json]:
        """Call ``/v23.0/{path}`` and return the status and the whole answer."""
        answer = self.client.request(method, f"/v23.0/{path}", **how)  # type: ignore[arg-type] # httpx checks them
        body: Json = answer.json()
        return answer.status_code, body

    def get(self, path: str, **params: str) -> Json:
        """Read; anything but 200 fails the test."""
        status, body = self.ask("GET", path, params=params)
        assert status == 200, body
        return body

    def create(self, **changes: Json) -> str:
        """Create a template and return its id."""
        status, body = self.ask("POST", TEMPLATES, json={**ORDER_READY, **changes})
        assert status == 200, body
        assert isinstance(body, dict)
        return str(body["id"])

    def refused(self, method: str, path: str, **how: object) -> Json:
        """Call, and return the error without its trace id; 400 or the test fails."""
        status, body = self.ask(method, path, **how)
        assert status == 400, body
        return envelope(body)

    def move_clock(self, by: timedelta) -> None:
        """Move the sandbox's clock."""
        with self.world.store.transaction():
            self.world.clock.move(by)

    def set(self, key: str, value: Json) -> None:
        """Set an option or the way of reviewing."""
        with self.world.store.transaction():
            self.world.store.set(key, value)


TEMPLATES = f"{WABA}/message_templates"
ORDER_READY: Spec = {
    "name": "order_ready",
    "language": "en_US",
    "category": "UTILITY",
    "components": [BODY],
}


def envelope(body: Json) -> Json:
    """Return what is in an error's envelope, without the trace id."""
    assert isinstance(body, dict), body
    assert list(body) == ["error"]
    error = body["error"]
    assert isinstance(error, dict)
    assert isinstance(error["fbtrace_id"], str)
    return {key: value for key, value in error.items() if key != "fbtrace_id"}


def invalid(
    title: str, text: str, *, subcode: int | None = None, data: Json = None
) -> Json:
    """Write the envelope of a refused template as Meta does."""
    parts: dict[str, Json] = {
        "message": "Invalid parameter",
        "type": "OAuthException",
        "code": 100,
    }
    if data is not None:
        parts["error_data"] = data
    if subcode is not None:
        parts |= {"error_subcode": subcode, "is_transient": False}
    return {**parts, "error_user_title": title, "error_user_msg": text}


def plain(message: str) -> Json:
    """Write the envelope of an argument that Graph itself refuses."""
    return {"message": message, "type": "OAuthException", "code": 100}


def missing(method: str, node: str) -> Json:
    """Write the envelope about an object that is not there."""
    return {
        "message": f"Unsupported {method} request. Object with ID '{node}' does not "
        "exist, cannot be loaded due to missing permissions, or does not support "
        "this operation. Please read the Graph API documentation at "
        "https://developers.facebook.com/docs/graph-api",
        "type": "GraphMethodException",
        "code": 100,
        "error_subcode": 33,
        "is_transient": False,
    }


@contextmanager
def calling(
    db: Path | None = None,
    *,
    strict_token: str | None = None,
    webhook: Subscription | None = None,
) -> Iterator[Caller]:
    """Serve a sandbox and call it."""
    with (
        serve(
            db,
            routes=ROUTES,
            strict_token=strict_token,
            webhook=webhook,
            real=lambda: NOW,
        ) as served,
        httpx.Client(
            base_url=served.url,
            headers={"Authorization": "Bearer anything"},
            timeout=20,
        ) as client,
    ):
        yield Caller(client, served.url, served.world, served.deliveries)
