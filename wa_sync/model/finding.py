"""What a rule says about a path, and that sentence put in its place in a file."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from wa_sync.model.address import Address
    from wa_sync.model.source import Pointer, Span


class Severity(StrEnum):
    """How bad it is: an error stops everything, a warning and an info do not."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"


@dataclass(frozen=True, slots=True)
class MetaCode:
    """What Meta would have answered: its error code and, where known, the subcode."""

    code: int
    subcode: int | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What a rule says about a path of a declaration; it knows no file and no line.

    ``key`` puts the finding on the key that ``at`` ends with, not on its value.
    """

    rule: str
    at: Pointer
    message: str
    hint: str | None = None
    severity: Severity = Severity.ERROR
    meta: MetaCode | None = None
    key: bool = False


@dataclass(frozen=True, slots=True)
class Diagnostic:
    """A finding put in its place. ``address`` is None for what is no resource."""

    finding: Finding
    span: Span | None = None
    address: Address | None = None
