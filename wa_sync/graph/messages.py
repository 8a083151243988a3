"""Calls to the Graph API about messages: one POST each, sent once (meta-api.md §11.1).

There is no idempotency key, so a message is never sent again by itself: OutcomeUnknown
says that it may have been sent. What surely did not reach anybody, or was refused for
being too much, is repeated by the client, within the patience of the run.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.errors import OutcomeUnknown
from wa_sync.graph.profile import root
from wa_sync.model.sent import Sent
from wa_sync.model.source import array, mapping, text


if TYPE_CHECKING:
    from wa_sync.graph.client import Writer
    from wa_sync.model.account import Account
    from wa_sync.model.source import Spec


def edge(phone_number_id: str) -> str:
    """Return the path of a number's messages, below the version."""
    return f"{phone_number_id}/messages"


def path(account: Account, phone_number_id: str) -> str:
    """Return the whole path, with what the endpoint and the version put before it."""
    return f"{root(account)}{edge(phone_number_id)}"


def post(writer: Writer, phone_number_id: str, body: Spec) -> Sent:
    """Send a message and return its id. ``body`` is what ``messages.request`` makes.

    Raises Rejected and the like where the API refuses it (see ``answers.read``), and
    OutcomeUnknown where nobody knows whether it was sent.
    """
    answer = writer.post(edge(phone_number_id), body)
    sent = mapping(next(iter(array(answer.get("messages"))), {}))
    contact = mapping(next(iter(array(answer.get("contacts"))), {}))
    message_id = text(sent.get("id"))
    if not message_id:
        raise OutcomeUnknown("The API took the message, but gave no id for it.")
    return Sent(
        message_id=message_id,
        contact=text(contact.get("wa_id")) or None,
        status=text(sent.get("message_status")) or None,
    )


def mark_read(writer: Writer, phone_number_id: str, body: Spec) -> None:
    """Mark a message as read, and all before it; raises as ``post`` does."""
    answer = writer.post(edge(phone_number_id), body)
    if answer.get("success") is not True:
        raise OutcomeUnknown("The API did not say that the message is marked as read.")
