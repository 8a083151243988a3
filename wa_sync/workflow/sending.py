"""A message → a request that breaks no rule → one POST → its id.

For programs as well: ``send`` and ``mark_read`` take a Writer, an account and values
of ``wa_sync.messages``.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, TypeVar

from wa_sync.errors import (
    ApiError,
    InvalidConfiguration,
    NotFound,
    OutcomeUnknown,
    UsageProblem,
)
from wa_sync.graph import messages as graph
from wa_sync.messages import outgoing as written
from wa_sync.model.finding import Diagnostic, Finding, Severity
from wa_sync.model.node import is_node
from wa_sync.model.sent import Posting, Sent
from wa_sync.workflow.refusals import hint_of, refusals


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from wa_sync.graph.client import Writer
    from wa_sync.messages import Message
    from wa_sync.model.account import Account

T = TypeVar("T")

_ONCE: Final = (
    "It may have been sent, and is not sent again by itself: look at the conversation "
    "or the webhooks first."
)


@dataclass(frozen=True, slots=True)
class Letter:
    """A message that may be sent: from which number, and the request that sends it.

    ``warnings`` are what the sources are unsure of; they stop nothing.
    """

    phone_number_id: str
    posting: Posting
    warnings: tuple[Finding, ...] = ()


def letter(
    account: Account,
    message: Message,
    to: str,
    *,
    reply_to: str | None = None,
    phone_number_id: str | None = None,
    more: Iterable[Finding] = (),
) -> Letter:
    """Judge a message, and return what ``post`` sends; nothing is sent.

    ``to`` is a phone number in international form, as a person types it, and ``more``
    is what is known of the message besides. Raises InvalidConfiguration with everything
    that is wrong, as ``send`` does.
    """
    found = (*written.check(message, to, reply_to=reply_to), *more)
    or_refuse(found)
    phone = phone_of(account, phone_number_id)
    made = Posting(
        account=account.name,
        path=graph.path(account, phone),
        body=written.request(message, to, reply_to=reply_to),
    )
    return Letter(phone, made, found)


def posting(
    account: Account,
    message: Message,
    to: str,
    *,
    reply_to: str | None = None,
    phone_number_id: str | None = None,
) -> Posting:
    """Return the request that sends a message; raises as ``letter`` does."""
    return letter(
        account, message, to, reply_to=reply_to, phone_number_id=phone_number_id
    ).posting


def post(writer: Writer, account: Account, ready: Letter) -> Sent:
    """Send once what ``letter`` returned; raises as ``send`` does."""
    phone, body = ready.phone_number_id, ready.posting.body
    return _told(account, phone, "message", lambda: graph.post(writer, phone, body))


def send(
    writer: Writer,
    account: Account,
    message: Message,
    to: str,
    *,
    reply_to: str | None = None,
    phone_number_id: str | None = None,
) -> Sent:
    """Send a message once, and return its id.

    Raises InvalidConfiguration with everything that is wrong with it, before anything
    is sent; Refused where Meta says no to it; Throttled, NotAuthorized and NotFound for
    what is wrong with the account or its token; and OutcomeUnknown where nobody knows
    whether it was sent: then it must not simply be sent again.
    """
    ready = letter(
        account, message, to, reply_to=reply_to, phone_number_id=phone_number_id
    )
    return post(writer, account, ready)


def reading(
    account: Account, message_id: str, *, phone_number_id: str | None = None
) -> Posting:
    """Return the request that marks a message as read; raises as ``mark_read`` does."""
    or_refuse(written.check_read(message_id))
    return Posting(
        account=account.name,
        path=graph.path(account, phone_of(account, phone_number_id)),
        body=written.mark_read(message_id),
    )


def mark_read(
    writer: Writer,
    account: Account,
    message_id: str,
    *,
    phone_number_id: str | None = None,
) -> None:
    """Mark a message that was received as read, and all before it; raises as ``send``.

    Doing it twice does no harm.
    """
    phone = phone_of(account, phone_number_id)
    body = reading(account, message_id, phone_number_id=phone).body
    _told(account, phone, "mark", lambda: graph.mark_read(writer, phone, body))


def or_refuse(found: Iterable[Finding]) -> None:
    """Raise InvalidConfiguration with all findings, if one of them is an error."""
    told = tuple(Diagnostic(one) for one in found)
    if any(one.finding.severity is Severity.ERROR for one in told):
        raise InvalidConfiguration("the message was not sent", told)


def phone_of(account: Account, given: str | None = None) -> str:
    """Return the id of the number to send from: the given one, or the account's."""
    phone = given or account.phone_number_id
    if phone is None:
        raise UsageProblem(
            f"account {account.name} has no phone_number_id to send from",
            hint=f"give account {account.name} one, or say --from ID",
        )
    if not is_node(phone):
        raise UsageProblem(
            f"{phone!r} is no phone number id, which is digits only",
            hint="WhatsApp Manager and the API list the ids of phone numbers",
        )
    return phone


def _told(account: Account, phone: str, what: str, call: Callable[[], T]) -> T:
    """Make a call; what the API says of messages is explained by Meta's meaning."""
    try:
        with refusals(f"the {what}", account.endpoint):
            return call()
    except NotFound as error:
        error.hint = _nowhere(account, phone)
        raise
    except OutcomeUnknown as error:
        error.hint = _ONCE if what == "message" else "Mark it again: that does no harm."
        raise
    except ApiError as error:
        error.hint = hint_of(error, account.endpoint)
        raise


def _nowhere(account: Account, phone: str) -> str:
    given = f"phone_number_id of account {account.name}"
    named = given if phone == account.phone_number_id else "--from"
    return (
        f"check {phone} ({named}) and that the token may see it: wa-sync phone list "
        "shows the numbers it sees"
    )
