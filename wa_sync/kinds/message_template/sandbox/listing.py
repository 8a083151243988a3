"""``GET /{waba}/message_templates`` and ``GET /{template}``."""

from __future__ import annotations

import base64
import binascii
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import orjson

from wa_sync.kinds.message_template.sandbox import filters, media, names, read_back
from wa_sync.sandbox.selection import requested, select
from wa_sync.sandbox.wire import Refusal, Reply, unsupported


if TYPE_CHECKING:
    from collections.abc import Sequence

    from wa_sync.model.source import Json, Spec
    from wa_sync.sandbox.objects import Stored
    from wa_sync.sandbox.wire import Request
    from wa_sync.sandbox.world import World


DEFAULT_LIMIT = 25
NEXT_VERSION = "v26.0"  # whatever version was asked for: live answers do that
NEXT_TOKEN = "EAA" + "Sandbox" * 6
CURSOR_TAIL = "ZD"


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
    page, more, earlier = _page(request, world, where, values)
    shown: list[Json] = [_shown(stored, wanted) for stored in page]
    answer: dict[str, Json] = {"data": shown}
    if page:
        answer["paging"] = _paging(request, page, more=more, earlier=earlier)
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


def _page(
    request: Request, world: World, where: str, values: Sequence[str | int]
) -> tuple[list[Stored], bool, bool]:
    """Return a page, and whether there is one after and one before it."""
    limit = request.integer("limit")
    if limit is not None and limit < 1:
        raise Refusal(100, "(#100) Param limit must be an integer greater than 0")
    # more is cut down without a word
    size = min(limit or DEFAULT_LIMIT, world.number("largest_page"))
    after, before = request.text("after"), request.text("before")
    cursor = after or before
    mark = _number(cursor) if cursor else None
    way, order = (">", "ASC") if before and not after else ("<", "DESC")
    bound, bounds = (
        (f"{where} AND seq {way} ?", (*values, mark)) if mark else (where, values)
    )
    tail = f"ORDER BY seq {order} LIMIT {size + 1}"
    found = list(world.objects.select(names.KIND, bound, bounds, tail))
    beyond = len(found) > size
    page = found[:size]
    if order == "ASC":
        return page[::-1], True, beyond
    return page, beyond, mark is not None


def _paging(
    request: Request, page: Sequence[Stored], *, more: bool, earlier: bool
) -> Spec:
    """Write cursors, also on the last page, and addresses only where there is more."""
    before, after = _cursor(page[0].seq), _cursor(page[-1].seq)
    paging: dict[str, Json] = {"cursors": {"before": before, "after": after}}
    if more:
        paging["next"] = _address(request, "after", after)
    if earlier:
        paging["previous"] = _address(request, "before", before)
    return paging


def _address(request: Request, way: str, cursor: str) -> str:
    """Write a full URL on Meta's host, with a token in it, as Graph does."""
    dropped = {"access_token", "after", "before", "appsecret_proof"}
    kept = {
        key: value if isinstance(value, str) else orjson.dumps(value).decode()
        for key, value in request.args.items()
        if key not in dropped
    }
    query = urlencode({"access_token": NEXT_TOKEN, **kept, way: cursor})
    return f"https://graph.facebook.com/{NEXT_VERSION}/{request.path}?{query}"


def _cursor(seq: int) -> str:
    encoded = base64.urlsafe_b64encode(str(seq).encode()).decode()
    return encoded.rstrip("=") + CURSOR_TAIL


def _number(cursor: str) -> int:
    text = cursor.removesuffix(CURSOR_TAIL)
    try:
        return int(base64.urlsafe_b64decode(text + "=" * (-len(text) % 4)))
    except (ValueError, binascii.Error):
        raise Refusal(100, "(#100) Invalid cursors values") from None
