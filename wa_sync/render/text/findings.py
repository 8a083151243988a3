"""Findings and blocks inside a plan: what is wrong, and the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.model.finding import Severity
from wa_sync.model.source import json_pointer
from wa_sync.render import wording
from wa_sync.render.style import Role
from wa_sync.render.text.fields import label
from wa_sync.render.untrusted import terminal


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from wa_sync.model.change import Blocked
    from wa_sync.model.finding import Finding
    from wa_sync.render.style import Style

ROLE: Mapping[Severity, Role] = {
    Severity.ERROR: Role.ERROR,
    Severity.WARNING: Role.WARNING,
    Severity.INFO: Role.INFO,
}


def finding(found: Finding, style: Style) -> Iterator[str]:
    """Write a finding under the change it belongs to."""
    head = style.paint(
        ROLE[found.severity], f"{found.severity}[{terminal(found.rule)}]"
    )
    where = f" ({label(json_pointer(found.at))})" if found.at else ""
    yield f"{head}: {terminal(found.message)}{where}"
    if found.meta is not None:
        yield f"  meta: {wording.would_answer(found.meta)}"
    if found.hint is not None:
        yield f"  hint: {terminal(found.hint)}"


def blocked(block: Blocked, style: Style, *, word: str = "blocked") -> Iterator[str]:
    """Write what stands in the way, how to get past it, and when."""
    head = style.paint(Role.ERROR, f"{word}[{terminal(block.rule)}]")
    yield f"{head}: {terminal(block.reason)}"
    if block.way_out:
        yield f"  way out: {terminal(block.way_out)}"
    if block.not_before is not None:
        yield f"  not before: {wording.moment(block.not_before)}"
