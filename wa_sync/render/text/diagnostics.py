"""Diagnostics in the manner of a good compiler: the line, the caret, the way out."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.render import wording
from wa_sync.render.style import Role
from wa_sync.render.text import excerpt
from wa_sync.render.text.findings import ROLE
from wa_sync.render.untrusted import terminal


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wa_sync.model.finding import Diagnostic
    from wa_sync.render.style import Style


def diagnostics(diags: Sequence[Diagnostic], style: Style) -> str:
    """Return all diagnostics, sorted by place, and their count; ends with a line end.

    What has no place in a file comes first.
    """
    paragraphs = ["\n".join(_one(item, style)) for item in sorted(diags, key=_place)]
    return "\n\n".join([*paragraphs, wording.problems(diags)]) + "\n"


def _place(item: Diagnostic) -> tuple[str, int, int, str, str]:
    span, found = item.span, item.finding
    if span is None:
        return "", 0, 0, found.rule, found.message
    return span.file.path, span.line, span.column, found.rule, found.message


def _one(item: Diagnostic, style: Style) -> Iterator[str]:
    found = item.finding
    role = ROLE[found.severity]
    head = style.paint(role, f"{found.severity}[{terminal(found.rule)}]")
    yield f"{head}{style.paint(Role.STRONG, f': {terminal(found.message)}')}"
    margin = ""
    if item.span is not None:
        margin = excerpt.margin(item.span)
        yield from excerpt.lines(item.span, role, style)
    for label, value in _remarks(item):
        yield f"{margin} {style.paint(Role.FAINT, '=')} {label}: {value}"


def _remarks(item: Diagnostic) -> Iterator[tuple[str, str]]:
    if item.address is not None:
        yield "address", terminal(str(item.address))
    if item.finding.meta is not None:
        yield "meta", wording.would_answer(item.finding.meta)
    if item.finding.hint is not None:
        yield "hint", terminal(item.finding.hint)
