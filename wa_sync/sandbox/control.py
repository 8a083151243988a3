"""``/_sandbox/…``: the sandbox's own doors, for tests and rehearsals.

``POST /_sandbox/faults`` orders one fault or a list, ``GET`` shows them, ``DELETE``
clears them; ``GET /_sandbox/calls?after=N`` reads the ledger. Only a caller that names
this machine is answered: a web page that was led here is not.
"""

from __future__ import annotations

import re
from dataclasses import asdict
from typing import TYPE_CHECKING
from urllib.parse import parse_qs

import orjson

from wa_sync.model.source import mapping
from wa_sync.sandbox import faults, ledger
from wa_sync.sandbox.intake import CONTROL_PREFIX, Raw
from wa_sync.sandbox.wire import Reply


if TYPE_CHECKING:
    from wa_sync.model.source import Json
    from wa_sync.sandbox.world import World


LOOPBACK = re.compile(r"(?:127\.0\.0\.1|localhost|\[::1\])(?::[0-9]+)?")


def answer(world: World, raw: Raw) -> Reply:
    """Answer a call to one of the doors."""
    if "origin" in raw.headers or not LOOPBACK.fullmatch(raw.headers.get("host", "")):
        return _error("only this machine may ask", 403)
    door = (raw.method, raw.path.removeprefix(CONTROL_PREFIX))
    if door == ("POST", "faults"):
        return _order(world, raw.body)
    if door == ("GET", "faults"):
        shown = [
            {"number": number, "seen": seen, **asdict(fault)}
            for number, fault, seen in faults.ordered(world)
        ]
        return Reply({"faults": shown})
    if door == ("DELETE", "faults"):
        with world.store.transaction():
            faults.clear(world)
        return Reply({"faults": []})
    if door == ("GET", "calls"):
        after = parse_qs(raw.target.partition("?")[2]).get("after", ["0"])[-1]
        number = int(after) if re.fullmatch(r"[0-9]{1,15}", after) else 0
        return Reply({"calls": ledger.entries(world, number)})
    return _error(f"there is no door {raw.method} {raw.path}", 404)


def _order(world: World, body: bytes) -> Reply:
    try:
        wanted: Json = orjson.loads(body)
        orders = wanted if isinstance(wanted, list) else [wanted]
        parsed = [faults.parse(mapping(one)) for one in orders]
    except ValueError as error:
        return _error(str(error), 400)
    with world.store.transaction():
        numbers: list[Json] = [faults.order(world, fault) for fault in parsed]
    return Reply({"ordered": numbers}, 201)


def _error(message: str, status: int) -> Reply:
    return Reply({"error": message}, status)
