"""A runner's checkouts of a repository, the composite action on them, and a forge."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml
from support.forge import NUMBER, REPO, TOKEN, World, forge_server
from support.house import ROOT
from support.road import PROJECT
from support.runner import Runner, Step


ACTION = yaml.safe_load((ROOT / "action.yml").read_text())
GIT = ("git", "-c", "user.name=Ana", "-c", "user.email=ana@shop.example")
PYTHON = """\
#!/bin/sh
# stands in for python3: notes what it was asked to install, and installs nothing
echo "$@" >> "{log}"
if [ "$2" = venv ]; then
  mkdir -p "$3/bin"
  cp "$0" "$3/bin/python"
  ln -sf "{tool}" "$3/bin/wa-sync"
fi
"""


def git(folder: Path, *argv: str) -> str:
    """Run git in a folder, and return what it says."""
    ran = subprocess.run(
        [*GIT, *argv], cwd=folder, check=True, capture_output=True, text=True
    )
    return ran.stdout.strip()


@dataclass
class Stage:
    """A repository, a runner's checkout of a branch of it, and a forge."""

    root: Path
    world: World
    url: str
    step: dict[str, Step] = field(default_factory=dict)
    runner: Runner | None = None

    @property
    def checkout(self) -> Path:
        """Where the runner has the project."""
        return self.root / "checkout"

    @property
    def out(self) -> Path:
        """Where the action leaves its files."""
        return self.root / "temp" / "wa-sync-out"

    @property
    def origin(self) -> Path:
        """Where people push to."""
        return self.root / "origin"

    def commit(self, templates: str) -> str:
        """Commit other templates to what origin has checked out."""
        (self.origin / "templates" / "all.yaml").write_text(templates)
        git(self.origin, "add", ".")
        git(self.origin, "commit", "--quiet", "--allow-empty", "-m", "change")
        return git(self.origin, "rev-parse", "HEAD")

    def branch(self, templates: str) -> None:
        """Push a branch with other templates, and check it out as shallow as can be."""
        self.commit(templates)
        self.clone("change", "--depth", "1")

    def clone(self, branch: str, *argv: str) -> None:
        """Give the runner a checkout that nobody has worked in."""
        subprocess.run(["rm", "-rf", self.checkout], check=True)
        options = ("clone", "--quiet", *argv, "--branch", branch)
        git(self.root, *options, f"file://{self.origin}", str(self.checkout))

    def run(self, command: str, **inputs: str) -> dict[str, Step]:
        """Run the action for the pull request of the tests."""
        event = {"pull_request": {"number": NUMBER}}
        inputs = {k.replace("_", "-"): v for k, v in inputs.items()}
        return self.on("pull_request", event, command, inputs, GITHUB_BASE_REF="main")

    def on(
        self,
        name: str,
        happened: Mapping[str, Any],
        command: str,
        inputs: Mapping[str, str],
        **more: str,
    ) -> dict[str, Step]:
        """Run the action for any event."""
        temp = self.root / "temp"
        temp.mkdir(exist_ok=True)
        event = self.root / "event.json"
        event.write_text(json.dumps(happened))
        env = {
            "HOME": str(self.root),
            "PATH": f"{self.root / 'bin'}{os.pathsep}{os.environ['PATH']}",
            "XDG_STATE_HOME": str(self.root / "state"),
            "GITHUB_ACTIONS": "true",
            "GITHUB_REPOSITORY": REPO,
            "GITHUB_EVENT_PATH": str(event),
            "GITHUB_EVENT_NAME": name,
            "GITHUB_API_URL": self.url,
            "GITHUB_WORKSPACE": str(self.checkout),
            "GITHUB_SERVER_URL": "https://github.com",
            **more,
        }
        context = {
            "github.token": TOKEN,
            "github.event.before": str(happened.get("before", "")),
            "github.action_path": str(ROOT),
            "runner.temp": str(temp),
        }
        self.runner = Runner(self.checkout, temp, env, context)
        given = {"github-token": TOKEN, "command": command, **inputs}
        steps = self.runner.run(ACTION, given)
        return {step.name: step for step in steps}

    def output(self, name: str) -> str:
        """What the action hands on to the workflow."""
        assert self.runner is not None
        return self.runner.filled(ACTION["outputs"][name]["value"])


def begun(root: Path, world: World, url: str) -> Stage:
    """Begin a repository with a branch, and a python3 that installs nothing."""
    origin = root / "origin"
    (origin / "templates").mkdir(parents=True)
    (origin / "wa-sync.yaml").write_text(PROJECT)
    (origin / ".gitignore").write_text(".wa-sync/\n")
    (origin / "templates" / "all.yaml").write_text("version: 1\n")
    git(origin, "init", "--quiet", "--initial-branch", "main")
    git(origin, "add", ".")
    git(origin, "commit", "--quiet", "-m", "base")
    git(origin, "checkout", "--quiet", "-b", "change")
    python = root / "bin" / "python3"
    python.parent.mkdir()
    tool = Path(sys.executable).parent / "wa-sync"
    python.write_text(PYTHON.format(log=root / "installed", tool=tool))
    python.chmod(0o755)
    return Stage(root, world, url)


@contextmanager
def staged(root: Path) -> Iterator[Stage]:
    """Begin, with a forge beside it."""
    with forge_server() as server:
        yield begun(root, server.world, server.url)


def ended(steps: Mapping[str, Step]) -> dict[str, int]:
    """Name the steps that were run, and their exit codes."""
    return {name: one.code for name, one in steps.items() if one.code is not None}
