"""What Meta tells about templates (meta-api.md §12, and its webhook reference of 2026).

A create that waits for its review is told to nobody: Meta tells of the review's end.
How sure we are of the rest: the keys and ``reason`` are documented; the language is
written as in the API, since Meta's own samples have both ``en_US`` and ``en-US``; that
a delete is PENDING_DELETION without a reason is what receivers of others expect, and
Meta's reference says it only of deletes in its own user interface.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from wa_sync.model.source import text
from wa_sync.sandbox.news import outbox


if TYPE_CHECKING:
    from wa_sync.model.source import Json, Spec
    from wa_sync.sandbox.objects import Stored
    from wa_sync.sandbox.world import World


STATUS: Final = "message_template_status_update"
CATEGORY: Final = "template_category_update"
NOTICE_SECONDS: Final = 86_400
ADVICE: Final = {
    "reason": "The template does not have the format that its category asks for.",
    "recommendation": "Edit the template, and it will be reviewed again.",
}
"""In words of our own; Meta's depend on the template."""
PAUSES: Final = ("FIRST_PAUSE", "SECOND_PAUSE")


def decided(world: World, before: Stored, after: Stored) -> None:
    """Tell that a template has another status, or was rejected for another reason."""
    was, status = text(before.doc.get("status")), text(after.doc.get("status"))
    reason = text(after.doc.get("rejected_reason"))
    if was == status and text(before.doc.get("rejected_reason"), "NONE") == reason:
        return
    more: dict[str, Json] = {}
    if status == "REJECTED" and reason == "INVALID_FORMAT":
        more["rejection_info"] = dict(ADVICE)
    elif status == "DISABLED":
        more["disable_info"] = {"disable_date": world.now()}
    elif status == "PAUSED":
        more["other_info"] = _paused(world, after)
    elif was == "PAUSED" and status == "APPROVED":
        more["other_info"] = {
            "title": "UNPAUSE",
            "description": "Your WhatsApp message template has been unpaused.",
        }
    back = was == "DISABLED" and status == "APPROVED"
    event = "REINSTATED" if back else status
    _status(world, after, event, reason or "NONE", more)


def _paused(world: World, about: Stored) -> Spec:
    times = len(world.objects.events("paused", about))
    world.objects.note("paused", world.now(), about)
    return {
        "title": PAUSES[min(times, 1)],
        "description": "Your WhatsApp message template has been paused.",
    }


def approved_at_once(world: World, about: Stored) -> None:
    """Tell of a review that ended with the write itself; of no other."""
    if about.doc.get("status") == "APPROVED":
        _status(world, about, "APPROVED", "NONE", {})


def deleted(world: World, gone: Stored) -> None:
    """Tell that a template is being deleted."""
    _status(world, gone, "PENDING_DELETION", None, {})


def recategorised(world: World, about: Stored, previous: str) -> None:
    """Tell that a template has another category."""
    category = about.doc.get("category")
    if category == previous:
        return
    value = {"previous_category": previous, "new_category": category}
    outbox.put(world, about.owner, CATEGORY, {**_named(about), **value})


def to_be_recategorised(world: World, about: Stored, category: str) -> None:
    """Tell a day before; ``new_category`` is then the one that it still has."""
    value: Spec = {
        "correct_category": category,
        "new_category": about.doc.get("category"),
        "category_update_timestamp": world.now() + NOTICE_SECONDS,
    }
    outbox.put(world, about.owner, CATEGORY, {**_named(about), **value})


def _status(
    world: World, about: Stored, event: str, reason: str | None, more: Spec
) -> None:
    value: Spec = {
        "event": event,
        **_named(about),
        "reason": reason,
        "message_template_category": about.doc.get("category"),
        **more,
    }
    outbox.put(world, about.owner, STATUS, value)


def _named(about: Stored) -> Spec:
    """Name a template; its id is a number here, unlike in the API."""
    return {
        "message_template_id": int(about.id) if about.id.isdecimal() else about.id,
        "message_template_name": about.name,
        "message_template_language": about.variant,
    }
