"""What may be done to a template in which status, and what Meta's refusals mean.

``judge`` says it beforehand, as far as it can be known; ``explain_refusal`` says the
same words afterwards.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.graph import samples
from wa_sync.kinds.message_template import quotas, refusals
from wa_sync.kinds.message_template.limits import MEDIA_FORMATS, SAMPLE_NAMES
from wa_sync.model.change import Action, LiveStatus
from wa_sync.model.source import array, mapping


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from wa_sync.kind import Situation
    from wa_sync.model.change import Blocked
    from wa_sync.model.finding import Finding
    from wa_sync.model.resource import Live
    from wa_sync.model.source import Json, Pointer, Spec


STATUSES = {
    "APPROVED": LiveStatus.EDITABLE,
    "REJECTED": LiveStatus.EDITABLE,
    "PAUSED": LiveStatus.EDITABLE,
    "PENDING": LiveStatus.IN_REVIEW,
    "IN_APPEAL": LiveStatus.IN_REVIEW,
    "DELETED": LiveStatus.GONE,
    "PENDING_DELETION": LiveStatus.GONE,
}
"""Meta's statuses (meta-api.md §4.1, §10.4); an unknown one is OTHER."""


def status(live: Live) -> LiveStatus:
    """Return what the live object's status allows."""
    return STATUSES.get(str(live.status), LiveStatus.OTHER)


def ignored(live: Live) -> bool:
    """Whether a template is on its way out."""
    return status(live) is LiveStatus.GONE


def sample(live: Live) -> bool:
    """Whether a template is one of those that Meta gives to every new account."""
    return is_sample(live.address.name)


def is_sample(name: str) -> bool:
    """Whether Meta keeps this name for its samples (2388155, 2388094)."""
    return name in SAMPLE_NAMES or name.startswith("sample_")


def judge(situation: Situation) -> Blocked | None:
    """Return the first reason why Meta would refuse the change, if one is known."""
    return next(_AGAINST[situation.action](situation), None)


def _against_create(situation: Situation) -> Iterator[Blocked]:
    after = situation.after or {}
    name, language = str(after.get("name")), after.get("language")
    if name in SAMPLE_NAMES:
        yield refusals.NAME_OF_A_SAMPLE
    leaving = [one for one in situation.siblings if ignored(one)]
    if any(one.spec.get("language") == language for one in leaving):
        yield refusals.LANGUAGE_BEING_DELETED
    limit = situation.limit
    if limit is not None and situation.live_count >= limit:
        yield refusals.template_limit(situation.live_count, limit)
    for other in situation.siblings:
        if not ignored(other) and other.spec.get("category") != after.get("category"):
            yield refusals.other_category(other, after.get("category"))
    yield from _against_media(situation, after)
    # last, since time helps: what somebody has to mend comes first
    yield from quotas.against_name(situation)


def _against_update(situation: Situation) -> Iterator[Blocked]:
    live = situation.live
    before, after = situation.before or {}, situation.after or {}
    if live is None:
        return
    if sample(live):
        yield refusals.SAMPLE
    yield from _against_edit(live)
    if before.get("category") != after.get("category"):
        if live.status == "APPROVED":
            yield refusals.category_of_approved(before, after)
        if any(ignored(one) for one in situation.siblings):
            yield refusals.CATEGORY_WHILE_DELETING
    if before == after or before.get("components") != after.get("components"):
        yield from _against_media(situation, after)
    yield from quotas.against_edit(situation)


def caution(situation: Situation) -> Iterator[Finding]:
    """Say what a reviewer should know of a change that can be made."""
    yield from quotas.shows_late(situation)
    yield from quotas.caution(situation)


def _against_edit(live: Live) -> Iterator[Blocked]:
    allowed = status(live)
    if allowed is LiveStatus.IN_REVIEW:
        yield refusals.in_review(live.status)
    elif allowed is LiveStatus.GONE:
        yield refusals.LANGUAGE_BEING_DELETED
    elif allowed is LiveStatus.OTHER:
        yield refusals.not_editable(live.status)


def _against_delete(situation: Situation) -> Iterator[Blocked]:
    live = situation.live
    if live is None:
        return
    if sample(live):
        yield refusals.SAMPLE
    if live.status == "DISABLED":
        yield refusals.DISABLED_STAYS


def _against_media(situation: Situation, after: Spec) -> Iterator[Blocked]:
    """Meta wants a fresh handle in every create and edit of a media template."""
    declared = situation.declared
    if declared is None or "components" not in after:
        return
    if declared.assets and situation.account.app_id is None:
        yield samples.no_app(situation.account)
    given = {at[:-2] for at in declared.assets}
    for at, header in _media(declared.spec.get("components"), ("components",)):
        if at not in given and not _has_handle(header):
            yield refusals.no_sample(situation.action)


def _media(parts: Json, above: Pointer) -> Iterator[tuple[Pointer, Spec]]:
    for i, value in enumerate(array(parts)):
        part = mapping(value)
        if part.get("type") == "HEADER" and part.get("format") in MEDIA_FORMATS:
            yield (*above, i), part
        for k, card in enumerate(array(part.get("cards"))):
            inner = mapping(card).get("components")
            yield from _media(inner, (*above, i, "cards", k, "components"))


def _has_handle(header: Spec) -> bool:
    return bool(mapping(header.get("example")).get("header_handle"))


_AGAINST: Mapping[Action, Callable[[Situation], Iterator[Blocked]]] = {
    Action.CREATE: _against_create,
    Action.UPDATE: _against_update,
    Action.DELETE: _against_delete,
}
