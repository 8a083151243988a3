"""Annotations of a GitHub workflow run, beside the lines they are about.

GitHub shows ten errors, ten warnings and ten notices of a step and drops the rest
without a word, so the worst come first and what is left out is counted (GitHub docs,
"Workflow commands"; actions/runner, ExecutionContext._maxIssueCount).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

from wa_sync.model.finding import Severity
from wa_sync.render.ci.seen import seen
from wa_sync.render.sinks.commands import Commands, annotation
from wa_sync.render.wording import counted


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wa_sync.model.finding import Diagnostic

SHOWN = 10
_LEVEL: dict[Severity, Literal["error", "warning", "notice"]] = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.INFO: "notice",
}


def github(diagnostics: Sequence[Diagnostic], *, prefix: str = "") -> Commands:
    """Return one workflow command a line; empty where there is nothing to say.

    ``prefix`` leads from the workspace to where paths begin, like ``messages/``.
    """
    return Commands("").join(_all(diagnostics, prefix))


def _all(diagnostics: Sequence[Diagnostic], prefix: str) -> Iterator[Commands]:
    for severity, level in _LEVEL.items():
        found = [one for one in diagnostics if one.finding.severity is severity]
        over = len(found) > SHOWN
        for one in found[: SHOWN - over]:
            yield _one(level, one, prefix)
        if over:
            left = counted(len(found) - SHOWN + 1, f"more {level}")
            yield annotation(level, f"{left}, shown in the log and the summary", {})


def _one(
    level: Literal["error", "warning", "notice"], item: Diagnostic, prefix: str
) -> Commands:
    found, span = item.finding, item.span
    subject = "" if item.address is None else f"{item.address}: "
    hint = "" if found.hint is None else f"\nhint: {found.hint}"
    place: dict[str, str | int] = {}
    if span is not None:
        place = {"file": seen(prefix, span.file.path), "line": span.line}
        if span.end_line == span.line:
            place |= {"col": span.column, "endColumn": span.end_column}
    return annotation(
        level,
        f"{subject}{found.message}{hint}",
        {**place, "title": f"wa-sync: {found.rule}"},
    )
