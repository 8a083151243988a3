"""-o github: what later steps of a workflow are told about a plan."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from support.road import PROJECT, TEMPLATES, Road
from support.runner import outputs_in


DELETES = """\
version: 1
removed:
  - {message_template: order_update/en_US}
  - {message_template: order_delay/en_US}
message_templates:
  - name: order_late
    language: en_US
    category: UTILITY
    components: [{type: BODY, text: "It is late."}]
"""
LATE = TEMPLATES.replace("order_update", "order_delay").replace("left our", "seen our")


@pytest.fixture
def file(road: Road) -> Path:
    """Give the runner's file of outputs, with those of an earlier step's command."""
    path = road.folder.parent / "outputs"
    path.write_text("earlier=1\n")
    road.env(GITHUB_OUTPUT=str(path))
    return path


def told(file: Path) -> dict[str, str]:
    """What the runner reads in its file, but for what was there before."""
    read = outputs_in(file)
    assert read.pop("earlier") == "1"
    return read


def test_a_plan_with_changes(road: Road, file: Path) -> None:
    """Counts, the digest and what --detailed-exitcode would end with."""
    road.project()
    road.ok("plan", "--sandbox", "-o", "github", "-o", "json=plan.json")
    plan = json.loads((road.folder / "plan.json").read_text())
    assert told(file) == {
        "digest": plan["digest"],
        "has_changes": "true",
        "creates": "1",
        "updates": "0",
        "deletes": "0",
        "blocked": "0",
        "drift": "0",
        "accounts": json.dumps(
            {"demo": plan["accounts"][0]["digest"]}, separators=(",", ":")
        ),
        "exit_code": "2",
    }
    assert road.run("plan", "--sandbox", "--detailed-exitcode").code == 2


def test_in_sync(road: Road, file: Path) -> None:
    """Nothing to do is 0, and false."""
    road.project()
    road.ok("apply", "--sandbox", "--yes")
    road.ok("plan", "--sandbox", "-o", "github")
    read = told(file)
    assert (read["has_changes"], read["exit_code"]) == ("false", "0")


def test_a_plan_that_is_refused(road: Road, file: Path) -> None:
    """Too many deletes: 5, and the outputs are there all the same."""
    road.project(TEMPLATES)
    road.write("templates/late.yaml", LATE)
    road.ok("apply", "--sandbox", "--yes")
    (road.folder / "templates/late.yaml").unlink()
    road.project(DELETES)
    assert road.run("plan", "--sandbox", "-o", "github").code == 5
    read = told(file)
    assert (read["deletes"], read["exit_code"]) == ("2", "5")


def test_a_saved_plan_tells_the_same(road: Road, file: Path) -> None:
    """Show has no more and no less to say than the plan had."""
    road.project()
    road.ok("plan", "--sandbox", "--out", "plan.json", "-o", "github")
    first = told(file)
    file.write_text("earlier=1")
    road.ok("show", "plan.json", "-o", "github=annotations.txt")
    assert told(file) == first


def test_only_with_the_format_and_in_a_workflow(
    road: Road, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Other formats write no outputs, and without the variable there is no file."""
    road.project(project=PROJECT)
    road.ok("plan", "--sandbox", "-o", "text")
    assert told(file) == {}
    monkeypatch.delenv("GITHUB_OUTPUT")
    road.ok("plan", "--sandbox", "-o", "github")
    assert told(file) == {}


def test_a_file_that_cannot_be_written_is_said(road: Road) -> None:
    """The runner makes the file; where there is none, something is wrong."""
    road.project()
    road.env(GITHUB_OUTPUT=str(road.folder / "none"))
    ran = road.run("plan", "--sandbox", "-o", "github")
    assert ran.code == 74
    assert ran.err.startswith("error: cannot write the step's outputs: ")
    assert not (road.folder / "none").exists()
