"""Real Git repositories, whose commits have the same names on every machine."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path


WHO = {
    "GIT_AUTHOR_NAME": "Ana",
    "GIT_AUTHOR_EMAIL": "ana@shop.example",
    "GIT_COMMITTER_NAME": "Ana",
    "GIT_COMMITTER_EMAIL": "ana@shop.example",
    "GIT_AUTHOR_DATE": "2026-01-02T12:00:00Z",
    "GIT_COMMITTER_DATE": "2026-01-02T12:00:00Z",
    "GIT_CONFIG_GLOBAL": "/dev/null",
    "GIT_CONFIG_NOSYSTEM": "1",
}


@dataclass(frozen=True)
class Checkout:
    """A repository and the folder that it is checked out to."""

    folder: Path

    def git(self, *argv: str) -> str:
        """Run git and return what it said."""
        kept = {n: v for n, v in os.environ.items() if not n.startswith("GIT_")}
        ran = subprocess.run(
            ["git", "-C", str(self.folder), *argv],
            check=True,
            capture_output=True,
            text=True,
            env={**kept, **WHO},
        )
        return ran.stdout.strip()

    def write(self, files: Mapping[str, str | bytes | None]) -> None:
        """Write files, or remove those without content."""
        for name, content in files.items():
            path = self.folder / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if content is None:
                path.unlink()
            elif isinstance(content, bytes):
                path.write_bytes(content)
            else:
                path.write_text(content, encoding="utf-8", newline="")

    def commit(self, files: Mapping[str, str | bytes | None] | None = None) -> str:
        """Commit everything that is there, after writing these files."""
        self.write(files or {})
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "-m", "next")
        return self.git("rev-parse", "HEAD")

    def branch(self, name: str, at: str = "HEAD") -> None:
        """Begin a branch, and check it out."""
        self.git("checkout", "--quiet", "-b", name, at)

    def merge(self, *branches: str) -> str:
        """Merge branches into what is checked out."""
        self.git("merge", "--quiet", "--no-ff", "-m", "merged", *branches)
        return self.git("rev-parse", "HEAD")


def new(folder: Path, *argv: str) -> Checkout:
    """Begin a repository, on the branch main."""
    folder.mkdir(parents=True, exist_ok=True)
    made = Checkout(folder)
    made.git("init", "--quiet", "--initial-branch=main", *argv)
    return made


def clone(origin: Checkout, folder: Path, *argv: str) -> Checkout:
    """Clone as a CI system does: by an address, so that nothing is shared."""
    origin.git("config", "uploadpack.allowFilter", "true")
    origin.git("config", "uploadpack.allowAnySHA1InWant", "true")
    address = origin.folder.as_uri()
    subprocess.run(
        ["git", "clone", "--quiet", *argv, address, str(folder)],
        check=True,
        capture_output=True,
        env={**os.environ, **WHO},
    )
    return Checkout(folder)
