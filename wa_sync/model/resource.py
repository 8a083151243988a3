"""Things that can be declared, and things that are live."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wa_sync.model.address import Address


if TYPE_CHECKING:
    from collections.abc import Mapping

    from wa_sync.model.finding import Finding
    from wa_sync.model.source import Json, Origin, Pointer, Spec


@dataclass(frozen=True, slots=True)
class Asset:
    """A local media sample: where it lies in the project, and what it holds."""

    path: str
    content_type: str
    size: int
    sha256: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Declared:
    """One resource as files declare it for one account.

    ``entry`` is what was written (texts with variables replaced); ``spec`` is its
    normal form, without assets. ``assets`` maps a place in ``spec`` to the file that
    goes there. ``findings`` are the warnings, those that ``allow`` made so among
    them: plan repeats them when the resource has to be written.
    """

    account: str
    address: Address
    entry: Spec
    spec: Spec
    origin: Origin
    allow: frozenset[str] = frozenset()
    assets: Mapping[Pointer, Asset] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Tombstone:
    """Intent to delete, written under ``removed:``."""

    account: str
    address: Address
    origin: Origin


@dataclass(frozen=True, slots=True, kw_only=True)
class Live:
    """One resource as the API shows it.

    ``spec`` is its normal form; ``facts`` are the fields that only the API writes
    (previous_category, quality_score, last_updated_time …), as it gave them.
    """

    address: Address
    spec: Spec
    live_id: str
    status: str | None = None
    facts: Mapping[str, Json] = field(default_factory=dict)


__all__ = ["Address", "Asset", "Declared", "Live", "Tombstone"]
