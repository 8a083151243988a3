"""How a status moves: reviews that end by themselves, and what a hand may order.

A review ends a moment later (at the next request), at once, when a hand says so, or
after a number of seconds on the sandbox's clock. What was approved stays known even
when the status moves on, because a name that was ever approved is locked for longer.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.model.source import text
from wa_sync.sandbox.news import events


if TYPE_CHECKING:
    from wa_sync.sandbox.objects import Stored
    from wa_sync.sandbox.world import World


MODE = "review"
MOMENT = "moment"
NOW = "now"
MANUAL = "manual"
APPROVED = "APPROVED"
PENDING = "PENDING"
NOT_REJECTED = "NONE"


def submitted(world: World, stored: Stored) -> tuple[Stored, int | None]:
    """Send an object to review: what it looks like now, and when the review ends."""
    mode = world.store.setting(MODE)
    if mode == NOW:
        return _with_status(world, stored, APPROVED), None
    pending = _with_status(world, stored, PENDING)
    if mode == MANUAL:
        return pending, None
    return pending, world.now() + mode if isinstance(mode, int) else 0


def note_approval(world: World, stored: Stored) -> None:
    """Remember that an object was approved, if it is."""
    if stored.doc.get("status") == APPROVED:
        world.objects.note("approved", world.now(), stored)


def settle(world: World) -> None:
    """End the reviews whose time has come."""
    due = world.store.rows(
        "SELECT DISTINCT kind FROM object WHERE due IS NOT NULL AND due <= ?",
        (world.now(),),
    )
    for (kind,) in due:
        for stored in world.objects.select(str(kind), "due <= ?", (world.now(),)):
            decide(world, stored, APPROVED)


def decide(
    world: World, stored: Stored, status: str, reason: str = NOT_REJECTED
) -> Stored:
    """Give an object a status; ``reason`` is why it was rejected."""
    changed = _with_status(world, stored, status).with_doc(rejected_reason=reason)
    world.objects.update(changed)
    events.decided(world, stored, changed)
    note_approval(world, changed)
    return changed


def recategorise(
    world: World, stored: Stored, category: str, *, planned: bool = False
) -> Stored:
    """Move an object to another category as Meta does, or announce the move."""
    old = text(stored.doc.get("category"))
    if planned:
        changed = stored.with_doc(correct_category=category)
        events.to_be_recategorised(world, changed, category)
    else:
        changed = stored.with_doc(
            category=category, previous_category=old, correct_category=category
        )
        events.recategorised(world, changed, old)
    world.objects.update(changed)
    return changed


def _with_status(world: World, stored: Stored, status: str) -> Stored:
    return stored.with_doc(status=status, last_updated_time=world.now())
