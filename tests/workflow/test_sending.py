"""A message is sent once, and what Meta says to it is explained."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.posted import ENDPOINTS, MATON, PHONE, TO, mailbox
from support.sandbox_account import ACCOUNT, reached

from wa_sync.errors import (
    InvalidConfiguration,
    NotAuthorized,
    NotFound,
    OutcomeUnknown,
    Refused,
    Throttled,
    UsageProblem,
    WaSyncError,
)
from wa_sync.messages import PlainText
from wa_sync.model.account import Account, Endpoint
from wa_sync.model.sent import Posting
from wa_sync.model.source import Spec
from wa_sync.sandbox import faults, ledger
from wa_sync.sandbox.fault import Fault
from wa_sync.workflow.sending import mark_read, posting, reading, send


HI = PlainText("Hi")
MEANS = (
    "By Meta, 131031 means that the account is locked or restricted. See WhatsApp "
    "Manager, under account quality."
)
OTHERWISE = " (The gateway's documentation calls it: message failed to send.)"
ONCE = (
    "It may have been sent, and is not sent again by itself: look at the conversation "
    "or the webhooks first."
)


def _said(fault: Fault, account: Account = ACCOUNT) -> tuple[WaSyncError, int]:
    """What sending comes to with a fault, and how many messages were taken."""
    with reached(account) as there:
        faults.order(there.world, fault)
        with pytest.raises(WaSyncError) as caught:
            send(there.writer, account, HI, TO)
        return caught.value, len(mailbox(there))


@pytest.mark.parametrize(
    ("fault", "taken"),
    [
        (Fault(what="reset", after_commit=True), 1),
        (Fault(what="reset"), 0),
        (Fault(what="error", status=503), 0),
        (Fault(what="error", status=500, after_commit=True), 1),
        (Fault(what="html", status=502), 0),
        (Fault(what="empty", after_commit=True), 1),
        (Fault(what="truncated"), 1),
        (Fault(what="answer", body='{"messages": [{}]}', after_commit=True), 1),
    ],
)
def test_what_may_have_been_sent_is_not_sent_again(fault: Fault, taken: int) -> None:
    """Its end is 7, however it broke off, and the sandbox has it once at the most."""
    error, count = _said(fault)
    assert isinstance(error, OutcomeUnknown)
    assert (error.exit_code, error.hint, count) == (7, ONCE, taken)


@pytest.mark.parametrize(
    ("endpoint", "hint"),
    [(Endpoint.META, MEANS), (Endpoint.MATON, f"{MEANS}{OTHERWISE}")],
)
def test_a_refusal_is_told_and_explained_by_metas_meaning(
    endpoint: Endpoint, hint: str
) -> None:
    """The server's own words, the code and the trace; the gateway's beside it."""
    fault = Fault(what="refuse", code=132016)
    error, count = _said(fault, ENDPOINTS[endpoint])
    assert isinstance(error, Refused)
    assert (error.exit_code, count) == (5, 0)
    head, _, trace = error.message.partition(", trace ")
    assert head == "Meta refused the message: (#132016) Invalid parameter (code 132016"
    assert trace.endswith(")")
    assert error.hint == (
        "By Meta, 132016 means that the template was paused too often and is disabled "
        "for good. Make a new template with another content."
    )
    locked, _ = _said(Fault(what="refuse", code=131031), ENDPOINTS[endpoint])
    assert (type(locked), locked.hint) == (NotAuthorized, hint)


@pytest.mark.parametrize(
    ("fault", "kind", "code"),
    [
        (Fault(what="refuse", code=190), NotAuthorized, 77),
        (Fault(what="refuse", code=131005), NotAuthorized, 77),
        (Fault(what="refuse", code=100, subcode=33), NotFound, 77),
        (Fault(what="throttle", code=131056, times=0), Throttled, 75),
    ],
)
def test_what_is_wrong_with_the_account_ends_otherwise(
    fault: Fault, kind: type[WaSyncError], code: int
) -> None:
    """A token, a permission, a number that is not there, too many messages."""
    error, count = _said(fault)
    assert (type(error), error.exit_code, count) == (kind, code, 0)


@pytest.mark.parametrize(
    ("given", "named"),
    [(None, f"{PHONE} (phone_number_id of account demo)"), ("7", "7 (--from)")],
)
def test_a_number_that_is_not_there_is_named(given: str | None, named: str) -> None:
    """As it was given: by the account, or for this message."""
    with reached() as there:
        faults.order(there.world, Fault(what="refuse", code=100, subcode=33))
        with pytest.raises(NotFound) as caught:
            send(there.writer, ACCOUNT, HI, TO, phone_number_id=given)
    assert caught.value.hint == (
        f"check {named} and that the token may see it: wa-sync phone list shows the "
        "numbers it sees"
    )


def test_what_was_throttled_is_sent_after_a_wait_and_once() -> None:
    """A refusal for being too much says that nothing was done."""
    with reached() as there:
        faults.order(there.world, Fault(what="throttle", code=130429, times=2))
        send(there.writer, ACCOUNT, HI, TO)
        assert len(mailbox(there)) == 1


def test_what_was_taken_for_spam_is_not_sent_again() -> None:
    """Whoever knocks at once makes it worse: one POST, and 75."""
    with reached() as there:
        fault = Fault(what="throttle", code=131048, times=2)
        faults.order(there.world, fault)
        with pytest.raises(Throttled) as caught:
            send(there.writer, ACCOUNT, HI, TO)
        assert [one["method"] for one in ledger.entries(there.world)] == ["POST"]
    assert caught.value.hint == (
        "By Meta, 131048 means that too many messages were taken for spam. Send "
        "nothing for hours; see the number's quality in WhatsApp Manager."
    )


def test_a_message_that_breaks_rules_is_not_sent() -> None:
    """All of them are in the error."""
    with reached() as there:
        with pytest.raises(InvalidConfiguration) as caught:
            send(there.writer, ACCOUNT, PlainText(""), "")
        assert mailbox(there) == []
    rules = [one.finding.rule for one in caught.value.diagnostics]
    assert rules == ["recipient_missing", "text_missing"]


def test_the_request_can_be_seen_without_sending_it() -> None:
    """With the prefix and the version of the account's endpoint."""
    body: Spec = {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": TO,
        "type": "text",
        "text": {"body": "Hi", "preview_url": False},
    }
    path = f"/whatsapp-business/v21.0/{PHONE}/messages"
    assert posting(MATON, HI, TO) == Posting(account="demo", path=path, body=body)
    assert posting(ACCOUNT, HI, TO, phone_number_id="7").path == "/v23.0/7/messages"
    assert reading(ACCOUNT, "wamid.A") == Posting(
        account="demo",
        path=f"/v23.0/{PHONE}/messages",
        body={
            "messaging_product": "whatsapp",
            "status": "read",
            "message_id": "wamid.A",
        },
    )


def test_a_sender_is_needed() -> None:
    """The account's number, or one that is given."""
    nobody = replace(ACCOUNT, phone_number_id=None)
    with pytest.raises(UsageProblem) as caught:
        posting(nobody, HI, TO)
    assert (caught.value.message, caught.value.hint) == (
        "account demo has no phone_number_id to send from",
        "give account demo one, or say --from ID",
    )
    with pytest.raises(UsageProblem) as caught:
        posting(nobody, HI, TO, phone_number_id="../7")
    assert caught.value.message == (
        "'../7' is no phone number id, which is digits only"
    )


def test_a_mark_that_may_not_be_there_is_made_again_by_hand() -> None:
    """Doing it twice does no harm."""
    with reached() as there:
        faults.order(there.world, Fault(what="answer", body='{"success": 1}'))
        with pytest.raises(OutcomeUnknown) as caught:
            mark_read(there.writer, ACCOUNT, "wamid.A")
    assert caught.value.hint == "Mark it again: that does no harm."
    with reached() as there:
        faults.order(there.world, Fault(what="answer", body='{"done": 1}'))
        with pytest.raises(OutcomeUnknown) as caught:
            mark_read(there.writer, ACCOUNT, "wamid.A")
    assert caught.value.message == (
        "The API did not say that the message is marked as read."
    )
