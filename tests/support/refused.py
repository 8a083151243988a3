"""What the API said when it refused a write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.sides import NOW

from wa_sync.kind import Refusal
from wa_sync.model.change import Action, Change, Precondition
from wa_sync.model.resource import Address


if TYPE_CHECKING:
    from wa_sync.model.resource import Live


CREATE = Change(
    account="demo",
    address=Address("message_template", "order_update/en_US"),
    action=Action.CREATE,
    precondition=Precondition(exists=False),
)


def refusal(
    subcode: int | None, message: str = "", *, live: Live | None = None
) -> Refusal:
    """A refusal with this subcode and text, now."""
    return Refusal(
        code=100, subcode=subcode, message=message, change=CREATE, live=live, now=NOW
    )
