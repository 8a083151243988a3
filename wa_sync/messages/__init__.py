"""Messages as values: what can be sent, the request it makes, and what Meta refuses.

Pure, and below everything that reads or writes; it knows no kind and no account.
"""

from __future__ import annotations

from wa_sync.messages.buttons import Button, Buttons
from wa_sync.messages.contacts import Contacts
from wa_sync.messages.lists import List, Row, Section
from wa_sync.messages.location import Location
from wa_sync.messages.media import Media
from wa_sync.messages.outgoing import Message, check, request
from wa_sync.messages.template import Template
from wa_sync.messages.text import PlainText


__all__ = [
    "Button",
    "Buttons",
    "Contacts",
    "List",
    "Location",
    "Media",
    "Message",
    "PlainText",
    "Row",
    "Section",
    "Template",
    "check",
    "request",
]
