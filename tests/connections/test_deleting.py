"""Deletes of connections over real sockets: done, gone already, or not known."""

from __future__ import annotations

import pytest
from support.connected import NODE, SHOWN
from support.planes import answered
from support.raw_server import Step, reply

from wa_sync.errors import OutcomeUnknown


LOST = reply(raw=b"", status=503)
THERE = reply({"connection": SHOWN})
GONE = reply({"message": "gone"}, status=404)
PAGE = reply(raw=b"<html>", status=404)


@pytest.mark.parametrize(
    ("steps", "asked"),
    [
        ((LOST, GONE), ["DELETE", "GET"]),
        ((PAGE, GONE), ["DELETE", "GET"]),
        ((LOST, THERE, reply({})), ["DELETE", "GET", "DELETE"]),
        ((LOST, THERE, GONE), ["DELETE", "GET", "DELETE"]),
    ],
)
def test_a_deletion_of_which_nobody_knows_is_looked_after(
    steps: tuple[Step, ...], asked: list[str]
) -> None:
    """And repeated: no id is used again, so that doing it twice does nothing more."""
    with answered(*steps) as (plane, heard):
        plane.remove(NODE)
    assert [one.method for one in heard] == asked


@pytest.mark.parametrize(
    "after",
    [
        (THERE, LOST),
        (LOST,),
        (reply({"message": "no"}, status=401),),
        (PAGE,),
    ],
)
def test_a_deletion_that_nobody_can_look_after_is_unknown(
    after: tuple[Step, ...],
) -> None:
    """What went wrong afterwards says nothing about it."""
    with answered(LOST, *after) as (plane, _), pytest.raises(OutcomeUnknown) as caught:
        plane.remove(NODE)
    assert caught.value.hint == "Delete it again: that does no harm."


def test_a_deletion_may_be_answered_with_nothing() -> None:
    """What it is answered with is not documented."""
    with answered(reply(raw=b"", status=200)) as (plane, heard):
        plane.remove(NODE)
    assert len(heard) == 1
