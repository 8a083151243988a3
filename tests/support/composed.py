"""The text of a template that is put together."""

from __future__ import annotations

from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from wa_sync.model.source import Spec


BODY: Spec = {"type": "BODY", "text": "Hi {{1}}!", "example": ["Ana"]}
