"""A plan as one page of HTML, for reviewers who want to see messages and not YAML."""

from __future__ import annotations

from wa_sync.render.html.invalid import invalid
from wa_sync.render.html.plan import plan


__all__ = ["invalid", "plan"]
