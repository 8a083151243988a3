"""The gateway's control plane: ``/connections``, outside of Graph's paths.

Nobody agrees to anything here: a connection stays PENDING until it is finished by
hand. How the gateway wraps its errors is not documented; here they are a message.
"""

from __future__ import annotations

import hashlib
import uuid
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Final

from wa_sync.model.source import text
from wa_sync.sandbox.objects import Stored
from wa_sync.sandbox.wire import Refusal, Reply, Request, Route


if TYPE_CHECKING:
    from wa_sync.model.source import Json
    from wa_sync.sandbox.world import World

KIND: Final = "connection"
_NOWHERE: Final = "https://connect.sandbox.invalid"
"""Where links lead: no name below .invalid is anybody's (RFC 2606)."""
_UNAUTHORIZED: Final = 401


def asked(request: Request) -> bool:
    """Whether a request is for the control plane: no node of Graph has such a name."""
    return request.path.partition("/")[0] == "connections"


def refused(refusal: Refusal) -> Reply:
    """Write a refusal as the control plane does, which knows nothing of Graph's."""
    bad_key = refusal.status == _UNAUTHORIZED
    said = "Invalid or missing API key" if bad_key else refusal.message
    return Reply({"message": said}, refusal.status, refusal.headers)


def listing(request: Request, world: World) -> Reply:
    """Show all connections, or those of an app or a status."""
    app, status = request.text("app"), request.text("status")
    found: list[Json] = [
        one.doc
        for one in everything(world)
        if (app is None or one.doc["app"] == app)
        and (status is None or one.doc["status"] == status)
    ]
    return Reply({"connections": found})


def create(request: Request, world: World) -> Reply:
    """Start a connection; its link is good for whoever has it."""
    app = request.text("app")
    if not app:
        raise Refusal(0, "app is required")
    number = world.objects.new_id()
    node = str(uuid.uuid5(uuid.NAMESPACE_URL, number))
    session = hashlib.sha256(node.encode()).hexdigest()
    doc: dict[str, Json] = {
        "connection_id": node,
        "status": "PENDING",
        "creation_time": _now(world),
        "last_updated_time": _now(world),
        "url": f"{_NOWHERE}/?session_token={session}",
        "app": app,
        "metadata": {},
    }
    world.objects.add(Stored(0, KIND, "", node, node, "", doc))
    return Reply({"connection": doc})


def show(request: Request, world: World) -> Reply:
    """Show one connection."""
    return Reply({"connection": _found(request, world).doc})


def delete(request: Request, world: World) -> Reply:
    """Forget one connection."""
    world.objects.remove(_found(request, world))
    return Reply({})


def everything(world: World) -> list[Stored]:
    """Return all connections, the oldest first."""
    return list(world.objects.select(KIND, "owner = ?", ("",), "ORDER BY seq"))


def settle(world: World, one: Stored, status: str) -> None:
    """Give a connection a status, as if somebody had opened its link."""
    world.objects.update(one.with_doc(status=status, last_updated_time=_now(world)))


def _found(request: Request, world: World) -> Stored:
    found = world.objects.find(KIND, text(request.matched["connection"]))
    if found is None:
        raise Refusal(0, "Connection not found", status=404)
    return found


def _now(world: World) -> str:
    return f"{datetime.fromtimestamp(world.now(), UTC):%Y-%m-%dT%H:%M:%SZ}"


ROUTES: Final = (
    Route("GET", "connections", listing),
    Route("POST", "connections", create),
    Route("GET", "connections/[connection]", show),
    Route("DELETE", "connections/[connection]", delete),
)
