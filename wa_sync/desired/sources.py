"""What a project declares is collected from, and what it is looked at through."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from wa_sync.kind import Kind
    from wa_sync.model.account import Account
    from wa_sync.model.finding import Finding
    from wa_sync.model.resource import Asset
    from wa_sync.model.source import Json, Part, Places, Pointer, Spec


@dataclass(frozen=True, slots=True)
class Source:
    """One YAML document: its value, and the place of every part of it.

    Where ``literal``, none of its texts holds a variable. ``broken`` leads to the
    entries that have not the shape they need: of those only ``parts`` are judged.
    """

    value: Json
    places: Places
    literal: bool = False
    broken: frozenset[Pointer] = frozenset()
    parts: Mapping[Pointer, Part] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Doors:
    """What the pure floor is handed to look through.

    ``fill`` replaces ``${var:…}`` and ``${env:…}``; ``inspect`` looks at a local
    sample and says what it is, or what is wrong with it.
    """

    fill: Callable[[Kind, Spec, Account], tuple[Spec, Sequence[Finding]]]
    inspect: Callable[[str, Pointer], Asset | Finding]
