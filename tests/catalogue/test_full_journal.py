"""H10: a disk that is full when the outcome of a write is to be noted."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from support.workbench import Workbench, templates, workbench

from wa_sync.apply import Terms, apply
from wa_sync.cli import exit_codes
from wa_sync.errors import LocalIO
from wa_sync.model.report import Outcome, Report, State


TWO = templates(a="Hello, this is the shop.", b="Goodbye, that was the shop.")


def applied(bench: Workbench) -> Report:
    """Apply with a journal that takes intents and no outcomes."""

    def record(_: Outcome) -> None:
        raise LocalIO("cannot write the journal: No space left on device")

    hands = bench.hands()
    full = replace(hands, record=record)
    steps = apply(bench.plan().changes, full, Terms())
    return Report(tuple(step for step in steps if isinstance(step, Outcome)))


def test_a_run_that_stops_at_a_full_journal_is_not_done(tmp_path: Path) -> None:
    """What was written is told, what is left is told, and that is no success: 7."""
    with workbench(tmp_path) as bench:
        (tmp_path / "all.yaml").write_text(TWO)
        report = applied(bench)
        assert [one.state for one in report.outcomes] == [State.DONE, State.SKIPPED]
        assert report.outcomes[0].hint is not None
        assert exit_codes.of_report(report, interrupted=0) == 7
        assert len(bench.writes()) == 1


def test_what_was_all_done_is_done(tmp_path: Path) -> None:
    """Where nothing is left to do, the note that is missing changes nothing: 0."""
    with workbench(tmp_path) as bench:
        (tmp_path / "all.yaml").write_text(templates(a="Hello, this is the shop."))
        report = applied(bench)
        assert [one.state for one in report.outcomes] == [State.DONE]
        assert exit_codes.of_report(report, interrupted=0) == 0
