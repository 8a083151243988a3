"""What is live and not as it was declared."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from wa_sync.model.address import Address
    from wa_sync.model.base import Base
    from wa_sync.model.change import (
        Cause,
        FieldChange,
        Note,
        Place,
        UnmanagedObject,
    )


class Standing(StrEnum):
    """How live differs: it is something else, it is not there, or it still is."""

    CHANGED = "changed"
    MISSING = "missing"
    STILL_THERE = "still there"


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """One object. ``diff`` leads from what is declared to what is live."""

    account: str
    address: Address
    standing: Standing
    cause: Cause
    diff: tuple[FieldChange, ...] = ()
    live_id: str | None = None
    source: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Drift:
    """All differences of a run; ``notes`` are those that are Meta's own."""

    accounts: tuple[str, ...]
    differences: tuple[Difference, ...]
    notes: tuple[Note, ...] = ()
    unmanaged: tuple[UnmanagedObject, ...] = ()
    base: Base | None = None
