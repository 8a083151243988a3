"""What a person or a program passes for a template, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from wa_sync.messages.ways import OPTIONS


if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wa_sync.messages.location import Location
    from wa_sync.messages.media import Media
    from wa_sync.messages.ways import Way
    from wa_sync.model.finding import Finding
    from wa_sync.model.source import Spec


@dataclass(frozen=True, slots=True, kw_only=True)
class Given:
    """Values by name or by position.

    ``body`` and ``header`` are texts by the name of their variable, or by its
    position, counted from 1. ``medium`` is what a header shows that is no text.
    ``buttons`` are by place, counted from 0. With ``examples``, what is not given is
    taken from the examples that the template was declared with. ``way`` is for hints.
    """

    body: Mapping[str, str] = field(default_factory=dict)
    header: Mapping[str, str] = field(default_factory=dict)
    medium: Media | Location | None = None
    buttons: Mapping[str, str] = field(default_factory=dict)
    examples: bool = False
    way: Way = OPTIONS


@dataclass(frozen=True, slots=True)
class Filled:
    """Components to send, and what stood in their way: nothing, if they are whole."""

    components: tuple[Spec, ...]
    findings: Sequence[Finding] = ()
