"""As much of GitHub's runner as a composite action needs: its steps, one by one.

Expressions, conditions, files of outputs and paths, and the environment are as the
runner documents them; actions that steps use are handed to the test.
"""

from __future__ import annotations

import os
import re
import subprocess
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any


_EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")
_TERM = re.compile(r"(!?)([a-z_.-]+)\(?\)?(?:\s*(==|!=)\s*'([^']*)')?", re.IGNORECASE)


def outputs_in(file: Path) -> dict[str, str]:
    """Read a file of outputs as the runner does: ``name=value`` and ``name<<END``."""
    read: dict[str, str] = {}
    lines = iter(file.read_text().splitlines())
    for line in lines:
        name, equals, value = line.partition("=")
        found, heredoc, end = line.partition("<<")
        if heredoc and len(found) < len(name):
            body = []
            for inner in lines:
                if inner == end:
                    break
                body.append(inner)
            read[found] = "\n".join(body)
        elif equals:
            read[name] = value
    return read


@dataclass(frozen=True, slots=True)
class Step:
    """How one step ended: ``code`` is None for one that was left out."""

    name: str
    code: int | None
    out: str = ""
    err: str = ""
    used: str | None = None
    given: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class Runner:
    """Runs the steps of an action in a workspace, with a simulated event."""

    workspace: Path
    temp: Path
    env: Mapping[str, str]
    context: Mapping[str, str]
    paths: list[str] = field(default_factory=list)
    results: dict[str, str] = field(default_factory=dict)
    failed: bool = False

    def run(self, action: Mapping[str, Any], inputs: Mapping[str, str]) -> list[Step]:
        """Run every step; what fails leaves out the rest but ``always()``."""
        given = {
            f"inputs.{name}": str(inputs.get(name, one.get("default", "")))
            for name, one in action["inputs"].items()
        }
        assert {f"inputs.{name}" for name in inputs} <= given.keys()
        self.results |= given | dict(self.context)
        return [self._step(step) for step in action["runs"]["steps"]]

    def filled(self, text: str) -> str:
        """Fill the expressions of a text in."""
        return _EXPRESSION.sub(lambda found: self._value(found[1]), text)

    def _value(self, expression: str) -> str:
        first, *others = [part.strip() for part in expression.split("||")]
        found = self.results.get(first, "")
        return found or (self._value(" || ".join(others)) if others else "")

    def _holds(self, condition: str) -> bool:
        if "always()" not in condition and self.failed:
            return False
        return all(self._term(term.strip()) for term in condition.split("&&"))

    def _term(self, term: str) -> bool:
        if term in {"always()", "success()"}:
            return True
        found = _TERM.fullmatch(term)
        assert found is not None, term
        value = self.results.get(found[2], "")
        if found[3] is None:
            return bool(value) != bool(found[1])
        return (value == found[4]) == (found[3] == "==")

    def _step(self, step: Mapping[str, Any]) -> Step:
        name = step["name"]
        if not self._holds(str(step.get("if", "success()"))):
            return Step(name, None)
        if "uses" in step:
            given = {key: self.filled(str(v)) for key, v in step["with"].items()}
            return Step(name, 0, used=step["uses"], given=given)
        assert step["shell"] == "bash"
        assert "${{" not in step["run"], f"{name} would run what an input says"
        ran = self._bash(step)
        if ran.returncode:
            self.failed = True
        return Step(name, ran.returncode, ran.stdout, ran.stderr)

    def _bash(self, step: Mapping[str, Any]) -> subprocess.CompletedProcess[str]:
        files = {n: self.temp / n for n in ("GITHUB_OUTPUT", "GITHUB_PATH")}
        for path in (*files.values(), self.temp / "GITHUB_STEP_SUMMARY"):
            path.touch()
        files["GITHUB_OUTPUT"].write_text("")
        env = {
            **self.env,
            **{name: str(path) for name, path in files.items()},
            "GITHUB_STEP_SUMMARY": str(self.temp / "GITHUB_STEP_SUMMARY"),
            "RUNNER_TEMP": str(self.temp),
            "PATH": os.pathsep.join([*reversed(self.paths), self.env["PATH"]]),
            **{k: self.filled(str(v)) for k, v in step.get("env", {}).items()},
        }
        command = ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c"]
        ran = _started([*command, step["run"]], self.workspace, env)
        self.paths += files["GITHUB_PATH"].read_text().split()
        files["GITHUB_PATH"].write_text("")
        found = outputs_in(files["GITHUB_OUTPUT"])
        if "id" in step:
            for key, value in found.items():
                self.results[f"steps.{step['id']}.outputs.{key}"] = value
        return ran


def _started(
    command: Sequence[str], cwd: Path, env: Mapping[str, str]
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, cwd=cwd, env=dict(env), check=False, capture_output=True, text=True
    )
