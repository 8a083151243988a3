"""Whose name it is: duplicates, one category a name, and names in their lock."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.kinds.message_template import limits
from wa_sync.kinds.message_template.sandbox import refusals
from wa_sync.model.source import mapping, text
from wa_sync.sandbox.news import events
from wa_sync.sandbox.store import whole


if TYPE_CHECKING:
    from wa_sync.model.source import Spec
    from wa_sync.sandbox.objects import Stored
    from wa_sync.sandbox.world import World


KIND = "message_template"
LOCK_SECONDS = limits.NAME_LOCK_DAYS * 86_400
SHORT_LOCK_SECONDS = 59  # never approved: "in less than 1 minute"
ONCE_APPROVED = frozenset({"APPROVED", "PAUSED", "DISABLED"})


def check(world: World, waba: str, posted: Spec) -> None:
    """Refuse a name that cannot be used for this language and category."""
    name, language = text(posted["name"]), text(posted["language"])
    category = text(posted["category"]).upper()
    there = world.objects.named(KIND, waba, name)
    if any(one.variant == language for one in there):
        raise refusals.exists(language)
    for locked, seconds, held in locks(world, waba, name):
        if locked == language:
            raise refusals.being_deleted(language, seconds)
        if not there and held != category:
            raise refusals.category_locked(locked)
    for sibling in there:
        if sibling.doc.get("category") != category:
            raise refusals.other_category(category, text(sibling.doc.get("category")))


def is_sample(name: str) -> bool:
    """Whether the name belongs to one of Meta's samples."""
    return name in limits.SAMPLE_NAMES


def forget(world: World, gone: Stored) -> None:
    """Delete a template; the history holds its name from now on."""
    approved = gone.doc.get("status") in ONCE_APPROVED or bool(
        world.objects.events("approved", gone)
    )
    world.objects.note("delete", world.now(), gone, before=True)
    if approved:
        world.objects.note("lock", world.now(), gone)
    events.deleted(world, gone)
    world.objects.remove(gone)


def locks(world: World, waba: str, name: str) -> list[tuple[str, int, str]]:
    """Return the languages in their lock: for how many seconds, in which category."""
    rows = world.store.rows(
        "SELECT variant, max(at), max(what = 'lock'), before FROM event"
        " WHERE kind = ? AND owner = ? AND name = ? AND what IN ('delete', 'lock')"
        " AND at > ? GROUP BY object ORDER BY min(seq)",
        (KIND, waba, name, world.now() - LOCK_SECONDS),
    )
    found: list[tuple[str, int, str]] = []
    for language, at, approved, _ in rows:
        length = LOCK_SECONDS if approved else SHORT_LOCK_SECONDS
        left = whole(at) + length - world.now()
        if left > 0:
            found.append((str(language), left, _category(world, waba, name, language)))
    return found


def _category(world: World, waba: str, name: str, language: object) -> str:
    """Return the category that a deleted language had."""
    import orjson

    rows = world.store.rows(
        "SELECT before FROM event WHERE kind = ? AND owner = ? AND name = ?"
        " AND variant = ? AND what = 'delete' ORDER BY seq DESC LIMIT 1",
        (KIND, waba, name, str(language)),
    )
    return text(
        mapping(mapping(orjson.loads(str(rows[0][0]))).get("doc")).get("category")
    )
