"""The requests that messages make, whole."""

from __future__ import annotations

import pytest
from support.message_cases import ANA

from wa_sync.messages import (
    Button,
    Buttons,
    Contacts,
    List,
    Location,
    Media,
    Message,
    PlainText,
    Row,
    Section,
    Template,
    request,
)
from wa_sync.messages.contacts import card
from wa_sync.messages.media import medium
from wa_sync.messages.outgoing import mark_read
from wa_sync.model.source import Json


HEAD = {
    "messaging_product": "whatsapp",
    "recipient_type": "individual",
    "to": "15550100100",
}
LINK = "https://shop.example/a.png"


@pytest.mark.parametrize(
    ("message", "type_", "content"),
    [
        (PlainText("Hi"), "text", {"body": "Hi", "preview_url": False}),
        (
            PlainText("Hi", preview_url=True),
            "text",
            {"body": "Hi", "preview_url": True},
        ),
        (medium("image", LINK, caption="A"), "image", {"link": LINK, "caption": "A"}),
        (medium("audio", "123"), "audio", {"id": "123"}),
        (
            Media(type="document", id="1", caption="A", file_name="a.pdf"),
            "document",
            {"id": "1", "caption": "A", "filename": "a.pdf"},
        ),
        (
            Location(latitude=-34.6, longitude=-58.4),
            "location",
            {"latitude": -34.6, "longitude": -58.4},
        ),
        (
            Location(latitude=1, longitude=2, name="A", address="B"),
            "location",
            {"latitude": 1, "longitude": 2, "name": "A", "address": "B"},
        ),
        (Contacts([ANA]), "contacts", [ANA]),
        (
            Buttons(body="Book?", buttons=[Button("yes", "Yes")]),
            "interactive",
            {
                "type": "button",
                "body": {"text": "Book?"},
                "action": {
                    "buttons": [
                        {"type": "reply", "reply": {"id": "yes", "title": "Yes"}}
                    ]
                },
            },
        ),
        (
            Buttons(
                body="Book?",
                buttons=[],
                header=Media(type="image", link=LINK),
                footer="Bye",
            ),
            "interactive",
            {
                "type": "button",
                "header": {"type": "image", "image": {"link": LINK}},
                "body": {"text": "Book?"},
                "footer": {"text": "Bye"},
                "action": {"buttons": []},
            },
        ),
        (
            List(
                body="When?",
                button="Times",
                sections=[
                    Section([Row("10", "10 am", "early"), Row("11", "11 am")], "A"),
                    Section([Row("12", "12 am")]),
                ],
                header="Hours",
            ),
            "interactive",
            {
                "type": "list",
                "header": {"type": "text", "text": "Hours"},
                "body": {"text": "When?"},
                "action": {
                    "button": "Times",
                    "sections": [
                        {
                            "title": "A",
                            "rows": [
                                {"id": "10", "title": "10 am", "description": "early"},
                                {"id": "11", "title": "11 am"},
                            ],
                        },
                        {"rows": [{"id": "12", "title": "12 am"}]},
                    ],
                },
            },
        ),
        (
            Template("order_update", "en_US"),
            "template",
            {"name": "order_update", "language": {"code": "en_US"}},
        ),
        (
            Template("order_update", "en_US", [{"type": "body"}]),
            "template",
            {
                "name": "order_update",
                "language": {"code": "en_US"},
                "components": [{"type": "body"}],
            },
        ),
    ],
)
def test_a_message_makes_this_request(
    message: Message, type_: str, content: Json
) -> None:
    """The head, the type, and the content under the name of the type."""
    made = request(message, "+1 (555) 010-0100")
    assert made == {**HEAD, "type": type_, type_: content}


def test_an_answer_names_what_it_answers() -> None:
    """Its context is the message that was received."""
    made = request(PlainText("Yes"), "15550100100", reply_to="wamid.A")
    assert made == {
        **HEAD,
        "context": {"message_id": "wamid.A"},
        "type": "text",
        "text": {"body": "Yes", "preview_url": False},
    }


def test_reading_is_a_request_of_its_own() -> None:
    """It has no recipient."""
    assert mark_read("wamid.A") == {
        "messaging_product": "whatsapp",
        "status": "read",
        "message_id": "wamid.A",
    }


@pytest.mark.parametrize(
    ("name", "made"),
    [
        (" Ana ", {"formatted_name": "Ana", "first_name": "Ana"}),
        (
            "Ana García Ruiz",
            {
                "formatted_name": "Ana García Ruiz",
                "first_name": "Ana",
                "last_name": "García Ruiz",
            },
        ),
    ],
)
def test_a_name_makes_a_card(name: str, made: Json) -> None:
    """Its first word is the first name, which Meta asks for."""
    assert card(name) == {"name": made}
    assert card(name, ["1"], ["a@b.example"]) == {
        "name": made,
        "phones": [{"phone": "1"}],
        "emails": [{"email": "a@b.example"}],
    }
