"""Anybody may do anything at any time: what holds after every run of the tool."""

from __future__ import annotations

import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import Phase, settings
from hypothesis.stateful import run_state_machine_as_test
from support.machine import AccountMachine
from support.machine_desk import Clock
from support.machine_tool import Tool
from support.machine_world import Recorder

from wa_sync.sandbox.server import serve
from wa_sync.workflow.snapshot import FOLDER


SMALL, FULL = (30, 20), (125, 50)
"""Examples, and the most steps of each; whole, there are four times as many."""
DEEP = 10_000 * 100
PHASES = (Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink)
"""All but the explanation, which takes longer than all the rest."""


@pytest.fixture
def tool(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Tool]:
    """Give a checkout, and a sandbox that is watched."""
    folder = tmp_path / "checkout"
    folder.mkdir()
    (folder / "full").touch()
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))
    recorder, clock = Recorder(folder / FOLDER), Clock(time.time())
    with serve(None, routes=recorder.routes(), real=lambda: clock.now) as served:
        yield Tool(folder, served, recorder, clock)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Draw the whole sweep in four parts, which can go on side by side."""
    if "part" in metafunc.fixturenames:
        whole = metafunc.config.getoption("--sweep") == "full"
        metafunc.parametrize("part", range(4 if whole else 1))


def test_nothing_that_anybody_does_breaks_a_law(
    tool: Tool, part: int, *, full: bool, figure: Callable[[str], None]
) -> None:
    """Whatever happens in whatever order, every law holds after every run."""
    machine = type("Machine", (AccountMachine,), {"tool": tool})
    examples, steps = FULL if full else SMALL
    bounds = settings(
        max_examples=examples,
        stateful_step_count=steps,
        deadline=None,
        phases=PHASES,
    )
    begin = time.process_time()
    run_state_machine_as_test(machine, settings=bounds)
    spent = time.process_time() - begin
    for line in _figures(tool.recorder.seen, spent):
        figure(f"state machine, part {part}: {line}")


def _figures(seen: Counter[str], spent: float) -> Iterator[str]:
    """Say what was met, so that a rule which meets nothing any more is noticed."""
    runs = sum(n for what, n in seen.items() if " exit " in what)
    steps = seen["step"]
    hours = spent / steps * DEEP / 3600
    yield (
        f"{seen['example']} examples, {steps} steps, {runs} runs of the tool, 0 laws "
        f"broken; {spent:.0f} s of CPU, so 10,000 x 100 would take {hours:.1f} h"
    )
    for word in (" exit ", "create ", "update ", "delete ", "wrote "):
        met = sorted((what, n) for what, n in seen.items() if word in what)
        yield ", ".join(f"{what} {n}" for what, n in met)
