"""What happens in an apply, as it happens: one line of JSON for each event.

For whoever follows a long run, and for the record of what was sent when: the lines
are on disk before the next request. They hold no content of templates.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.model.report import State
from wa_sync.render import json
from wa_sync.render.sinks.json import document


if TYPE_CHECKING:
    from datetime import datetime

    from wa_sync.model.change import Change, Plan
    from wa_sync.model.report import Outcome, Report
    from wa_sync.model.source import Json
    from wa_sync.render.sinks.json import Document


def run_started(plan: Plan, at: datetime) -> Document:
    """The plan is agreed upon, and the first change comes next."""
    return _line("run_started", at, digest=plan.digest, changes=len(plan.changes))


def change_started(change: Change, at: datetime) -> Document:
    """A change is looked up, and perhaps written."""
    return _line(
        "change_started",
        at,
        account=change.account,
        address=str(change.address),
        action=change.action.value,
    )


def change_finished(outcome: Outcome, at: datetime) -> Document:
    """What became of a change; a later one about the same address corrects it.

    Where Meta's review of it was waited for, that comes later by a name of its own.
    """
    name = "change_finished" if outcome.review is None else "change_reviewed"
    return _line(name, at, **json.outcome(outcome))


def run_finished(report: Report, exit_code: int, at: datetime) -> Document:
    """The run is over, with the exit code that it will have."""
    counts: Json = {state.value: report.count(state) for state in State}
    return _line("run_finished", at, exit_code=exit_code, summary=counts)


def _line(event: str, at: datetime, **facts: Json) -> Document:
    opening: dict[str, Json] = {
        "format_version": json.FORMAT_VERSION,
        "event": event,
        "at": at.isoformat(),
    }
    return document({**opening, **facts}, indent=False)
