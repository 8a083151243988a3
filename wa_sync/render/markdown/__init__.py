"""Plans in Markdown, for comments on pull requests and step summaries."""

from __future__ import annotations

from wa_sync.render.markdown.plan import LIMIT, empty, marked, plan


__all__ = ["LIMIT", "empty", "marked", "plan"]
