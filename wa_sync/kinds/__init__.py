"""The kinds of resources: one folder each, and this one list to extend."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.kinds.business_profile import BUSINESS_PROFILE
from wa_sync.kinds.message_template import MESSAGE_TEMPLATE


if TYPE_CHECKING:
    from wa_sync.kind import Kind


KINDS: tuple[Kind, ...] = (MESSAGE_TEMPLATE, BUSINESS_PROFILE)
"""In the order in which their changes are made and shown."""

BY_NAME = {kind.name: kind for kind in KINDS}
