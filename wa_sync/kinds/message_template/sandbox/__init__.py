"""The sandbox's half of message templates: what Meta does with what it is sent.

It knows Meta's limits and rules, and nothing of how wa-sync reads and writes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.kinds.message_template.sandbox.create import create
from wa_sync.kinds.message_template.sandbox.delete import delete
from wa_sync.kinds.message_template.sandbox.edit import edit
from wa_sync.kinds.message_template.sandbox.library import browse
from wa_sync.kinds.message_template.sandbox.listing import list_templates, read_one
from wa_sync.sandbox.wire import Route


if TYPE_CHECKING:
    from typing import Final


ROUTES: Final = (
    Route("GET", "{waba}/message_templates", list_templates),
    Route("POST", "{waba}/message_templates", create),
    Route("DELETE", "{waba}/message_templates", delete),
    Route("GET", "message_template_library", browse),
    Route("GET", "{template}", read_one),
    Route("POST", "{template}", edit),
)
