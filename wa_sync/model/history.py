"""What this machine remembers of its own writes: a courtesy, never a proof.

It may be empty on a fresh CI runner, and others write too, so every number out of it
reads "at least". It may also lie, so nothing may be concluded from it but that a
change had better wait (reliability-security.md §0, decision 3).
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from wa_sync.model.address import Address
    from wa_sync.model.change import Action


SKEW = timedelta(minutes=5)
"""By how much two times may differ that were told by different clocks."""


class Fate(StrEnum):
    """What became of a write, as far as it was noted."""

    DONE = "done"
    NOT_DONE = "not done"
    UNKNOWN = "unknown"
    CUT_OFF = "cut off"
    """Noted before it was sent, and never after: the run ended in between."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Event:
    """One write. ``at`` is by the server's clock: of its end where that was noted.

    ``status`` is Meta's word for what was live before (None for a create), ``fields``
    are the names of those that were to change, where that was noted; ``before`` and
    ``after`` are the fingerprints of what was live and of what was sent. Where Meta
    refused it and said for how long, ``rule`` says why and ``not_before`` until when.
    """

    at: datetime
    address: Address
    action: Action
    fate: Fate
    live_id: str | None = None
    status: str | None = None
    fields: frozenset[str] = frozenset()
    before: str | None = None
    after: str | None = None
    rule: str | None = None
    not_before: datetime | None = None


@dataclass(frozen=True, slots=True)
class History:
    """The writes of the last weeks, in the order in which they were noted.

    ``place`` is the file that says so; ``gaps`` counts what it holds that could not
    be read.
    """

    events: tuple[Event, ...] = ()
    place: str | None = None
    gaps: int = 0
    _by_address: Mapping[Address, Sequence[Event]] = field(
        init=False, repr=False, compare=False
    )

    def __post_init__(self) -> None:
        """Sort the events out once: a plan asks for each of its addresses."""
        found: dict[Address, list[Event]] = {}
        for event in self.events:
            found.setdefault(event.address, []).append(event)
        object.__setattr__(self, "_by_address", found)

    def done(
        self, action: Action, kind: str, *, since: datetime, until: datetime
    ) -> Iterator[Event]:
        """Writes of one kind that surely took effect, after ``since``.

        What claims to be later than ``until`` is not believed.
        """
        for event in self.events:
            if (
                event.fate is Fate.DONE
                and event.action is action
                and event.address.kind == kind
                and since < event.at <= until
            ):
                yield event

    def of(self, address: Address) -> Sequence[Event]:
        """Everything about one address, the latest last."""
        return self._by_address.get(address, ())

    def last(self, address: Address) -> Event | None:
        """The last write to an address."""
        return next(reversed(self.of(address)), None)

    def refusal(
        self, address: Address, rule: str, *, now: datetime
    ) -> tuple[Event, datetime] | None:
        """The last write to an address, if Meta refused it by this rule until later.

        Later tries that came to nothing for other reasons say nothing against it.
        """
        for event in reversed(self.of(address)):
            if event.fate is not Fate.NOT_DONE or event.at > now + SKEW:
                return None
            if event.rule == rule:
                until = event.not_before
                return (event, until) if until is not None and now < until else None
        return None

    def cut_off(self, address: Address) -> Event | None:
        """The last write to an address, if nobody noted how it ended."""
        last = self.last(address)
        return last if last is not None and last.fate is Fate.CUT_OFF else None


NOTHING = History()
