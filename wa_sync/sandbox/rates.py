"""Rate limits, switched off at first: the gateway's per second, Meta's per hour.

Meta tells in ``X-Business-Use-Case-Usage`` how much of the hour is used, in percent,
and how many minutes to wait; the gateway answers 429 (meta-api.md §9.5, gateway.md).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from wa_sync.sandbox.canned import THROTTLES
from wa_sync.sandbox.store import whole
from wa_sync.sandbox.wire import Refusal


if TYPE_CHECKING:
    from wa_sync.sandbox.world import World


HOUR = 3600
TOO_MANY_FOR_THE_WABA = 80008
FULL = 100


def check(world: World, owner: str) -> None:
    """Refuse a call that is one too many."""
    per_second = world.number("calls_per_second")
    if per_second and _in_this_second(world) >= per_second:
        raise Refusal(
            *(4, THROTTLES[4]),
            status=429,
            transient=True,
            headers={"Retry-After": "1"},
        )
    per_hour = world.number("calls_per_hour")
    if per_hour and _in_this_hour(world, owner) >= per_hour:
        raise Refusal(TOO_MANY_FOR_THE_WABA, THROTTLES[TOO_MANY_FOR_THE_WABA])


def headers(world: World, owner: str) -> dict[str, str]:
    """Tell how much of the hour is used; nothing while no limit is switched on."""
    per_hour = world.number("calls_per_hour")
    if not per_hour or not owner.isdigit():
        return {}
    used = min(FULL, _in_this_hour(world, owner) * FULL // per_hour)
    wait = _minutes_until_free(world, owner) if used >= FULL else 0
    usage = {
        "type": "whatsapp_business_management",
        "call_count": used,
        "total_cputime": used,
        "total_time": used,
        "estimated_time_to_regain_access": wait,
    }
    return {"X-Business-Use-Case-Usage": orjson.dumps({owner: [usage]}).decode()}


def _in_this_second(world: World) -> int:
    since = world.clock.real() - 1
    rows = world.store.rows("SELECT count(*) FROM call WHERE real > ?", (since,))
    return whole(rows[0][0])


def _in_this_hour(world: World, owner: str) -> int:
    rows = world.store.rows(
        "SELECT count(*) FROM call WHERE owner = ? AND at > ? AND status < 429",
        (owner, world.now() - HOUR),
    )
    return whole(rows[0][0])


def _minutes_until_free(world: World, owner: str) -> int:
    """Return when the oldest call of the hour stops counting, rounded up."""
    rows = world.store.rows(
        "SELECT min(at) FROM call WHERE owner = ? AND at > ?",
        (owner, world.now() - HOUR),
    )
    return -(-(whole(rows[0][0]) + HOUR - world.now()) // 60)
