"""Loading templates as Meta returns them, past the rules for creating."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING

from wa_sync.kinds.message_template.sandbox.names import KIND
from wa_sync.model.source import text
from wa_sync.sandbox.objects import Stored


if TYPE_CHECKING:
    from wa_sync.model.source import Spec
    from wa_sync.sandbox.world import World


def seed(world: World, waba: str, item: Spec) -> str:
    """Put a template there as it is, in place of one with its id or its name.

    Returns its id. A ValueError says what it lacks to be one.
    """
    name, language = text(item.get("name")), text(item.get("language"))
    if not name or not language:
        raise ValueError("a template needs a name and a language")
    world.meet("waba", waba)
    node = str(item.get("id") or _made_up(waba, name, language))
    for taken in (
        *world.objects.select(KIND, "id = ?", (node,)),
        *world.objects.select(
            KIND, "owner = ? AND name = ? AND variant = ?", (waba, name, language)
        ),
    ):
        world.objects.remove(taken)
    doc = {**item, "id": node}
    kept = world.objects.add(Stored(0, KIND, waba, node, name, language, doc))
    world.objects.note("create", world.now(), kept)
    return node


def _made_up(waba: str, name: str, language: str) -> str:
    """Make an id for what came without one; the same each time."""
    digest = hashlib.sha256(f"{waba}/{name}/{language}".encode()).digest()
    return str(2 * 10**15 + int.from_bytes(digest[:6], "big"))
