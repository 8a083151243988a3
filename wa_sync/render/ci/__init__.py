"""Formats that CI systems read: annotations, SARIF, code quality and JUnit.

They all show diagnostics, so a plan is turned into diagnostics first.
"""

from __future__ import annotations

from wa_sync.render.ci.code_quality import code_quality
from wa_sync.render.ci.diagnosed import concerns, diagnosed
from wa_sync.render.ci.github import github
from wa_sync.render.ci.junit import junit
from wa_sync.render.ci.outputs import outputs
from wa_sync.render.ci.sarif import sarif
from wa_sync.render.ci.trials import trials


__all__ = [
    "code_quality",
    "concerns",
    "diagnosed",
    "github",
    "junit",
    "outputs",
    "sarif",
    "trials",
]
