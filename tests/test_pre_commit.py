"""The hooks that .pre-commit-hooks.yaml offers, run by pre-commit itself.

How pre-commit installs wa-sync into an environment of its own is not shown here, since
that needs the network: the hooks are told to take the one that is installed.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from support.road import PROJECT, TEMPLATES


ROOT = Path(__file__).parent.parent
BIN = Path(sys.executable).parent
CONFIG = """\
repos:
  - repo: {hooks}
    rev: {rev}
    hooks:
      - {{id: wa-sync-fmt, language: system}}
      - {{id: wa-sync-validate, language: system}}
"""


class Checkout:
    """A Git repository, and commands run in it as nobody in particular."""

    def __init__(self, folder: Path, home: Path) -> None:
        """Make an empty one."""
        folder.mkdir()
        self.folder = folder
        kept = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
        self.env = kept | {
            "HOME": str(home),
            "PRE_COMMIT_HOME": str(home / "cache"),
            "PATH": f"{BIN}:{os.environ['PATH']}",
            "GIT_CONFIG_NOSYSTEM": "1",
            **{f"GIT_{who}_NAME": "A" for who in ("AUTHOR", "COMMITTER")},
            **{f"GIT_{who}_EMAIL": "a@b.example" for who in ("AUTHOR", "COMMITTER")},
        }
        self.run("git", "init", "--quiet")

    def run(self, *command: str) -> subprocess.CompletedProcess[str]:
        """Run a command, which may fail."""
        return subprocess.run(
            command,
            cwd=self.folder,
            env=self.env,
            capture_output=True,
            check=False,
            text=True,
        )

    def keep(self, files: dict[str, str]) -> str:
        """Write files, commit them, and return the commit."""
        for name, content in files.items():
            (self.folder / name).write_text(content)
        self.run("git", "add", ".")
        self.run("git", "commit", "--quiet", "--no-verify", "-m", "a")
        return self.run("git", "rev-parse", "HEAD").stdout.strip()

    def hooks(self) -> tuple[int, list[str]]:
        """Run the hooks; return the exit code and how each of them ended."""
        ran = self.run("pre-commit", "run", "--all-files", "--color", "never")
        ends = [line for line in ran.stdout.splitlines() if line.startswith("wa-sync ")]
        return ran.returncode, [
            f"{line.split('.')[0]}: {line.rsplit('.', 1)[1]}" for line in ends
        ]


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    """Return a checkout of a project that takes its hooks from another repository."""
    offered = (ROOT / ".pre-commit-hooks.yaml").read_text()
    hooks = Checkout(tmp_path / "hooks", tmp_path)
    rev = hooks.keep({".pre-commit-hooks.yaml": offered})
    found = Checkout(tmp_path / "project", tmp_path)
    config = CONFIG.format(hooks=hooks.folder, rev=rev)
    found.keep(
        {
            ".pre-commit-config.yaml": config,
            "wa-sync.yaml": PROJECT,
            "all.yaml": TEMPLATES,
        }
    )
    return found


def test_good_files_pass(checkout: Checkout) -> None:
    """What is valid and formatted passes both hooks."""
    assert checkout.hooks() == (0, ["wa-sync fmt: Passed", "wa-sync validate: Passed"])


def test_files_are_formatted(checkout: Checkout) -> None:
    """A file that is laid out otherwise is formatted, which stops the commit once."""
    checkout.keep({"all.yaml": TEMPLATES.replace("name: order", "name:   order")})
    ended = ["wa-sync fmt: Failed", "wa-sync validate: Passed"]
    assert checkout.hooks() == (1, ended)
    assert (checkout.folder / "all.yaml").read_text() == TEMPLATES


def test_an_invalid_file_stops_the_commit(checkout: Checkout) -> None:
    """A mistake fails both hooks, and the file is as it was."""
    broken = TEMPLATES.replace("    language: en_US\n", "")
    checkout.keep({"all.yaml": broken})
    ended = ["wa-sync fmt: Failed", "wa-sync validate: Failed"]
    assert checkout.hooks() == (1, ended)
    assert (checkout.folder / "all.yaml").read_text() == broken


def test_a_rule_stops_the_commit(checkout: Checkout) -> None:
    """What Meta would refuse fails validate alone."""
    checkout.keep({"all.yaml": TEMPLATES.replace("Hi {{1}}, ", "{{1}} ")})
    ended = ["wa-sync fmt: Passed", "wa-sync validate: Failed"]
    assert checkout.hooks() == (1, ended)
