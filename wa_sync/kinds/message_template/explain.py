"""What a refusal of Meta's means, in the words that plan would have had for it.

Meta's texts come in the language of the token's owner, so codes and subcodes decide.
Of a text only two things are read, where it is in English: how long to wait, and the
one refusal that has no subcode.
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING, Final

from wa_sync.kinds.message_template import limits, quotas, refusals
from wa_sync.kinds.message_template.lifecycle import status
from wa_sync.model.change import LiveStatus


if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from wa_sync.kind import Refusal
    from wa_sync.model.change import Blocked


_WAIT: Final = re.compile(
    r"[Tt]ry again in ((?:less than )?([0-9]{1,3}) (minute|hour|day|week)s?)\b"
)
_OTHER_CATEGORY: Final = re.compile(
    r"template category doesn['’]t match|category \w+ doesn['’]t match the one",
    re.IGNORECASE,
)
_UNITS: Final = {
    "minute": timedelta(minutes=1),
    "hour": timedelta(hours=1),
    "day": timedelta(days=1),
    "week": timedelta(weeks=1),
}


def explain_refusal(refusal: Refusal) -> Blocked | None:
    """Return the words for a refusal; None where Meta's own say more."""
    subcode = refusal.subcode
    if subcode is None:
        return _without_subcode(refusal.message)
    meant = _BY_SUBCODE.get(subcode)
    return meant(refusal) if meant else refusals.BY_SUBCODE.get(subcode)


def _without_subcode(said: str) -> Blocked | None:
    """Text is a weak witness, so what Meta said is shown beside what it is taken for.

    Many other refusals speak of categories: only the recorded sentences are read.
    """
    if not _OTHER_CATEGORY.search(said):
        return None
    meant = refusals.CATEGORY_MISMATCH
    return replace(meant, reason=f"{meant.reason}; Meta says: {said}")


def _locked(refusal: Refusal) -> Blocked:
    """Meta's text says for how long; it is rounded down, so it is never too late."""
    found = _WAIT.search(refusal.message)
    if found is None:
        return refusals.LANGUAGE_BEING_DELETED
    wait = int(found[2]) * _UNITS[found[3]]
    return refusals.name_locked_for(found[1], not_before=refusal.now + wait)


def _edit(refusal: Refusal) -> Blocked:
    """One subcode for a status that forbids it, and for a quota that is used up."""
    live = refusal.live
    if live is None:
        return refusals.EDIT_REFUSED
    allowed = status(live)
    if allowed is LiveStatus.IN_REVIEW:
        return refusals.in_review(live.status)
    if allowed is not LiveStatus.EDITABLE:
        return refusals.not_editable(live.status)
    if live.status != quotas.APPROVED:
        return refusals.EDIT_REFUSED
    moved = quotas.last_updated(live)
    # whatever edit used it up was made no later than this, and surely not in future
    free = None if moved is None else min(moved, refusal.now) + quotas.DAY
    later = free is not None and refusal.now < free
    return refusals.edits_refused(
        limits.EDITS_PER_DAY,
        limits.EDITS_PER_30_DAYS,
        not_before=free if later else None,
    )


_BY_SUBCODE: Final[Mapping[int, Callable[[Refusal], Blocked]]] = {
    2388023: _locked,
    2388039: _edit,
    2388003: _edit,
}
