"""A message as people and programs read it."""

from __future__ import annotations

from support.sent import POSTING, READ, SENT

from wa_sync.model.sent import Sent
from wa_sync.render import message, text
from wa_sync.render.style import Style


PLAIN = Style.plain()


def test_what_was_sent_is_told_with_its_id() -> None:
    """The contact and the status only where the API told them."""
    assert text.message(POSTING, SENT, PLAIN) == (
        "Sent text to 15550100100.\n"
        "  message  wamid.A\n"
        "  contact  15550100100\n"
        "  status   accepted\n"
    )
    assert text.message(POSTING, Sent(message_id="wamid.A"), PLAIN) == (
        "Sent text to 15550100100.\n  message  wamid.A\n"
    )
    assert text.message(READ, Sent(message_id="wamid.A"), PLAIN) == (
        "Marked as read: wamid.A\n"
    )


def test_a_request_is_shown_whole_and_harmless() -> None:
    """JSON escapes what could steer a terminal; the request has no header here."""
    assert text.message(POSTING, None, PLAIN) == (
        "POST /v23.0/106540352242922/messages\n"
        "{\n"
        '  "messaging_product": "whatsapp",\n'
        '  "recipient_type": "individual",\n'
        '  "to": "15550100100",\n'
        '  "type": "text",\n'
        '  "text": {\n'
        '    "body": "Hi\\u001b[2J\\n::error::Ana",\n'
        '    "preview_url": false\n'
        "  }\n"
        "}\n"
    )


def test_programs_are_told_the_same() -> None:
    """Sent or not, the keys are those of the schema."""
    assert message.message(POSTING, SENT) == (
        "{\n"
        '  "format_version": 1,\n'
        '  "account": "demo",\n'
        '  "sent": true,\n'
        '  "request": {\n'
        '    "method": "POST",\n'
        '    "path": "/v23.0/106540352242922/messages",\n'
        '    "body": {\n'
        '      "messaging_product": "whatsapp",\n'
        '      "recipient_type": "individual",\n'
        '      "to": "15550100100",\n'
        '      "type": "text",\n'
        '      "text": {\n'
        '        "body": "Hi\\u001b[2J\\n::error::Ana",\n'
        '        "preview_url": false\n'
        "      }\n"
        "    }\n"
        "  },\n"
        '  "message_id": "wamid.A",\n'
        '  "contact": "15550100100",\n'
        '  "status": "accepted"\n'
        "}\n"
    )
