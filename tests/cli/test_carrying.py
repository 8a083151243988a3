"""An apply that breaks off by a mistake of ours: what is told all the same."""

from __future__ import annotations

import json
from collections.abc import Callable, Generator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from support import plans

from wa_sync.cli.carrying import carrying
from wa_sync.cli.options import Target
from wa_sync.cli.settings import Settings
from wa_sync.cli.signals import Stop
from wa_sync.model.report import Outcome, Started
from wa_sync.render import text
from wa_sync.render.style import Style


NOON = datetime(2026, 1, 2, 12, tzinfo=UTC)
Steps = Callable[[], Generator[Started | Outcome]]


def settings(folder: Path) -> Settings:
    """What a plain apply is started with."""
    return Settings(
        cwd=folder,
        account=(),
        sandbox=True,
        sandbox_url=None,
        endpoint=None,
        token_file=None,
        only=(),
        exclude=(),
        outputs=(Target("text", None),),
        quiet=False,
        verbose=0,
        color="never",
        no_input=True,
        timeout=None,
        max_wait=None,
        stop=Stop(),
    )


def carried(folder: Path, steps: Generator[Started | Outcome]) -> Settings:
    """Carry something out, and return what may have been stopped."""
    chosen = settings(folder)
    plan = plans.everything()
    events = folder / "events.ndjson"
    with carrying(chosen, plan, chosen.stop, lambda: NOON, events) as run:
        run.run(steps)
    return chosen


def test_what_was_done_before_a_mistake_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """The outcomes that are known are reported, and the events come to their end."""

    def steps() -> Generator[Started | Outcome]:
        yield plans.report().outcomes[0]
        raise RuntimeError("a mistake of ours")

    with pytest.raises(RuntimeError):
        carried(tmp_path, steps())
    assert capsys.readouterr().out.endswith("\nApplied 1 change.\n")
    last = (tmp_path / "events.ndjson").read_text().splitlines()[-1]
    assert json.loads(last)["event"] == "run_finished"
    assert json.loads(last)["exit_code"] == 1


def test_nothing_is_closed_before_the_accounts_have_ended(tmp_path: Path) -> None:
    """A mistake in telling an outcome stops the writers first, and waits for them."""
    seen: list[bool] = []
    chosen: list[Settings] = []

    def steps() -> Generator[Started | Outcome]:
        try:
            yield Started(plans.report().outcomes[0].change)
            yield "no outcome at all"  # type: ignore[misc]  # a mistake of ours
        finally:
            seen.append(chosen[0].stop.stopped())

    made = settings(tmp_path)
    chosen.append(made)
    with (
        pytest.raises(AttributeError),
        carrying(made, plans.everything(), made.stop, lambda: NOON, None) as run,
    ):
        run.run(steps())
    assert seen == [True]


def test_a_file_without_changes_holds_the_plan_and_no_more(tmp_path: Path) -> None:
    """The plan says that there is nothing to do; a report of nothing adds nothing."""

    def steps() -> Generator[Started | Outcome]:
        yield from ()

    plan, to = plans.nothing(), (Target("text", "told.txt"),)
    made = replace(settings(tmp_path), outputs=to)
    with carrying(made, plan, made.stop, lambda: NOON, None) as run:
        assert run.run(steps()) == 0
    told = (tmp_path / "told.txt").read_text()
    assert told == str(text.plan(plan, Style.plain()))
