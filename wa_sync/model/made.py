"""Of what, where and when a saved plan was made."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from datetime import datetime


@dataclass(frozen=True, slots=True)
class Made:
    """When a saved plan was made, by the server's time, and from which checkout.

    ``dirty`` says that something was not committed, ``proposed`` is the commit that a
    CI merged to get ``commit``, and ``folder`` is the project's in its repository,
    empty for the topmost; all are None outside Git. ``accounts`` are all names that
    the project gives, also those that the plan is not about. No digest covers any of
    it: what the files say decides, not what they are called.
    """

    at: datetime
    commit: str | None
    dirty: bool | None = None
    proposed: str | None = None
    folder: str | None = None
    accounts: tuple[str, ...] = ()
