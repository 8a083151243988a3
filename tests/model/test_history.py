"""What the history of a machine's own writes tells."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from support.sides import NOW

from wa_sync.model.address import Address
from wa_sync.model.change import Action
from wa_sync.model.history import Event, Fate, History


MINE = Address("message_template", "a/en_US")
EDIT = Event(at=NOW, address=MINE, action=Action.UPDATE, fate=Fate.DONE)


def test_what_was_done_is_found_by_action_kind_and_time() -> None:
    """Only what surely took effect, after the beginning and not after the end."""
    others = (
        replace(EDIT, fate=Fate.UNKNOWN),
        replace(EDIT, fate=Fate.CUT_OFF),
        replace(EDIT, fate=Fate.NOT_DONE),
        replace(EDIT, action=Action.CREATE),
        replace(EDIT, address=Address("business_profile", "1")),
        replace(EDIT, at=NOW - timedelta(hours=1)),
        replace(EDIT, at=NOW + timedelta(seconds=1)),
    )
    history = History((*others, EDIT))
    found = history.done(
        Action.UPDATE, "message_template", since=NOW - timedelta(hours=1), until=NOW
    )
    assert list(found) == [EDIT]


def test_one_address_has_its_own_events() -> None:
    """They come in the order in which they were noted."""
    other = replace(EDIT, address=Address("message_template", "b/en_US"))
    again = replace(EDIT, fate=Fate.UNKNOWN)
    assert list(History((EDIT, other, again)).of(MINE)) == [EDIT, again]
    assert list(History().of(MINE)) == []


def test_only_the_last_write_can_have_been_cut_off() -> None:
    """What a later run brought to an end is no news."""
    begun = replace(EDIT, fate=Fate.CUT_OFF)
    assert History((EDIT, begun)).cut_off(MINE) == begun
    assert History((begun, EDIT)).cut_off(MINE) is None
    assert History().cut_off(MINE) is None
