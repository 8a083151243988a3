"""A folder, an environment of its own, and wa-sync run in it."""

from __future__ import annotations

import io
import json
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from wa_sync.cli.main import run


CORPUS = Path(__file__).parent.parent / "corpus"

PROJECT = """\
version: 1
accounts:
  demo:
    waba_id: "102290129340398"
    phone_number_id: "106540352242922"
"""

TEMPLATES = """\
version: 1
message_templates:
  - name: order_update
    language: en_US
    category: UTILITY
    components:
      - type: BODY
        text: "Hi {{1}}, your order {{2}} has left our workshop."
        example: [Ana, A-1042]
"""


@dataclass(frozen=True)
class Ran:
    """How a run ended, and what it said where."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:  # noqa: ANN401 - a document of any shape
        """Standard output, read as JSON."""
        return json.loads(self.out)


@dataclass
class Road:
    """A folder in which wa-sync runs as if from a shell, without a terminal."""

    folder: Path
    monkeypatch: pytest.MonkeyPatch
    capsys: pytest.CaptureFixture[str]

    def write(self, name: str, content: str) -> Path:
        """Write a file of the project."""
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content, encoding="utf-8")
        return path

    def project(self, templates: str = TEMPLATES, *, project: str = PROJECT) -> None:
        """Write a project with one file of templates."""
        self.write("wa-sync.yaml", project)
        self.write("templates/all.yaml", templates)

    def env(self, **variables: str) -> None:
        """Set environment variables."""
        for name, value in variables.items():
            self.monkeypatch.setenv(name, value)

    def run(self, *argv: str, stdin: bytes = b"") -> Ran:
        """Run one command line."""
        self.monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin)))
        self.capsys.readouterr()
        code = run(argv)
        said = self.capsys.readouterr()
        return Ran(code, said.out, said.err)

    def ok(self, *argv: str) -> Ran:
        """Run one command line that has to end well."""
        ran = self.run(*argv)
        assert ran.code == 0, (argv, ran.code, ran.out, ran.err)
        return ran

    def sandbox(self, *argv: str) -> Ran:
        """Drive the sandbox by hand."""
        return self.ok("sandbox", *argv)

    def settled(self, *paths: str) -> dict[str, int]:
        """Plan against the sandbox and return the summary."""
        summary: dict[str, int] = self.ok(
            "plan", "--sandbox", "-o", "json", *paths
        ).json["summary"]
        return summary
