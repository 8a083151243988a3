"""What is wrong with the files, where a plan of them would stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.model.finding import Severity
from wa_sync.render.markdown.marks import mark_for
from wa_sync.render.markdown.plan import LIMIT
from wa_sync.render.sinks.markdown import Markdown, cell
from wa_sync.render.weighing import gravest


if TYPE_CHECKING:
    from collections.abc import Sequence

    from wa_sync.model.finding import Diagnostic

_HEAD = Markdown("| | where | what is wrong |\n|---|---|---|")
_NOTE = 60  # bytes kept for the sentence that counts what is left out


def invalid(
    found: Sequence[Diagnostic], accounts: Sequence[str], *, limit: int = LIMIT
) -> Markdown:
    """Return mistakes as a table of at most ``limit`` bytes, the errors first.

    ``accounts`` are the names of those that would have been planned for.
    """
    ordered = gravest(found)
    title = Markdown("### wa-sync plan: **the files are not valid**")
    errors = sum(one.finding.severity is Severity.ERROR for one in ordered)
    counts = Markdown.of(
        "Nothing was planned. Errors: {}. Warnings and notes: {}.",
        errors,
        len(ordered) - errors,
    )
    mark = mark_for(accounts)
    whole = mark.closed("", whole=True)
    taken = sum(len(one.encode()) + 2 for one in (whole, title, counts))
    rows, left = _fitting(ordered, limit - taken - _NOTE)
    marked = mark.closed("", whole=False) if left else whole
    more = [Markdown.of("… and {} more, shown in the log.", left)] if left else []
    return Markdown("\n\n").join([marked, title, counts, rows, *more]) + Markdown("\n")


def _fitting(found: Sequence[Diagnostic], room: int) -> tuple[Markdown, int]:
    """Return the table, as much as fits into so many bytes, and how many rows lack."""
    room -= len(_HEAD.encode())
    rows = [_HEAD]
    for one in found:
        row = _row(one)
        room -= len(row.encode()) + 1
        if room < 0:
            break
        rows.append(row)
    return Markdown("\n").join(rows), len(found) - len(rows) + 1


def _row(one: Diagnostic) -> Markdown:
    found, span = one.finding, one.span
    place = cell(f"{span.file.path}:{span.line}") if span else Markdown("")
    said = cell(found.message)
    if found.hint:
        said += Markdown.of("<br>hint: {}", cell(found.hint))
    label = cell(f"{found.severity}[{found.rule}]")
    return Markdown.of("| {} | {} | {} |", label, place, said)
