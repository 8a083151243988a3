"""The action's comments: of a plan that is there, and of one that failed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from support.forge import NUMBER, REPO
from support.road import TEMPLATES
from support.stage import Stage, staged


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    """Make a repository with a branch, and a python3 that installs nothing."""
    with staged(tmp_path) as made:
        yield made


def test_a_plan_that_failed_takes_its_comment_back(stage: Stage) -> None:
    """A plan file that is not there means that there is no plan of the last commit."""
    stage.branch(TEMPLATES)
    stage.run("plan", sandbox="true")
    plan = str(stage.out / "plan.json")
    stage.run("comment", plan_file=plan)
    (stage.out / "plan.json").unlink()
    said = stage.run("comment", plan_file=plan)["Comment"]
    assert said.out == f"demo: comment on {REPO}#{NUMBER} updated\n"
    assert ["**failed**" in one for one in stage.world.bodies()] == [True]
    none = stage.run("comment")["Comment"]
    assert (none.code, none.out.splitlines()) == (
        64,
        ["::error::comment needs plan-file: what plan has saved"],
    )


def test_a_comment_shows_what_plan_fails_for(stage: Stage) -> None:
    """What does not stand in the saved plan is refused in the comment, too."""
    stage.branch(TEMPLATES)
    stage.run("plan", sandbox="true")
    plan = str(stage.out / "plan.json")
    stage.run("comment", plan_file=plan, fail_on="unmanaged,breaking")
    (said,) = stage.world.bodies()
    assert "refused" not in said
    wrong = stage.run("comment", plan_file=plan, fail_on="nothing")["Comment"]
    assert wrong.code == 64
