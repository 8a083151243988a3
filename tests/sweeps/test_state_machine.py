"""Anybody may do anything at any time: what holds after every run of the tool."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test
from support.machine import AccountMachine
from support.machine_desk import Clock
from support.machine_tool import Tool
from support.machine_world import Recorder

from wa_sync.sandbox.server import serve
from wa_sync.workflow.snapshot import FOLDER


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


def test_nothing_that_anybody_does_breaks_a_law(
    tool: Tool, *, full: bool, figure: Callable[[str], None]
) -> None:
    """Whatever happens in whatever order, every law holds after every run."""
    machine = type("Machine", (AccountMachine,), {"tool": tool})
    examples, steps = (500, 50) if full else (60, 20)
    bounds = settings(max_examples=examples, stateful_step_count=steps, deadline=None)
    run_state_machine_as_test(machine, settings=bounds)
    seen = ", ".join(f"{what} {n}" for what, n in sorted(tool.recorder.seen.items()))
    figure(f"state machine: {examples} examples of {steps} steps: {seen}")
