"""Faults on order: what goes wrong, with which request, and how often.

A fault is ordered by a test or by a user who wants to rehearse; it is kept with the
data, so that it also meets the requests of another process.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING

import orjson

from wa_sync.model.source import mapping
from wa_sync.sandbox.store import whole


if TYPE_CHECKING:
    from wa_sync.model.source import Json, Spec
    from wa_sync.sandbox.world import World


WHAT = {
    "delay": "answer after `seconds`",
    "reset": "reset the connection, before or `after_commit`",
    "half": "send half of the answer, then reset the connection",
    "truncated": "promise the whole answer, send half of it, and close",
    "throttle": "answer 429 with Retry-After, or `status` 400 with a throttling `code`",
    "error": "answer with `status` 5xx in Graph's envelope, before or `after_commit`",
    "html": "answer with a web page and `status`, before or `after_commit`",
    "empty": "answer 200 with nothing, before or `after_commit`",
    "lag": "list what was there when the fault was ordered",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One order. Of the requests that match, ``skip`` pass first, then ``times`` fail.

    ``method`` and ``path`` are globs; the path is without prefix, version and query.
    ``times`` 0 means for good; ``seconds`` is real time.
    """

    what: str
    method: str = "*"
    path: str = "*"
    skip: int = 0
    times: int = 1
    seconds: float = 0.0
    status: int | None = None
    code: int | None = None
    retry_after: int | None = None
    after_commit: bool = False
    mark: int = 0

    def fits(self, method: str, path: str) -> bool:
        """Whether it is about such a request."""
        return fnmatchcase(method, self.method) and fnmatchcase(path, self.path)


TYPES: dict[str, tuple[type, ...]] = {
    "what": (str,),
    "method": (str,),
    "path": (str,),
    "skip": (int,),
    "times": (int,),
    "seconds": (int, float),
    "status": (int,),
    "code": (int,),
    "retry_after": (int,),
    "after_commit": (bool,),
}


def parse(order: Spec) -> Fault:
    """Read an order; a ValueError says what is wrong with it."""
    for key, value in order.items():
        if key not in TYPES:
            raise ValueError(f"unknown key {key!r}; known are {', '.join(TYPES)}")
        wants_bool = bool in TYPES[key]
        if not isinstance(value, TYPES[key]) or isinstance(value, bool) != wants_bool:
            raise ValueError(
                f"{key} must be {' or '.join(t.__name__ for t in TYPES[key])}"
            )
    if order.get("what") not in WHAT:
        raise ValueError(f"what must be one of {', '.join(WHAT)}")
    return _fault(order)


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
        (whole(seq), _fault(mapping(orjson.loads(str(spec))), whole(mark)), whole(seen))
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


def _fault(spec: Spec, mark: int = 0) -> Fault:
    """Build it from JSON whose types were checked."""
    known: dict[str, Json] = {
        key: spec[key] for key in TYPES if spec.get(key) is not None
    }
    return Fault(**known, mark=mark)  # type: ignore[arg-type]  # checked by TYPES
