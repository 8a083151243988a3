"""Faults on order: kept with the data, so that they meet other processes' requests.

They are ordered by a test, or by a user who wants to rehearse.
"""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import orjson

from wa_sync.model.source import mapping
from wa_sync.sandbox.fault import WHAT, Fault, build, parse
from wa_sync.sandbox.store import whole


if TYPE_CHECKING:
    from wa_sync.sandbox.world import World


__all__ = ["WHAT", "Fault", "clear", "order", "ordered", "parse", "strike"]


def order(world: World, fault: Fault) -> int:
    """Keep a fault and return its number."""
    spec = {f.name: getattr(fault, f.name) for f in fields(fault) if f.name != "mark"}
    return world.store.insert(
        "INSERT INTO fault (spec, seen, mark) VALUES"
        " (?, 0, (SELECT coalesce(max(seq), 0) FROM event))",
        (orjson.dumps(spec).decode(),),
    )


def ordered(world: World) -> list[tuple[int, Fault, int]]:
    """Return all faults with their number and how many requests have matched."""
    rows = world.store.rows("SELECT seq, spec, seen, mark FROM fault ORDER BY seq")
    return [
        (whole(seq), build(mapping(orjson.loads(str(spec))), whole(mark)), whole(seen))
        for seq, spec, seen, mark in rows
    ]


def clear(world: World) -> None:
    """Take all orders back."""
    world.store.rows("DELETE FROM fault")


def strike(world: World, method: str, path: str) -> Fault | None:
    """Return the fault that meets this request, and count the request."""
    if not world.store.rows("SELECT 1 FROM fault LIMIT 1"):
        return None
    struck: Fault | None = None
    with world.store.transaction():
        for number, fault, seen in ordered(world):
            if not fault.fits(method, path):
                continue
            world.store.rows(
                "UPDATE fault SET seen = seen + 1 WHERE seq = ?", (number,)
            )
            spent = fault.times and seen >= fault.skip + fault.times
            if struck is None and seen >= fault.skip and not spent:
                struck = fault
    return struck
