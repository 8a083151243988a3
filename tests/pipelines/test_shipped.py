"""What is shipped for pipelines passes the checkers of its own kind."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from support.house import ROOT


BIN = Path(sys.executable).parent
CI = ROOT / "examples" / "ci"
WORKFLOWS = sorted((CI / "github").glob("*.yml"))
ACTION = ROOT / "action.yml"
PIN = re.compile(r"uses: ([\w./-]+)@([0-9a-f]{40}) # (v\d+\.\d+\.\d+|your release)")


def checked(*command: str | Path) -> None:
    """Run a checker; what it finds is the failure."""
    ran = subprocess.run(
        [str(part) for part in command],
        cwd=ROOT,
        check=False,
        capture_output=True,
        text=True,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr


def test_zizmor_finds_nothing() -> None:
    """Neither in the action nor in a workflow, at its most pedantic."""
    assert len(WORKFLOWS) == 3
    checked(BIN / "zizmor", "--offline", "--pedantic", "--quiet", ACTION, *WORKFLOWS)


def test_actionlint_finds_nothing() -> None:
    """Types of expressions, contexts and needs all fit."""
    checked(BIN / "actionlint", "-shellcheck=", "-pyflakes=", *WORKFLOWS)


@pytest.mark.parametrize("path", [ACTION, *WORKFLOWS], ids=lambda path: path.name)
def test_every_action_is_pinned(path: Path) -> None:
    """By a whole commit, with its version beside it; ours is to be filled in."""
    uses = [line for line in path.read_text().splitlines() if "uses:" in line]
    assert uses
    for line in uses:
        found = PIN.search(line)
        assert found is not None, line
        ours = found[1] == "OWNER/wa-sync"
        assert ours == (found[3] == "your release") == (set(found[2]) == {"0"})


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_no_right_is_given_to_a_whole_workflow(path: Path) -> None:
    """Each job names its own; none may be started by a fork with our secrets."""
    text = path.read_text()
    assert "\npermissions: {}\n" in text
    assert "pull_request_target" not in text
    assert "workflow_run" not in text
    assert text.count("persist-credentials: false") == text.count("actions/checkout@")


@pytest.mark.parametrize("path", [ACTION, *WORKFLOWS], ids=lambda path: path.name)
def test_no_script_is_made_of_an_expression(path: Path) -> None:
    """What an input, an event or an answer says is in the environment, as data."""
    inside = False
    indent = 0
    for line in path.read_text().splitlines():
        depth = len(line) - len(line.lstrip())
        if re.match(r"\s*(- )?run:", line):
            inside, indent = True, depth
            assert "${{" not in line
        elif inside and line.strip() and depth <= indent:
            inside = False
        elif inside:
            assert "${{" not in line, line


def test_only_the_comment_may_write_on_a_pull_request() -> None:
    """And the job that may never sees a file of it."""
    text = (CI / "github" / "plan.yml").read_text()
    assert text.count(": write") == 1
    comment = text.partition("\n  comment:\n")[2].partition("\n  fork:\n")[0]
    assert "pull-requests: write" in comment
    assert "actions/checkout@" not in comment
    assert "secrets." not in comment
    fork = text.partition("\n  fork:\n")[2]
    assert "secrets." not in fork
