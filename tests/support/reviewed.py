"""The step of the workflow of apply that finds what was reviewed, run by itself."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import yaml
from support.house import ROOT
from support.runner import outputs_in


WORKFLOW = yaml.safe_load((ROOT / "examples/ci/github/apply.yml").read_text())
STEP = WORKFLOW["jobs"]["reviewed"]["steps"][0]
LABEL: str = STEP["env"]["LABEL"]
GH = """\
#!/usr/bin/env python3
"Stands in for gh: answers as the test says, and notes what it was asked."
import pathlib, shutil, sys
here = pathlib.Path(__file__).parent.parent
asked = sys.argv[1:]
with open(here / "log", "a") as log:
    print(*" ".join(asked).split(), file=log)
answer = {"api": asked[1], "run": asked[1]}[asked[0]]
if answer == "download":
    to = pathlib.Path(asked[asked.index("--dir") + 1])
    to.mkdir(parents=True)
    shutil.copy(here / "reviewed.json", to / "plan.json")
elif "--slurp" in asked:
    print((here / "events.json").read_text())
else:
    print((here / ("list" if answer == "list" else "pull")).read_text())
"""


@dataclass(frozen=True)
class Found:
    """How the step ended, what it hands on, and what gh was asked."""

    code: int
    accounts: object
    asked: list[str]
    said: str


def happened(*events: str, label: str = LABEL) -> list[object]:
    """What the forge says of a pull request: of one label, and of what has none."""
    named = {"labeled", "unlabeled"}
    return [
        {"event": one, "label": {"name": label}} if one in named else {"event": one}
        for one in events
    ]


def found(
    folder: Path,
    plan: Mapping[str, object],
    *,
    head: str = "beef",
    run: str = "77",
    events: Sequence[Sequence[object]] = (),
    **env: str,
) -> Found:
    """Run the step with a gh that gives these answers, ``events`` page by page."""
    output, gh = folder / "output", folder / "bin" / "gh"
    gh.parent.mkdir(parents=True)
    output.touch()
    (folder / "log").touch()
    (folder / "reviewed.json").write_text(json.dumps(plan))
    (folder / "events.json").write_text(json.dumps(events))
    (folder / "pull").write_text(f"5 {head}" if head else "")
    (folder / "list").write_text(run)
    gh.write_text(GH)
    gh.chmod(0o755)
    given = {name: value for name, value in STEP["env"].items() if "${{" not in value}
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
            "BEFORE": "decaf",
            **given,
            **env,
        },
    )
    told = outputs_in(output).get("accounts")
    accounts = None if told is None else json.loads(told)
    asked = (folder / "log").read_text().splitlines()
    return Found(ran.returncode, accounts, asked, ran.stdout)
