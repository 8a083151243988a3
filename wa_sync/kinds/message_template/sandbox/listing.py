"""``GET /{waba}/message_templates`` and ``GET /{template}``."""

from __future__ import annotations

from typing import TYPE_CHECKING

import orjson

from wa_sync.kinds.message_template.sandbox import filters, media, names, read_back
from wa_sync.sandbox import paging
from wa_sync.sandbox.selection import requested, select
from wa_sync.sandbox.wire import Reply, unsupported


if TYPE_CHECKING:
    from wa_sync.model.source import Spec
    from wa_sync.sandbox.objects import Stored
    from wa_sync.sandbox.wire import Request
    from wa_sync.sandbox.world import World


def read_one(request: Request, world: World) -> Reply:
    """Show one template."""
    node = request.matched["template"]
    stored = world.objects.find(names.KIND, node)
    if stored is None:
        raise unsupported(request.method, node)
    wanted = requested(request, read_back.KNOWN, read_back.NODE_TYPE)
    return Reply(media.signed(orjson.dumps(_shown(stored, wanted)), world))


def list_templates(request: Request, world: World) -> Reply:
    """Show a page of templates, the newest first."""
    waba = request.matched["waba"]
    world.meet("waba", waba)
    wanted = requested(request, read_back.KNOWN, read_back.NODE_TYPE)
    where, values = filters.condition(request, waba)
    page = paging.page(request, world, names.KIND, where, values)
    answer = page.answer([_shown(stored, wanted) for stored in page.objects])
    if request.args.get("summary"):
        answer["summary"] = filters.summary(request, world, waba, (where, values))
    return Reply(media.signed(orjson.dumps(answer), world))


def _shown(stored: Stored, wanted: list[str] | None) -> Spec:
    """Return what was asked for; what is worked out on asking only when it is."""
    doc = stored.doc
    if wanted is not None and "health_status" in wanted:
        doc = {**doc, "health_status": _health(stored)}
    return select(doc, wanted, read_back.NAMED_ONLY)


def _health(stored: Stored) -> Spec:
    sendable = "AVAILABLE" if stored.doc.get("status") == "APPROVED" else "BLOCKED"
    entity = {
        "entity_type": "MESSAGE_TEMPLATE",
        "id": stored.id,
        "can_send_message": sendable,
    }
    return {"can_send_message": sendable, "entities": [entity]}
