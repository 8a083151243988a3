"""What is live in one account and not in another, or not the same."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from wa_sync.model.address import Address
    from wa_sync.model.change import FieldChange, Place


class Where(StrEnum):
    """In which of two accounts something is live."""

    FIRST = "only in the first"
    SECOND = "only in the second"
    BOTH = "in both"


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One account's object; ``source`` is where the files declare it."""

    address: Address
    live_id: str
    status: str | None = None
    source: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Gap:
    """What differs between two accounts. ``diff`` leads from the first to the second.

    ``name`` is the address; of a thing that each account has one of, only its kind.
    """

    name: str
    first: Side | None
    second: Side | None
    diff: tuple[FieldChange, ...] = ()

    @property
    def sides(self) -> tuple[Side, ...]:
        """What there is of it: two objects, or one."""
        return tuple(side for side in (self.first, self.second) if side is not None)

    @property
    def where(self) -> Where:
        """In which of the accounts it is live."""
        if self.second is None:
            return Where.FIRST
        return Where.SECOND if self.first is None else Where.BOTH


@dataclass(frozen=True, slots=True, kw_only=True)
class Between:
    """Two accounts, by their names, and what was found when they were compared.

    ``as_declared`` differ as the files want it: by their variables alone.
    ``untold`` are sentences about what could not be compared at all.
    """

    first: str
    second: str
    gaps: tuple[Gap, ...]
    as_declared: tuple[Gap, ...] = ()
    same: int = 0
    untold: tuple[str, ...] = ()
