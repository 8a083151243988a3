"""``DELETE /{waba}/message_templates``: by name, by id and name, or by many ids."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.kinds.message_template import limits
from wa_sync.kinds.message_template.sandbox import names, refusals
from wa_sync.sandbox.wire import Refusal, Reply


if TYPE_CHECKING:
    from collections.abc import Iterable

    from wa_sync.sandbox.objects import Stored
    from wa_sync.sandbox.wire import Request
    from wa_sync.sandbox.world import World


def delete(request: Request, world: World) -> Reply:
    """Delete templates; by name alone that is every language."""
    waba = request.matched["waba"]
    world.meet("waba", waba)
    name, node = request.text("name"), request.text("hsm_id")
    ids = request.structured("hsm_ids")
    if ids is not None:
        if name or node:
            raise Refusal(100, "(#100) hsm_ids can't be used with name or hsm_id.")
        gone = _many(world, waba, ids)
    elif not name:
        raise Refusal(100, "(#100) The parameter name is required.")
    else:
        gone = world.objects.named(names.KIND, waba, name)
        gone = [one for one in gone if node in {None, one.id}]
        if not gone:
            raise refusals.not_found(name)
    _allowed(gone)
    for one in gone:
        names.forget(world, one)
    return Reply({"success": True})


def _many(world: World, waba: str, ids: object) -> list[Stored]:
    """Find templates by id; one that is not there fails the whole call."""
    if not isinstance(ids, list) or not 0 < len(ids) <= limits.DELETES_PER_CALL:
        raise Refusal(
            100,
            f"(#100) Param hsm_ids must be an array of 1 to {limits.DELETES_PER_CALL}.",
        )
    found: list[Stored] = []
    for node in dict.fromkeys(map(str, ids)):
        one = world.objects.find(names.KIND, node)
        if one is None or one.owner != waba:
            raise refusals.not_found(node)
        found.append(one)
    return found


def _allowed(gone: Iterable[Stored]) -> None:
    for one in gone:
        if names.is_sample(one.name):
            raise refusals.sample_deletion()
        if one.doc.get("status") == "DISABLED":
            raise refusals.disabled()
