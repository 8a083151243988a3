"""What senders have to pass, for the build of an application."""

from __future__ import annotations

from wa_sync.render.contract.listing import json, text
from wa_sync.render.contract.published import published
from wa_sync.render.contract.python import python
from wa_sync.render.contract.schema import json_schema
from wa_sync.render.contract.typescript import typescript


__all__ = ["json", "json_schema", "published", "python", "text", "typescript"]
