"""Plain text, for people: at a terminal, in a log, in a file."""

from __future__ import annotations

from wa_sync.render.text.between import between
from wa_sync.render.text.diagnostics import diagnostics
from wa_sync.render.text.drift import drift
from wa_sync.render.text.message import message
from wa_sync.render.text.moves import moves
from wa_sync.render.text.plan import plan
from wa_sync.render.text.report import ending, outcome, outcome_line, report
from wa_sync.render.text.status import counts, status


__all__ = [
    "between",
    "counts",
    "diagnostics",
    "drift",
    "ending",
    "message",
    "moves",
    "outcome",
    "outcome_line",
    "plan",
    "report",
    "status",
]
