"""``POST {phone}/messages``: what Meta does with a message that it is given.

It knows Meta's limits, and nothing of how wa-sync builds and judges messages.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.sandbox.messages.receive import receive
from wa_sync.sandbox.wire import Route


if TYPE_CHECKING:
    from typing import Final


ROUTES: Final = (Route("POST", "{phone}/messages", receive),)
