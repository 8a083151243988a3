"""Lay out everything that the site is built from: ``python -m generate FOLDER``."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from generate import commands, documents, files, navigation, rules


if TYPE_CHECKING:
    from collections.abc import Mapping


ROOT = Path(__file__).parent.parent.parent

WRITTEN = ("*.md", "docs/*.md", "docs/pictures/*")
"""What people wrote; the layout of the repository stays, so its links do, too."""
LINKED = (
    *("examples/**/*", "schemas/*.json", "action.yml", "templates/*.yml", "LICENSE"),
    *("Dockerfile", "wa_sync/kind.py", "wa_sync/kinds/__init__.py"),
    "docs/session/session.toml",
)
"""What pages include or link to."""


def pages() -> Mapping[str, str]:
    """Return path → Markdown, of every page that nobody wrote."""
    return {
        **commands.pages(),
        **rules.pages(),
        "docs/reference/file.md": files.page(),
        "docs/reference/json.md": documents.page(),
    }


def lay_out(folder: Path) -> None:
    """Write the sources of the site into a folder, which is emptied first."""
    shutil.rmtree(folder, ignore_errors=True)
    for path in sorted(one for glob in WRITTEN + LINKED for one in ROOT.glob(glob)):
        if path.is_file():
            _write(folder / path.relative_to(ROOT), path.read_bytes())
    for name, content in pages().items():
        _write(folder / name, content.encode())
    index = folder / "docs" / "index.md"
    index.write_text(navigation.added(index.read_text("utf-8")), encoding="utf-8")


def _write(path: Path, content: bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)


if __name__ == "__main__":
    lay_out(Path(sys.argv[1]))
