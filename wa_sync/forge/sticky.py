"""One comment for each mark, written once and kept up to date in its place.

The oldest of ours stays, since links lead to it; what a race left beside it is
deleted, because an outdated plan that looks like the current one is worse than none.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Final

from wa_sync.errors import OutcomeUnknown


if TYPE_CHECKING:
    from collections.abc import Sequence

    from wa_sync.forge.thread import Comment, Thread

_ATTEMPTS: Final = 3


class Done(StrEnum):
    """What became of a comment."""

    CREATED = "created"
    UPDATED = "updated"
    UNCHANGED = "unchanged"
    NOT_NEEDED = "not needed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Sticky:
    """What is to be said. ``mark`` is what the text, and no other, begins with.

    Where there is no comment yet, one is made only if it is ``worth`` it.
    """

    mark: str
    body: str
    worth: bool


@dataclass(frozen=True, slots=True)
class Kept:
    """How it ended, and how many comments of ours too many were deleted."""

    done: Done
    deleted: int


def upsert(thread: Thread, sticky: Sticky) -> Kept:
    """Leave exactly one comment with this mark, or none that is not needed.

    A create whose answer is lost is looked up before it is tried again. Raises
    OutcomeUnknown where that, too, tells nothing.
    """
    body = thread.prepared(sticky.body)
    ours = _ours(thread, sticky)
    if not ours:
        if not sticky.worth:
            return Kept(Done.NOT_NEEDED, 0)
        return Kept(Done.CREATED, _created(thread, sticky, body))
    first, *others = ours
    same = _plain(first.body) == _plain(body)
    if not same:
        thread.update(first.id, body)
    for one in others:
        thread.delete(one.id)
    return Kept(Done.UNCHANGED if same else Done.UPDATED, len(others))


def _created(thread: Thread, sticky: Sticky, body: str) -> int:
    """Create until one is there; return how many too many came of it.

    Another run may have made one at the same time: both then see both, and keep the
    same one, which says what the later of them has to say.
    """
    for left in reversed(range(_ATTEMPTS)):
        try:
            thread.create(body)
            break
        except OutcomeUnknown:
            if _ours(thread, sticky):
                break
            if not left:
                raise
    ours = _ours(thread, sticky)
    others = ours[1:]
    if others and _plain(ours[0].body) != _plain(body):
        thread.update(ours[0].id, body)
    for one in others:
        thread.delete(one.id)
    return len(others)


def _ours(thread: Thread, sticky: Sticky) -> Sequence[Comment]:
    return [one for one in thread.mine() if one.body.startswith(sticky.mark)]


def _plain(body: str) -> str:
    """Return a text as it is whatever the forge did to its ends of lines."""
    return body.replace("\r\n", "\n").strip()
