"""What apply on the main branch takes for reviewed: the step that finds the plan."""

from __future__ import annotations

import json
import os
import subprocess
from dataclasses import dataclass
from pathlib import Path

import pytest
import yaml
from support.house import ROOT
from support.runner import outputs_in


WORKFLOW = yaml.safe_load((ROOT / "examples/ci/github/apply.yml").read_text())
STEP = WORKFLOW["jobs"]["reviewed"]["steps"][0]
GH = """\
#!/bin/sh
# stands in for gh: answers as the test says, and notes what it was asked
echo "$@" >> "{log}"
case "$1 $2" in
  "api "*) echo "{head}" ;;
  "run list") echo "{run}" ;;
  "run download") mkdir -p "$9" && cp "{plan}" "$9/plan.json" ;;
esac
"""
PLAN = {
    "accounts": [
        {"name": "prod", "digest": "sha256:1"},
        {"name": "prod2", "digest": "sha256:2"},
        {"name": "quiet", "digest": "sha256:3"},
    ],
    "changes": [{"account": "prod2"}, {"account": "prod"}, {"account": "prod"}],
}


@dataclass(frozen=True)
class Found:
    """How the step ended, what it hands on, and what gh was asked."""

    code: int
    accounts: object
    asked: list[str]
    said: str


def found(folder: Path, *, head: str, run: str, **env: str) -> Found:
    """Run the step with a gh that gives these answers."""
    log, output = folder / "log", folder / "output"
    log.touch()
    output.touch()
    (folder / "reviewed.json").write_text(json.dumps(PLAN))
    gh = folder / "bin" / "gh"
    gh.parent.mkdir()
    gh.write_text(GH.format(log=log, head=head, run=run, plan=folder / "reviewed.json"))
    gh.chmod(0o755)
    ran = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", STEP["run"]],
        check=False,
        capture_output=True,
        text=True,
        env={
            "PATH": f"{gh.parent}{os.pathsep}{os.environ['PATH']}",
            "RUNNER_TEMP": str(folder),
            "GITHUB_OUTPUT": str(output),
            "GITHUB_REPOSITORY": "shop/messages",
            "GITHUB_SHA": "c0ffee",
            "GITHUB_EVENT_NAME": "push",
            "PLAN_WORKFLOW": STEP["env"]["PLAN_WORKFLOW"],
            **env,
        },
    )
    told = outputs_in(output).get("accounts")
    accounts = None if told is None else json.loads(told)
    return Found(ran.returncode, accounts, log.read_text().splitlines(), ran.stdout)


def test_the_plan_of_the_merged_head_is_what_was_reviewed(tmp_path: Path) -> None:
    """Each account with changes gets its own digest; the others no job at all."""
    got = found(tmp_path, head="beef", run="77")
    assert got.code == 0
    assert got.accounts == [
        {"account": "prod", "digest": "sha256:1"},
        {"account": "prod2", "digest": "sha256:2"},
    ]
    assert got.asked[0].startswith("api repos/shop/messages/commits/c0ffee/pulls ")
    assert "--commit beef --event pull_request --status success" in got.asked[1]
    assert got.asked[2].startswith("run download 77 ")


def test_without_a_pull_request_nothing_was_reviewed(tmp_path: Path) -> None:
    """A push by hand applies nothing."""
    got = found(tmp_path, head="", run="77")
    assert (got.code, got.accounts, len(got.asked)) == (0, [], 1)
    assert got.said.startswith("::notice::")


def test_without_a_plan_somebody_has_to_look(tmp_path: Path) -> None:
    """A fork's pull request has none: the run fails and says what to do."""
    got = found(tmp_path, head="beef", run="")
    assert (got.code, got.accounts, len(got.asked)) == (1, None, 2)
    assert got.said.startswith("::error::")


@pytest.mark.parametrize("name", ["prod", '"; exit 3; "', "$(exit 3)\nx=1"])
def test_by_hand_a_digest_is_given(tmp_path: Path, name: str) -> None:
    """What is typed into the form is data, whatever it looks like."""
    env = {"GITHUB_EVENT_NAME": "workflow_dispatch", "ACCOUNT": name, "DIGEST": "d"}
    got = found(tmp_path, head="", run="", **env)
    assert (got.code, got.asked) == (0, [])
    assert got.accounts == [{"account": name, "digest": "d"}]
