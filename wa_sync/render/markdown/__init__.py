"""Plans in Markdown, for comments on pull requests and step summaries."""

from __future__ import annotations

from wa_sync.render.markdown.invalid import invalid
from wa_sync.render.markdown.marks import Mark, mark_of, read_mark
from wa_sync.render.markdown.outdated import failed, gone
from wa_sync.render.markdown.plan import LIMIT, empty, plan


__all__ = [
    "LIMIT",
    "Mark",
    "empty",
    "failed",
    "gone",
    "invalid",
    "mark_of",
    "plan",
    "read_mark",
]
