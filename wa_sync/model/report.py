"""What became of a plan."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from collections.abc import Iterable

    from wa_sync.model.change import Blocked, Change
    from wa_sync.model.condition import Review
    from wa_sync.model.finding import Finding
    from wa_sync.model.resource import Address


class State(StrEnum):
    """How one change ended."""

    DONE = "done"
    ALREADY = "already"
    FAILED = "failed"
    BLOCKED = "blocked"
    STALE = "stale"
    UNKNOWN = "unknown"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True)
class Started:
    """A change whose turn has come: it is looked up, and then perhaps written."""

    change: Change


@dataclass(frozen=True, slots=True)
class Waiting:
    """Reviews of so many objects are waited for, for so many seconds at most."""

    count: int
    left: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How one change ended, and why where it did not go well.

    ``status`` and ``category`` are what Meta answered (PENDING, APPROVED …).
    ``ends_account`` where the reason stands against every further change, too: a bad
    token, an API that is gone, an unknown fate. ``review`` is what Meta's review came
    to, None where nobody waited for it; ``findings`` say why it was refused.
    """

    change: Change
    state: State
    message: str = ""
    hint: str | None = None
    blocked: Blocked | None = None
    exit_code: int = 0
    live_id: str | None = None
    status: str | None = None
    category: str | None = None
    ends_account: bool = False
    review: Review | None = None
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """One outcome for each change of a run, in the order in which they began."""

    outcomes: tuple[Outcome, ...]

    def count(self, state: State) -> int:
        """How many ended so."""
        return sum(outcome.state is state for outcome in self.outcomes)

    def reviewed(self, review: Review) -> int:
        """How many reviews came to this, of those that were waited for."""
        return sum(outcome.review is review for outcome in self.outcomes)


def report(outcomes: Iterable[Outcome]) -> Report:
    """Keep the last word on each change: what was done may prove not to show."""
    last = {subject(one.change): one for one in outcomes}
    return Report(tuple(last.values()))


def subject(change: Change) -> tuple[str, Address]:
    """What a change is about: of one thing there is one change in a plan."""
    return change.account, change.address
