"""GitLab's code quality report: a list of issues (GitLab docs, "Code Quality")."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.model.finding import Severity
from wa_sync.render.ci.fingerprints import fingerprinted
from wa_sync.render.ci.seen import seen
from wa_sync.render.sinks.json import document


if TYPE_CHECKING:
    from collections.abc import Sequence

    from wa_sync.model.finding import Diagnostic
    from wa_sync.model.source import Json
    from wa_sync.render.sinks.json import Document

_SEVERITY = {
    Severity.ERROR: "critical",
    Severity.WARNING: "minor",
    Severity.INFO: "info",
}


def code_quality(
    diagnostics: Sequence[Diagnostic], *, prefix: str = "", project: str
) -> Document:
    """Return the report. Each issue needs a file, so the rest is put to ``project``.

    ``prefix`` leads from the repository to where paths begin.
    """
    return document(
        [
            _issue(one, fingerprint, prefix, project)
            for one, fingerprint in fingerprinted(diagnostics)
        ]
    )


def _issue(item: Diagnostic, fingerprint: str, prefix: str, project: str) -> Json:
    found, span = item.finding, item.span
    subject = "" if item.address is None else f"{item.address}: "
    hint = "" if found.hint is None else f" ({found.hint})"
    return {
        "description": f"{subject}{found.message}{hint}",
        "check_name": found.rule,
        "fingerprint": fingerprint,
        "severity": _SEVERITY[found.severity],
        "location": {
            "path": seen(prefix, project if span is None else span.file.path),
            "lines": {"begin": 1 if span is None else span.line},
        },
    }
