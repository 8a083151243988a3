"""The normal form of a template → the message as the phone shows it."""

from __future__ import annotations

from wa_sync.kinds.message_template.preview.message import preview


__all__ = ["preview"]
