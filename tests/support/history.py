"""What a sandbox recorded: mutations that took effect, and writes that arrived."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass

from wa_sync.model.source import Spec, mapping, text
from wa_sync.sandbox import ledger
from wa_sync.sandbox.world import World


def mutations(world: World, after: int) -> Counter[tuple[str, str, str]]:
    """Count what was done to objects after an event: (what, kind, key)."""
    rows = world.store.rows(
        "SELECT what, kind, owner, name, variant FROM event WHERE seq > ?"
        " AND what IN ('create', 'edit', 'delete')",
        (after,),
    )
    return Counter(
        (what, kind, f"{name}/{variant}" if name else owner)
        for what, kind, owner, name, variant in (map(str, row) for row in rows)
    )


def latest(world: World) -> int:
    """Return the number of the latest event."""
    ((number,),) = world.store.rows("SELECT coalesce(max(seq), 0) FROM event")
    assert isinstance(number, int)
    return number


@dataclass(frozen=True, slots=True)
class Sent:
    """One write that arrived, uploads aside: what it was about, and its answer."""

    what: str
    about: str
    status: int


def writes(world: World, after: int) -> list[Sent]:
    """Return the writes among the requests after a number; uploads change nothing."""
    return [
        _sent(entry)
        for entry in ledger.entries(world, after)
        if entry["method"] != "GET" and "upload" not in str(entry["path"])
    ]


def _sent(entry: Spec) -> Sent:
    path, args = str(entry["path"]), mapping(entry["args"])
    status = entry["status"]
    assert isinstance(status, int)
    if entry["method"] == "DELETE":
        return Sent("delete", text(args.get("name")), status)
    if path.endswith("/message_templates"):
        key = f"{text(args.get('name'))}/{text(args.get('language'))}"
        return Sent("create", key, status)
    return Sent("edit", path, status)
