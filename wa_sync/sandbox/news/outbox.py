"""What is to be told, in the order in which it happened; several processes write it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import orjson

from wa_sync.model.source import mapping
from wa_sync.sandbox.store import whole


if TYPE_CHECKING:
    from wa_sync.model.source import Spec
    from wa_sync.sandbox.world import World


KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Event:
    """One change of one account, as Meta tells it; ``at`` is in unix seconds."""

    number: int
    at: int
    owner: str
    field: str
    value: Spec


def put(world: World, owner: str, field: str, value: Spec) -> None:
    """Write an event down, within the transaction of the caller."""
    number = world.store.insert(
        "INSERT INTO told (at, owner, field, value) VALUES (?, ?, ?, ?)",
        (world.now(), owner, field, orjson.dumps(value).decode()),
    )
    if number % 1000 == 0:
        world.store.rows("DELETE FROM told WHERE seq <= ?", (number - KEPT,))


def after(world: World, number: int) -> list[Event]:
    """Return the events after a number, in order."""
    rows = world.store.rows(
        "SELECT seq, at, owner, field, value FROM told WHERE seq > ? ORDER BY seq",
        (number,),
    )
    return [
        Event(*(whole(seq), whole(at), str(owner), str(field)), _value(str(value)))
        for seq, at, owner, field, value in rows
    ]


def _value(text: str) -> Spec:
    return mapping(orjson.loads(text))


def last(world: World) -> int:
    """Return the number of the latest event; 0 before there is one."""
    return whole(world.store.rows("SELECT coalesce(max(seq), 0) FROM told")[0][0])
