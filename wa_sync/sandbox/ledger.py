"""The ledger: every request without its token, and how it was answered."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from wa_sync.sandbox.store import whole


if TYPE_CHECKING:
    from wa_sync.model.source import Json, Spec
    from wa_sync.sandbox.wire import Request
    from wa_sync.sandbox.world import World


KEPT = 20_000
SECRET_ARGS = frozenset({"access_token", "appsecret_proof"})


def record(world: World, request: Request, status: int, fault: str | None) -> int:
    """Write one request down and return its number."""
    args = {key: value for key, value in request.args.items() if key not in SECRET_ARGS}
    number = world.store.insert(
        "INSERT INTO call (real, at, method, path, owner, args, status, fault)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(world.clock.real(), world.now(), request.method, request.path),
            *(owner(request), orjson.dumps(args).decode(), status, fault),
        ),
    )
    if number % 1000 == 0:
        world.store.rows("DELETE FROM call WHERE seq <= ?", (number - KEPT,))
    return number


def owner(request: Request) -> str:
    """Return the node that a request is about."""
    return request.path.partition("/")[0]


def entries(world: World, after: int = 0) -> list[Spec]:
    """Return what was written down after a number, in order."""
    rows = world.store.rows(
        "SELECT seq, real, at, method, path, args, status, fault FROM call"
        " WHERE seq > ? ORDER BY seq",
        (after,),
    )
    return [_entry(*row) for row in rows]


def _entry(
    seq: Json, real: Json, at: Json, method: Json, path: Json, args: Json, *rest: Json
) -> Spec:
    status, fault = rest
    return {
        "number": seq,
        "real_time": real,
        "time": at,
        "method": method,
        "path": path,
        "args": orjson.loads(str(args)),
        "status": status,
        "fault": fault,
    }


def last(world: World) -> int:
    """Return the number of the latest entry."""
    return whole(world.store.rows("SELECT coalesce(max(seq), 0) FROM call")[0][0])
