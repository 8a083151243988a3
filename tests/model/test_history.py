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


class TestRefusal:
    """What Meta refused until a time, as far as it was noted."""

    REFUSED = replace(
        EDIT,
        fate=Fate.NOT_DONE,
        rule="edit_quota",
        not_before=NOW + timedelta(hours=5),
    )

    def test_a_refusal_stands_until_its_time(self) -> None:
        """A moment before it does, and then no more."""
        history, until = History((self.REFUSED,)), NOW + timedelta(hours=5)
        before = until - timedelta(seconds=1)
        told = history.refusal(MINE, "edit_quota", now=before)
        assert told == (self.REFUSED, until)
        assert history.refusal(MINE, "edit_quota", now=until) is None

    def test_it_is_about_one_address_and_one_rule(self) -> None:
        """Another template may be edited, and another rule knows nothing of it."""
        history = History((self.REFUSED,))
        other = Address("message_template", "b/en_US")
        assert history.refusal(other, "edit_quota", now=NOW) is None
        assert history.refusal(MINE, "name_locked", now=NOW) is None

    def test_a_try_that_failed_otherwise_says_nothing_against_it(self) -> None:
        """What never got through to Meta does not free the quota."""
        failed = replace(self.REFUSED, rule=None, not_before=None)
        history = History((self.REFUSED, failed))
        assert history.refusal(MINE, "edit_quota", now=NOW) is not None

    def test_what_took_effect_since_is_newer_knowledge(self) -> None:
        """Neither it nor what may have taken effect leaves the refusal standing."""
        for fate in (Fate.DONE, Fate.UNKNOWN, Fate.CUT_OFF):
            history = History((self.REFUSED, replace(EDIT, fate=fate)))
            assert history.refusal(MINE, "edit_quota", now=NOW) is None

    def test_the_latest_refusal_counts(self) -> None:
        """Meta may say something else each time."""
        later = replace(self.REFUSED, not_before=NOW + timedelta(hours=9))
        history = History((self.REFUSED, later))
        assert history.refusal(MINE, "edit_quota", now=NOW) == (later, later.not_before)
        timeless = replace(self.REFUSED, not_before=None)
        history = History((self.REFUSED, timeless))
        assert history.refusal(MINE, "edit_quota", now=NOW) is None

    def test_what_claims_to_be_in_the_future_is_not_believed(self) -> None:
        """Five minutes are a matter of clocks, more is not."""
        early = replace(self.REFUSED, at=NOW + timedelta(minutes=6))
        assert History((early,)).refusal(MINE, "edit_quota", now=NOW) is None
