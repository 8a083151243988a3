"""Message → the request that sends it, and all that is wrong with it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, Protocol

from wa_sync.messages import recipient
from wa_sync.messages.wrong import invalid


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wa_sync.model.finding import Finding
    from wa_sync.model.source import Json, Spec


PRODUCT: Final = "whatsapp"
_MARK: Final = "wamid."


class Message(Protocol):
    """Anything that can be sent: it knows its type, its content and its mistakes."""

    @property
    def type(self) -> str:
        """Return Meta's word for it, under which its content stands."""
        ...

    def content(self) -> Json:
        """Return what stands under the message's type."""
        ...

    def check(self) -> Iterable[Finding]:
        """Judge it; pointers lead into the request."""
        ...


def request(message: Message, to: str, *, reply_to: str | None = None) -> Spec:
    """Return the body of ``POST {phone}/messages`` (meta-api.md §11.1).

    ``to`` may be as a person types it. ``reply_to`` is the id of a message that this
    one answers.
    """
    head: dict[str, Json] = {
        "messaging_product": PRODUCT,
        "recipient_type": "individual",
        "to": recipient.dialled(to),
    }
    if reply_to is not None:
        head["context"] = {"message_id": reply_to}
    return {**head, "type": message.type, message.type: message.content()}


def check(
    message: Message, to: str, *, reply_to: str | None = None
) -> tuple[Finding, ...]:
    """Return everything that is wrong, in the order of the request."""
    found = [*recipient.check(to)]
    if reply_to is not None:
        found += _id(reply_to, ("context", "message_id"))
    return (*found, *message.check())


def mark_read(message_id: str) -> Spec:
    """Return the body that marks a message as read, and all before it."""
    return {
        "messaging_product": PRODUCT,
        "status": "read",
        "message_id": message_id,
    }


def check_read(message_id: str) -> tuple[Finding, ...]:
    """Return what is wrong with the id of a message that was received."""
    return tuple(_id(message_id, ("message_id",)))


def _id(given: str, at: tuple[str, ...]) -> Iterator[Finding]:
    if not given.startswith(_MARK) or given == _MARK or given != given.strip():
        what = "That is no id of a message: they begin with wamid."
        hint = "Webhooks and wa-sync send tell the ids of messages."
        yield invalid("message_id_malformed", at, what, hint)
