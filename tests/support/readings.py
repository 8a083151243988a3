"""Texts, read as documents."""

from __future__ import annotations

from wa_sync.config.reader import Reading, read
from wa_sync.model.source import Span


WANTS = {
    "version": {"version": frozenset({"integer"})},
    "ttl": {"ttl": frozenset({"integer"})},
    "flag": {"flag": frozenset({"boolean"})},
    "cleared": {"cleared": frozenset({"null"})},
    "texts": {"free": frozenset({"text"})},
    "raw": {"raw": frozenset({"json"})},
    "list": {"numbers": frozenset({"integer"}), "ratio": frozenset({"number"})},
}


def reading(text: str) -> Reading:
    """Read a text as a file."""
    return read(text.encode("utf-8", "surrogatepass"), "a.yaml", WANTS)


def covered(span: Span) -> str:
    """Return the text of a span."""
    lines = span.file.text.split("\n")[span.line - 1 : span.end_line]
    lines[-1] = lines[-1][: span.end_column - 1]
    lines[0] = lines[0][span.column - 1 :]
    return "\n".join(lines)
