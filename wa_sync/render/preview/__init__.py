"""Messages as a phone shows them, in each format that can draw them."""

from __future__ import annotations

from wa_sync.render.preview.html import bubble_html


__all__ = ["bubble_html"]
