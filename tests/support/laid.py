"""Files of a project, and what is loaded from them."""

from __future__ import annotations

from pathlib import Path

from wa_sync.config.project import Project, load
from wa_sync.config.schema import document_schema
from wa_sync.config.wants import wants_of
from wa_sync.model.source import Json


ENTRY: dict[str, Json] = {
    "type": "object",
    "properties": {"name": {"type": "string"}, "ttl": {"type": "integer"}},
}
SCHEMA = document_schema({"things": (True, ENTRY)})
ONE = "version: 1\nthings:\n  - name: a\n    ttl: 5\n"


def lay(root: Path, files: dict[str, str]) -> None:
    """Write files below a folder."""
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")


def loaded(cwd: Path, *paths: str, stdin: bytes = b"") -> Project:
    """Load as a command would."""
    return load(paths, cwd=cwd, stdin=lambda size: stdin[:size], wants=wants_of(SCHEMA))


def rules(read: Project) -> list[tuple[str, str]]:
    """Return the rule and the file of each diagnostic."""
    return [
        (d.finding.rule, d.span.file.path)
        for d in read.diagnostics
        if d.span is not None
    ]
