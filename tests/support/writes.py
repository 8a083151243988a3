"""Writes as the journal notes them, and a disk that is full."""

from __future__ import annotations

import resource
from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

from support.sides import NOW

from wa_sync.model.address import Address
from wa_sync.model.change import Action, Change, Precondition
from wa_sync.model.report import Outcome, State
from wa_sync.store import journal


if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime
    from pathlib import Path

    from wa_sync.model.history import History


ADDRESS = Address("message_template", "order_update/en_US")
UPDATE = Change(
    account="demo",
    address=ADDRESS,
    action=Action.UPDATE,
    before={"category": "UTILITY", "components": ["old text"]},
    after={"category": "UTILITY", "components": ["new text"]},
    send={"category": "UTILITY", "components": ["new text"]},
    live_id="1000",
    live_status="APPROVED",
    precondition=Precondition(exists=True, fingerprint="sha256:before"),
)
CREATE = replace(
    UPDATE,
    action=Action.CREATE,
    before=None,
    live_id=None,
    live_status=None,
    precondition=Precondition(exists=False),
)
DELETE = replace(UPDATE, action=Action.DELETE, after=None, send=None)


def ended(change: Change, state: State = State.DONE) -> Outcome:
    """How a change ended."""
    return Outcome(change=change, state=state)


def opened(state: Path, now: datetime = NOW) -> journal.Journal:
    """The journal of one account behind one origin, open for a run."""
    return journal.open_journal(state, origin="meta", account="1", now=now)


def remembered(state: Path) -> History:
    """What that journal remembers."""
    return journal.read(state, origin="meta", account="1")


def path_of(state: Path) -> Path:
    """Where it lies."""
    return journal.path_of(state, origin="meta", account="1")


@contextmanager
def no_room(size: int) -> Iterator[None]:
    """Let no file grow beyond so many bytes, as on a disk that is full."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
