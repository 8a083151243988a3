"""Messages that the sandbox takes, whichever way they come."""

from __future__ import annotations

import pytest
from support.message_cases import ANA, BOOK, IMAGE, LIST
from support.posted import (
    ENDPOINTS,
    MESSAGES,
    ORDER,
    PHONE,
    TO,
    body,
    mailbox,
    posting,
    uploaded,
)
from support.sandbox_account import reached

from wa_sync.messages import Contacts, Location, Media, Message, PlainText, Template
from wa_sync.messages.given import Given
from wa_sync.model.account import Account
from wa_sync.model.source import Json
from wa_sync.sandbox.messages.receive import kept
from wa_sync.workflow.sending import mark_read, send
from wa_sync.workflow.templated import templated


KINDS: list[Message] = [
    PlainText("Hi https://shop.example", preview_url=True),
    IMAGE,
    Media(type="document", id="1", caption="A", file_name="a.pdf"),
    Media(type="video", link="https://shop.example/a.mp4"),
    Media(type="audio", id="2"),
    Location(latitude=-34.6, longitude=-58.4, name="Shop", address="1 Main St"),
    Contacts([ANA]),
    BOOK,
    LIST,
]


@pytest.mark.parametrize("account", ENDPOINTS.values(), ids=ENDPOINTS)
@pytest.mark.parametrize("message", KINDS, ids=lambda one: str(type(one).__name__))
def test_every_type_of_message_arrives_whole(
    account: Account, message: Message
) -> None:
    """By the gateway's paths and by Meta's; its id is what the sender was told."""
    with reached(account) as there:
        uploaded(there.world, "1", "2")
        sent = send(there.writer, account, message, "+1 (555) 010-0100")
        assert (sent.contact, sent.status) == (TO, None)
        assert [one["id"] for one in kept(there.world)] == [sent.message_id]
        assert mailbox(there) == [
            {
                "from": PHONE,
                "to": TO,
                "type": message.type,
                message.type: message.content(),
            }
        ]


@pytest.mark.parametrize("account", ENDPOINTS.values(), ids=ENDPOINTS)
def test_a_template_arrives_and_is_accepted(account: Account) -> None:
    """As live takes it: the body's texts and the end of the button's address."""
    given = Given(body={"1": "Bo", "2": "B-7"}, buttons={"0": "B-7", "1": "thanks"})
    with reached(account) as there:
        there.writer.post(f"{account.waba_id}/message_templates", ORDER)
        address = ("order_update", "en_US")
        made = templated(there.writer, account, address, given)
        assert (made.findings, made.notes) == ((), ())
        sent = send(there.writer, account, made.message, TO, reply_to="wamid.A")
        assert (sent.contact, sent.status) == (TO, "accepted")
        [one] = mailbox(there)
    assert one["context"] == {"message_id": "wamid.A"}
    assert one["template"] == {
        "name": "order_update",
        "language": {"code": "en_US"},
        "components": [
            {
                "type": "body",
                "parameters": [
                    {"type": "text", "text": "Bo"},
                    {"type": "text", "text": "B-7"},
                ],
            },
            {
                "type": "button",
                "sub_type": "url",
                "index": "0",
                "parameters": [{"type": "text", "text": "B-7"}],
            },
            {
                "type": "button",
                "sub_type": "quick_reply",
                "index": "1",
                "parameters": [{"type": "payload", "payload": "thanks"}],
            },
        ],
    }


@pytest.mark.parametrize("account", ENDPOINTS.values(), ids=ENDPOINTS)
def test_a_message_is_marked_as_read_again_and_again(account: Account) -> None:
    """Any id of a message is taken."""
    with reached(account) as there:
        mark_read(there.writer, account, "wamid.A")
        mark_read(there.writer, account, "wamid.A")
        assert mailbox(there) == [{"from": PHONE, "status": "read"}] * 2


def test_a_code_fits_the_button_that_meta_makes() -> None:
    """Meta turns the button of a code into one with an address."""
    otp: dict[str, Json] = {
        "name": "login",
        "language": "en_US",
        "category": "AUTHENTICATION",
        "components": [
            {"type": "BODY"},
            {"type": "BUTTONS", "buttons": [{"type": "OTP", "otp_type": "COPY_CODE"}]},
        ],
    }
    with posting(otp) as there:
        given = Given(body={"1": "424242"})
        made = templated(there.writer, there.account, ("login", "en_US"), given)
        assert send(there.writer, there.account, made.message, TO).status == "accepted"


def test_two_messages_have_two_ids() -> None:
    """Though they say the same to the same number."""
    with reached() as there:
        ids = {send(there.writer, there.account, PlainText("Hi"), TO) for _ in range(2)}
    assert len(ids) == 2


@pytest.mark.parametrize(
    ("type_", "content"),
    [
        ("reaction", {"message_id": "wamid.A", "emoji": "👍"}),
        ("sticker", {"id": "1"}),
        ("interactive", {"type": "product", "action": {}}),
        ("location", {"latitude": "52.5", "longitude": "13.4"}),
    ],
)
def test_what_wa_sync_does_not_send_is_taken_all_the_same(
    type_: str, content: Json
) -> None:
    """Other programs use the sandbox, too."""
    with reached() as there:
        uploaded(there.world, "1")
        there.writer.post(MESSAGES, body(type_, content, to="+1 555 010-0100"))
        assert mailbox(there) == [
            {"from": PHONE, "to": TO, "type": type_, type_: content}
        ]


def test_a_template_needs_no_components_where_it_takes_nothing() -> None:
    """Template(name, language) is the whole message."""
    plain = {
        **ORDER,
        "components": [{"type": "BODY", "text": "Your order is on its way."}],
    }
    with posting(plain) as there:
        message = Template("order_update", "en_US")
        assert send(there.writer, there.account, message, TO).status == "accepted"
