"""What Meta refused is noted with its time, and with nothing of its text."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone
from typing import TYPE_CHECKING

import pytest
from support.sides import NOW
from support.writes import UPDATE, ended, opened, path_of, remembered

from wa_sync.model.change import Blocked
from wa_sync.model.history import Event, Fate
from wa_sync.model.report import State


if TYPE_CHECKING:
    from pathlib import Path


QUOTA = Blocked(
    rule="edit_quota",
    reason="what Meta said",
    way_out="wait",
    not_before=NOW + timedelta(hours=5),
    time_helps=True,
)


def refused(state: Path, why: Blocked) -> Event:
    """Note an edit that was refused, and return what is remembered of it."""
    with opened(state) as one:
        one.intent(UPDATE, at=NOW)
        one.outcome(replace(ended(UPDATE, State.BLOCKED), blocked=why), at=NOW)
    (event,) = remembered(state).events
    return event


def test_a_refusal_is_remembered_until_its_time(tmp_path: Path) -> None:
    """By its rule; what it was to change stays known as well."""
    east = timezone(timedelta(hours=2))
    local = replace(QUOTA, not_before=(NOW + timedelta(hours=5)).astimezone(east))
    event = refused(tmp_path, local)
    assert (event.fate, event.rule) == (Fate.NOT_DONE, "edit_quota")
    assert event.not_before == NOW + timedelta(hours=5)
    assert event.not_before.tzinfo is UTC
    assert event.status == "APPROVED"
    assert b"what Meta said" not in path_of(tmp_path).read_bytes()


def test_a_refusal_without_a_time_teaches_nothing(tmp_path: Path) -> None:
    """Nobody knows when it is over, so nothing may be concluded from it."""
    event = refused(tmp_path, replace(QUOTA, not_before=None))
    assert (event.rule, event.not_before) == (None, None)


@pytest.mark.parametrize(
    ("until", "believed"),
    [
        (NOW + timedelta(days=31), True),
        (NOW + timedelta(days=31, seconds=1), False),
        (datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC), False),
    ],
)
def test_no_refusal_is_believed_for_longer_than_meta_locks_anything(
    tmp_path: Path, until: datetime, *, believed: bool
) -> None:
    """A file that lies must not stand in the way for ever."""
    event = refused(tmp_path, replace(QUOTA, not_before=until))
    assert event.not_before == (until if believed else None)


@pytest.mark.parametrize("until", ["noon", "2026-03-01T12:00:00"])
def test_a_line_whose_time_is_none_is_no_line(tmp_path: Path, until: str) -> None:
    """It is a gap, like all else that cannot be read."""
    refused(tmp_path, QUOTA)
    path = path_of(tmp_path)
    intent, outcome = path.read_bytes().splitlines()
    line = json.dumps({**json.loads(outcome), "not_before": until})
    path.write_bytes(intent + b"\n" + line.encode() + b"\n")
    found = remembered(tmp_path)
    assert (found.gaps, [one.fate for one in found.events]) == (1, [Fate.CUT_OFF])
