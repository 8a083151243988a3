"""Looking again and again: how often, until when, and through what trouble."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from support.faring import condition
from support.sides import NOW
from support.tempo import Tempo

from wa_sync.errors import ApiUnavailable, NotAuthorized, Throttled, WaSyncError
from wa_sync.model.condition import Review, Status
from wa_sync.workflow.watching import Rounds, is_over, watched


def seen(*reviews: Review | None) -> Status:
    """A status of templates that fare so."""
    found = tuple(condition(f"t{n}/en", one) for n, one in enumerate(reviews))
    return Status(at=NOW, accounts=("demo",), conditions=found)


WAITS, GOOD = seen(Review.IN_REVIEW), seen(Review.APPROVED)
BAD, MISSING = seen(Review.REFUSED, Review.APPROVED), seen(None)


def looks(*found: Status | WaSyncError) -> Callable[[], Status]:
    """Show one after the other."""
    left = list(found)

    def look() -> Status:
        one = left.pop(0)
        if isinstance(one, WaSyncError):
            raise one
        return one

    return look


def rounds(tempo: Tempo) -> Rounds:
    """Look once a minute, until everything is approved."""
    return Rounds(every=60.0, clock=tempo.clock, wait=tempo.wait, until_approved=True)


def test_it_ends_when_meta_has_decided() -> None:
    """What is in review, and what is not live, is waited for."""
    tempo = Tempo()
    found = [MISSING, WAITS, BAD]
    assert list(watched(looks(*found, GOOD), rounds(tempo))) == found
    assert tempo.waits == [60.0, 60.0]
    assert [is_over(one) for one in (MISSING, WAITS, BAD, GOOD)] == [
        *(False, False, True, True),
    ]


def test_what_no_file_declares_is_waited_for_by_nobody() -> None:
    """It is somebody else's, unless somebody named it."""
    (one,) = WAITS.conditions
    theirs = replace(WAITS, conditions=(replace(one, span=None),))
    assert is_over(theirs)
    assert not is_over(replace(theirs, by_name=True))


def test_without_an_end_it_goes_on_until_it_is_stopped() -> None:
    """Approved or not."""
    tempo = Tempo(stop_after=1)
    forever = replace(rounds(tempo), until_approved=False)
    assert list(watched(looks(GOOD, GOOD, GOOD), forever)) == [GOOD, GOOD]


def test_the_time_ends_it_with_a_last_look() -> None:
    """The last pause is as long as the time that is left."""
    tempo = Tempo()
    short = replace(rounds(tempo), timeout=90.0)
    assert list(watched(looks(WAITS, WAITS, WAITS), short)) == [WAITS] * 3
    assert tempo.waits == [60.0, 30.0]


def test_trouble_in_between_is_told_and_looked_through() -> None:
    """Once it was there, an API that is gone for a while ends nothing."""
    gone = ApiUnavailable("gone")
    busy = Throttled("busy", status=429)
    found = list(watched(looks(WAITS, gone, busy, GOOD), rounds(Tempo())))
    assert found == [WAITS, gone, busy, GOOD]


@pytest.mark.parametrize(
    "found",
    [
        [ApiUnavailable("gone")],
        [WAITS, NotAuthorized("no", status=401)],
    ],
)
def test_what_will_not_mend_ends_it(found: list[Status | WaSyncError]) -> None:
    """So does a first look that shows nothing."""
    with pytest.raises((ApiUnavailable, NotAuthorized)):
        list(watched(looks(*found), rounds(Tempo())))
