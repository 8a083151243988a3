"""Findings and blocks inside a plan: what is wrong, and the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.model.finding import Severity
from wa_sync.model.source import json_pointer
from wa_sync.render import wording
from wa_sync.render.sinks.terminal import Text, line
from wa_sync.render.style import Role
from wa_sync.render.text.fields import label


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


def finding(found: Finding, style: Style) -> Iterator[Text]:
    """Write a finding under the change it belongs to."""
    head = style.paint(ROLE[found.severity], line("{}[{}]", found.severity, found.rule))
    form = "{}: {} ({})" if found.at else "{}: {}"
    yield line(form, head, found.message, label(json_pointer(found.at)))
    if found.meta is not None:
        yield line("  meta: {}", wording.would_answer(found.meta))
    if found.hint is not None:
        yield line("  hint: {}", found.hint)


def blocked(block: Blocked, style: Style, *, word: str = "blocked") -> Iterator[Text]:
    """Write what stands in the way, how to get past it, and when."""
    head = style.paint(Role.ERROR, line("{}[{}]", word, block.rule))
    yield line("{}: {}", head, block.reason)
    if block.way_out:
        yield line("  way out: {}", block.way_out)
    if block.believed is not None:
        yield line("  journal: {}", block.believed)
    if block.not_before is not None:
        yield line("  not before: {}", wording.moment(block.not_before))
