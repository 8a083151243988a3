"""Diagnostics in the manner of a good compiler: the line, the caret, the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.render import wording
from wa_sync.render.sinks.terminal import Text, line
from wa_sync.render.style import Role
from wa_sync.render.text import excerpt
from wa_sync.render.text.findings import ROLE


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wa_sync.model.finding import Diagnostic
    from wa_sync.render.style import Style


def diagnostics(diags: Sequence[Diagnostic], style: Style) -> Text:
    """Return all diagnostics, sorted by place, and their count; ends with a line end.

    What has no place in a file comes first.
    """
    ordered = sorted(diags, key=_place)
    paragraphs = [Text("\n").join(_one(item, style)) for item in ordered]
    return line("{}\n", Text("\n\n").join([*paragraphs, wording.problems(diags)]))


def _place(item: Diagnostic) -> tuple[str, int, int, str, str]:
    span, found = item.span, item.finding
    if span is None:
        return "", 0, 0, found.rule, found.message
    return span.file.path, span.line, span.column, found.rule, found.message


def _one(item: Diagnostic, style: Style) -> Iterator[Text]:
    found = item.finding
    role = ROLE[found.severity]
    head = style.paint(role, line("{}[{}]", found.severity, found.rule))
    yield head + style.paint(Role.STRONG, line(": {}", found.message))
    margin = ""
    if item.span is not None:
        margin = excerpt.margin(item.span)
        yield from excerpt.lines(item.span, role, style)
    for label, value in _remarks(item):
        yield line("{} {} {}: {}", margin, style.paint(Role.FAINT, "="), label, value)


def _remarks(item: Diagnostic) -> Iterator[tuple[str, str]]:
    if item.address is not None:
        yield "address", str(item.address)
    if item.finding.meta is not None:
        yield "meta", wording.would_answer(item.finding.meta)
    if item.finding.hint is not None:
        yield "hint", item.finding.hint
