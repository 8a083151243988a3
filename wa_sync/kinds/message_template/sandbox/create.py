"""``POST /{waba}/message_templates``."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.kinds.message_template.sandbox import (
    form,
    library,
    names,
    read_back,
    refusals,
    verdict,
)
from wa_sync.model.source import mapping, text
from wa_sync.sandbox import review
from wa_sync.sandbox.news import events
from wa_sync.sandbox.objects import Stored
from wa_sync.sandbox.store import whole
from wa_sync.sandbox.wire import Reply


if TYPE_CHECKING:
    from wa_sync.model.source import Spec
    from wa_sync.sandbox.wire import Request
    from wa_sync.sandbox.world import World


HOUR = 3600


def create(request: Request, world: World) -> Reply:
    """Take a new template, and send it to review."""
    waba = request.matched["waba"]
    world.meet("waba", waba)
    posted = form.creation(request)
    if names.is_sample(text(posted["name"])):
        raise refusals.sample_name()
    verdict.judge(posted)
    posted = library.filled(posted)
    names.check(world, waba, posted)
    _room(world, waba)
    node = world.objects.new_id()
    doc = read_back.created(posted, node, world)
    made, due = review.submitted(world, _stored(waba, node, doc))
    if library.approved_at_once(posted):
        made, due = made.with_doc(status=review.APPROVED), None
    kept = world.objects.add(_in_order(made), due)
    world.objects.note("create", world.now(), kept)
    review.note_approval(world, kept)
    events.approved_at_once(world, kept)
    return Reply(
        {"id": node, "status": kept.doc["status"], "category": kept.doc["category"]}
    )


def _stored(waba: str, node: str, doc: Spec) -> Stored:
    name, language = text(doc.get("name")), text(doc.get("language"))
    return Stored(0, names.KIND, waba, node, name, language, doc)


def _in_order(stored: Stored) -> Stored:
    """Put the status, which the review added, where Meta's answers have it."""
    ordered = read_back.in_order(stored.doc)
    return Stored(
        *(stored.seq, stored.kind, stored.owner, stored.id),
        *(stored.name, stored.variant, mapping(ordered)),
    )


def _room(world: World, waba: str) -> None:
    """Refuse what the account has no room for, and what comes too fast."""
    limit = world.number("template_limit")
    if limit and world.objects.count(names.KIND, "owner = ?", (waba,)) >= limit:
        raise refusals.too_many(limit)
    hourly = world.number("creates_per_hour")
    rows = world.store.rows(
        "SELECT count(*) FROM event WHERE kind = ? AND owner = ? AND what = 'create'"
        " AND at > ?",
        (names.KIND, waba, world.now() - HOUR),
    )
    if hourly and whole(rows[0][0]) >= hourly:
        raise refusals.too_fast(hourly)
