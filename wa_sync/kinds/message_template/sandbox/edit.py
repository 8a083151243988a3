"""``POST /{template}``: who may be edited, how often, and what an edit does."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wa_sync.kinds.message_template import limits
from wa_sync.kinds.message_template.sandbox import (
    form,
    names,
    read_back,
    refusals,
    verdict,
)
from wa_sync.model.source import text
from wa_sync.sandbox import review
from wa_sync.sandbox.news import events
from wa_sync.sandbox.wire import Refusal, Reply, unsupported


if TYPE_CHECKING:
    from wa_sync.model.source import Spec
    from wa_sync.sandbox.objects import Stored
    from wa_sync.sandbox.wire import Request
    from wa_sync.sandbox.world import World


EDITABLE = frozenset({"APPROVED", "REJECTED", "PAUSED"})
UNREVIEWED = frozenset({"category", "cta_url_link_tracking_opted_out"})
DAY = 86_400
MONTH = 30 * DAY


def edit(request: Request, world: World) -> Reply:
    """Change a template; what was changed in content is reviewed again."""
    node = request.matched["template"]
    stored = world.objects.find(names.KIND, node)
    if stored is None:
        raise unsupported(request.method, node)
    posted = form.settings(request)
    for fixed in ("library_template_name", "allow_category_change"):
        posted.pop(fixed, None)
    if not posted:
        raise Refusal(100, "(#100) The parameter components is required.")
    _allowed(world, stored, posted)
    verdict.judge({**stored.doc, **posted}, about=posted)
    changed = replace(stored, doc=read_back.edited(stored.doc, posted))
    world.objects.note("edit", world.now(), stored, before=True)
    if _reviewed(stored, posted):
        _keep(world, stored, changed)
    else:
        world.objects.update(changed)
    return Reply(
        {
            "success": True,
            "id": node,
            "name": stored.name,
            "category": changed.doc["category"],
        }
    )


def _allowed(world: World, stored: Stored, posted: Spec) -> None:
    status = text(stored.doc.get("status"))
    if status not in EDITABLE:
        raise refusals.not_editable(status)
    if "category" in posted:
        _category(world, stored, text(posted["category"]).upper())
    if status == review.APPROVED and _reviewed(stored, posted):
        _quota(world, stored)


def _reviewed(stored: Stored, posted: Spec) -> bool:
    """Whether it is an edit of content; link tracking is switched without a review."""
    category = text(posted.get("category"), text(stored.doc.get("category"))).upper()
    same = category == stored.doc.get("category")
    return not (same and posted.keys() <= UNREVIEWED)


def _category(world: World, stored: Stored, wanted: str) -> None:
    """Refuse a change of category where Meta does."""
    if wanted == stored.doc.get("category"):
        return
    if stored.doc.get("status") == review.APPROVED:
        raise refusals.category_fixed()
    for sibling in world.objects.named(stored.kind, stored.owner, stored.name):
        if sibling.id != stored.id and sibling.doc.get("category") != wanted:
            raise refusals.other_category(wanted, text(sibling.doc.get("category")))


def _quota(world: World, stored: Stored) -> None:
    """Count the edits that were made while the template was approved."""
    now = world.now()
    edits = world.objects.events("edit_approved", stored)
    if sum(at > now - DAY for at in edits) >= limits.EDITS_PER_DAY:
        raise refusals.edits_used_up()
    if sum(at > now - MONTH for at in edits) >= limits.EDITS_PER_30_DAYS:
        raise refusals.edits_used_up()


def _keep(world: World, stored: Stored, changed: Stored) -> None:
    if stored.doc.get("status") == review.APPROVED:
        world.objects.note("edit_approved", world.now(), stored)
    reviewed, due = review.submitted(world, changed)
    world.objects.update(reviewed.with_doc(rejected_reason="NONE"), due)
    review.note_approval(world, reviewed)
    events.recategorised(world, reviewed, text(stored.doc.get("category")))
    events.approved_at_once(world, reviewed)
