"""Edits as the journal notes them, and what is remembered of them."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

from support.sides import NOW
from support.writes import (
    ADDRESS,
    UPDATE,
    ended,
    opened,
    path_of,
)

from wa_sync.canonical import fingerprint
from wa_sync.model.change import Action
from wa_sync.model.history import Event, Fate


LATER = NOW + timedelta(seconds=2)
DONE = Event(
    at=LATER,
    address=ADDRESS,
    action=Action.UPDATE,
    fate=Fate.DONE,
    live_id="1000",
    status="APPROVED",
    fields=frozenset({"components"}),
    before="sha256:before",
    after=fingerprint(UPDATE.send),
)
CUT_OFF = replace(DONE, at=NOW, fate=Fate.CUT_OFF)


def edited(state: Path) -> bytes:
    """A journal in which one edit was noted, and its content."""
    with opened(state) as one:
        one.intent(UPDATE, at=NOW)
        one.outcome(ended(UPDATE), at=LATER)
    return path_of(state).read_bytes()


def held(state: Path) -> int:
    """How often this process holds the journal open."""
    links = (os.path.realpath(f"/proc/self/fd/{n}") for n in range(256))
    return sum(link == str(path_of(state)) for link in links)
