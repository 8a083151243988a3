"""What became of a plan."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from wa_sync.model.change import Blocked, Change


class State(StrEnum):
    """How one change ended."""

    DONE = "done"
    ALREADY = "already"
    FAILED = "failed"
    BLOCKED = "blocked"
    STALE = "stale"
    UNKNOWN = "unknown"
    SKIPPED = "skipped"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How one change ended, and why where it did not go well.

    ``status`` and ``category`` are what Meta answered (PENDING, APPROVED …).
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


@dataclass(frozen=True, slots=True)
class Report:
    """All outcomes of a run, in the order in which they happened."""

    outcomes: tuple[Outcome, ...]

    def count(self, state: State) -> int:
        """How many ended so."""
        return sum(outcome.state is state for outcome in self.outcomes)
