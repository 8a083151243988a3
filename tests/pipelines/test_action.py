"""The composite action, step by step, with a simulated event: sandbox and forge."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from support.forge import NUMBER, REPO, TOKEN
from support.house import ROOT
from support.road import TEMPLATES
from support.stage import Stage, ended, git, staged


UPLOAD = "Upload plan, report and snapshots"


@pytest.fixture
def stage(tmp_path: Path) -> Iterator[Stage]:
    """Make a repository with a branch, and a python3 that installs nothing."""
    with staged(tmp_path) as made:
        yield made


def test_from_the_pull_request_to_live(stage: Stage) -> None:
    """Plan, comment, push again, comment in place, apply what was reviewed."""
    stage.branch(TEMPLATES)
    steps = stage.run("plan", sandbox="true")
    assert ended(steps) == {"Install": 0, "Fetch the history": 0, "Plan": 0, UPLOAD: 0}
    first = stage.output("digest")
    assert (stage.output("creates"), stage.output("exit_code")) == ("1", "2")
    assert json.loads(stage.output("accounts")).keys() == {"demo"}
    assert steps[UPLOAD].given["path"] == str(stage.out)
    assert {one.name for one in stage.out.iterdir()} == {
        *("plan.json", "plan.md", "plan.html", "plan.sarif")
    }
    summary = (stage.root / "temp" / "GITHUB_STEP_SUMMARY").read_text()
    assert summary == (stage.out / "plan.md").read_text()

    plan = str(stage.out / "plan.json")
    said = stage.run("comment", plan_file=plan)["Comment"]
    assert said.out == f"demo: comment on {REPO}#{NUMBER} created\n"
    assert first in stage.world.bodies()[0]

    stage.branch(TEMPLATES.replace("workshop", "warehouse"))
    stage.run("plan", sandbox="true")
    second = stage.output("digest")
    assert second != first
    said = stage.run("comment", plan_file=plan)["Comment"]
    assert said.out == f"demo: comment on {REPO}#{NUMBER} updated\n"
    assert [second in one for one in stage.world.bodies()] == [True]

    stale = stage.run("apply", sandbox="true", expect_digest=first)
    assert stale["Apply"].code == 6
    assert stale[UPLOAD].code == 0
    done = stage.run("apply", sandbox="true", expect_digest=second, account="demo")
    assert done["Apply"].code == 0, done["Apply"]
    assert json.loads((stage.out / "report.json").read_text())
    stage.run("plan", sandbox="true")
    assert (stage.output("has_changes"), stage.output("exit_code")) == ("false", "0")


def test_the_history_is_fetched_where_it_is_missing(stage: Stage) -> None:
    """From a clone of one commit, causes could not be told."""
    stage.branch(TEMPLATES)
    assert git(stage.checkout, "rev-parse", "--is-shallow-repository") == "true"
    stage.run("plan", sandbox="true")
    assert git(stage.checkout, "rev-parse", "--is-shallow-repository") == "false"
    assert git(stage.checkout, "merge-base", "HEAD", "origin/main")
    # the token was for this fetch alone
    assert TOKEN not in (stage.checkout / ".git" / "config").read_text()


def test_what_a_forced_push_left_behind_is_fetched(stage: Stage) -> None:
    """Causes are told from what the branch declared, though no branch has it now."""
    git(stage.origin, "checkout", "--quiet", "main")
    git(stage.origin, "config", "uploadpack.allowAnySHA1InWant", "true")
    before = stage.commit(TEMPLATES)
    git(stage.origin, "reset", "--quiet", "--hard", "HEAD^")
    stage.clone("main")
    for commit, told in ((before, f"compared with {before[:12]}"), ("1" * 40, "")):
        steps = stage.on("push", {"before": commit}, "plan", {"sandbox": "true"})
        assert ended(steps) == {
            "Install": 0,
            "Fetch the history": 0,
            "Plan": 0,
            UPLOAD: 0,
        }
        found = re.search("compared with [0-9a-f]+", steps["Plan"].out)
        assert (found[0] if found else "") == told


def test_only_what_is_pinned_is_installed(stage: Stage) -> None:
    """With hashes, from wheels, and the action itself from its own commit."""
    stage.branch(TEMPLATES)
    stage.run("validate")
    installed = (stage.root / "installed").read_text().splitlines()[-2:]
    pip = "-m pip --quiet --disable-pip-version-check install"
    run = f"--require-hashes --only-binary :all: -r {ROOT}/requirements/run.txt"
    assert installed == [
        f"{pip} {run}",
        f"{pip} --no-deps --no-build-isolation {ROOT}",
    ]


def test_a_fork_is_planned_without_a_token(stage: Stage) -> None:
    """Base and head are compared; nothing is saved that could be applied."""
    stage.branch(TEMPLATES)
    steps = stage.run("plan", offline="true")
    assert ended(steps) == {"Install": 0, "Fetch the history": 0, "Plan": 0, UPLOAD: 0}
    assert not (stage.out / "plan.json").exists()
    assert "order_update" in (stage.out / "plan.md").read_text()


def test_what_is_wrong_is_shown_at_its_line(stage: Stage) -> None:
    """Validate needs no token, and nothing is uploaded."""
    stage.branch(TEMPLATES.replace("UTILITY", "UTILITIES"))
    steps = stage.run("validate")
    assert ended(steps) == {"Install": 0, "Validate": 3}
    assert "::error file=templates/all.yaml" in steps["Validate"].out


def test_a_plan_can_fail_for_what_it_finds(stage: Stage) -> None:
    """Its files are uploaded all the same, and the outputs say what it came to."""
    stage.branch(TEMPLATES)
    steps = stage.run("plan", sandbox="true")
    stage.run("apply", sandbox="true", expect_digest=stage.output("digest"))
    git(stage.root / "origin", "checkout", "--quiet", "main")
    git(stage.root / "origin", "merge", "--quiet", "--ff-only", "change")
    git(stage.root / "origin", "checkout", "--quiet", "change")
    sandbox = (stage.checkout / ".wa-sync" / "sandbox.db").read_bytes()
    fewer = TEMPLATES.replace("order {{2}} has", "order has")
    stage.branch(fewer.replace("[Ana, A-1042]", "[Ana]"))
    (stage.checkout / ".wa-sync").mkdir()
    (stage.checkout / ".wa-sync" / "sandbox.db").write_bytes(sandbox)
    steps = stage.run("plan", sandbox="true", fail_on="breaking,cost")
    assert ended(steps) == {"Install": 0, "Fetch the history": 0, "Plan": 5, UPLOAD: 0}
    assert (stage.output("exit_code"), stage.output("updates")) == ("5", "1")


def test_drift_fails_until_live_is_as_declared(stage: Stage) -> None:
    """4 where an apply is missing, then 0."""
    stage.branch(TEMPLATES)
    steps = stage.run("drift", sandbox="true")
    assert ended(steps) == {"Install": 0, "Fetch the history": 0, "Drift": 4, UPLOAD: 0}
    assert json.loads((stage.out / "drift.json").read_text())
    stage.run("plan", sandbox="true")
    stage.run("apply", sandbox="true", expect_digest=stage.output("digest"))
    assert stage.run("drift", sandbox="true")["Drift"].code == 0


def test_nothing_is_applied_that_nobody_reviewed(stage: Stage) -> None:
    """Without a digest, apply is not even started."""
    stage.branch(TEMPLATES)
    steps = stage.run("apply", sandbox="true")
    assert steps["Apply"].code == 64
    assert steps["Apply"].out.startswith("::error::apply needs expect-digest")
    assert not (stage.checkout / ".wa-sync").exists()


def test_a_delete_leaves_its_snapshot(stage: Stage) -> None:
    """What is gone can be declared again from the files of the run."""
    stage.branch(TEMPLATES)
    stage.run("plan", sandbox="true")
    stage.run("apply", sandbox="true", expect_digest=stage.output("digest"))
    other = TEMPLATES.replace("order_update", "order_delay")
    removed = "removed:\n  - message_template: order_update/en_US\n"
    (stage.checkout / "templates" / "all.yaml").write_text(other + removed)
    stage.run("plan", sandbox="true", base_ref="none")
    inputs = {"expect_digest": stage.output("digest"), "base_ref": "none"}
    done = stage.run("apply", sandbox="true", allow_delete="true", **inputs)
    assert done["Apply"].code == 0, done["Apply"]
    kept = list((stage.out / "snapshots").rglob("*.yaml"))
    assert len(kept) == 1
    assert "order_update" in kept[0].read_text()


@pytest.mark.parametrize("hostile", ['$(touch "$PWD/hit")', '"; touch hit; "', "-x"])
def test_inputs_are_data(stage: Stage, hostile: str) -> None:
    """Whatever an input says, no step runs it."""
    stage.branch(TEMPLATES)
    plan = stage.run("plan", sandbox="true", account=hostile)
    comment = stage.run("comment", plan_file=hostile)
    apply = stage.run("apply", sandbox="true", expect_digest=hostile)
    codes = plan["Plan"].code, comment["Comment"].code, apply["Apply"].code
    assert codes == (64, 0, 6)
    assert list(stage.root.rglob("hit")) == []
