from __future__ import annotations

from support import plans

from wa_sync.model.report import Outcome, Report, State
from wa_sync.render.style import Style
from wa_sync.render.text import outcome_line, report


def test_outcome_line() -> None:
    """An outcome is one line that can be shown as soon as it is known."""
    change = plans.delete(plans.template("old/en"), plans.ORDER_LIVE, line=3)
    assert outcome_line(Outcome(change=change, state=State.DONE), Style.plain()) == (
        "deleted   demo: message_template.old/en"
    )


def test_nothing() -> None:
    """Of a run without any change the plan has said all."""
    assert report(Report(()), Style.plain()) == ""
