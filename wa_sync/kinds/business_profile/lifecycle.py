"""A profile is there as long as its phone number: it is only ever updated."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.graph import samples
from wa_sync.kinds.business_profile.normal import PICTURE
from wa_sync.model.change import Action, Blocked, LiveStatus


if TYPE_CHECKING:
    from wa_sync.kind import Situation
    from wa_sync.model.resource import Live


NO_SUCH_NUMBER = Blocked(
    rule="profile_without_number",
    reason="the account shows no phone number of this id, and a profile comes with it",
    way_out="check phone_number_id, and that the token may see the number",
)
STAYS = Blocked(
    rule="profile_cannot_be_deleted",
    reason="a profile is there as long as its phone number",
    way_out="drop the tombstone; to clear fields, write null for them",
)


def status(_live: Live) -> LiveStatus:
    """A profile can be changed at any time."""
    return LiveStatus.EDITABLE


def judge(situation: Situation) -> Blocked | None:
    """Return why Meta would refuse the change, if it is known."""
    if situation.action is Action.CREATE:
        return NO_SUCH_NUMBER
    if situation.action is Action.DELETE:
        return STAYS
    account, declared = situation.account, situation.declared
    picture = PICTURE in (situation.after or {}) and declared and declared.assets
    if picture and account.app_id is None:
        return samples.no_app(account)
    return None
