"""The messages that the gateway documents, each with a command that sends it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from support.road import TEMPLATES


if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wa_sync.model.source import Json


@dataclass(frozen=True, kw_only=True)
class Row:
    """A documented call. ``path`` is below the version, or from / for one without any.

    ``given`` are the templates and the profile that are declared while the commands of
    ``before`` make what the call needs, ``then`` those that are declared afterwards.
    ``out`` and ``err`` are all that the command says, but for a plan; ``aside`` is said
    instead of ``err`` of what is known to be a sandbox. A ``?`` stands
    for what is another one each time: a message's id, a signature, a time.
    """

    of: str
    argv: tuple[str, ...]
    method: str
    path: str
    query: Mapping[str, str] = field(default_factory=dict)
    body: Json = None
    given: str = TEMPLATES
    before: Sequence[tuple[str, ...]] = ()
    then: str | None = None
    out: str = ""
    err: str = ""
    aside: str | None = None


WABA, PHONE, TO = "102290129340398", "106540352242922", "15550100100"
MEDIA = "https://shop.example/a"
UPLOAD = ("media", "upload", "a.png")
FIRST = "1000000000104729"
"""The id of what is uploaded first."""


def _sent(of: str, argv: Sequence[str], type_: str, content: Json) -> Row:
    """A message of a type, the first of its sandbox; it may name what is uploaded."""
    return Row(
        before=[UPLOAD] if FIRST in argv else [],
        of=f"messages: {of}",
        argv=("send", *argv, "--to", TO),
        method="POST",
        path=f"{PHONE}/messages",
        body={
            "messaging_product": "whatsapp",
            "recipient_type": "individual",
            "to": TO,
            "type": type_,
            type_: content,
        },
        out=f"Sent {type_} to {TO}.\n  message  wamid.?\n  contact  {TO}\n",
    )


MESSAGES = (
    _sent(
        "text with preview_url",
        ("text", f"See {MEDIA}", "--preview-url"),
        "text",
        {"body": f"See {MEDIA}", "preview_url": True},
    ),
    _sent("image", ("image", MEDIA), "image", {"link": MEDIA}),
    _sent(
        "document with caption and file name",
        ("document", FIRST, "--caption", "Yours", "--file-name", "a.pdf"),
        "document",
        {"id": FIRST, "caption": "Yours", "filename": "a.pdf"},
    ),
    _sent("video", ("video", MEDIA), "video", {"link": MEDIA}),
    _sent("audio", ("audio", FIRST), "audio", {"id": FIRST}),
    _sent(
        "location",
        ("location", "--at", "-34.6,-58.4", "--name", "Shop", "--address", "A 1"),
        "location",
        {"latitude": -34.6, "longitude": -58.4, "name": "Shop", "address": "A 1"},
    ),
    _sent(
        "contacts",
        ("contacts", "--name", "Ana", "--phone", "1"),
        "contacts",
        [
            {
                "name": {"formatted_name": "Ana", "first_name": "Ana"},
                "phones": [{"phone": "1"}],
            }
        ],
    ),
    _sent(
        "interactive buttons, at most 3",
        (
            *("buttons", "Book?", "--header", "H", "--footer", "F"),
            *(part for n in "123" for part in ("--button", f"{n}=Time {n}")),
        ),
        "interactive",
        {
            "type": "button",
            "header": {"type": "text", "text": "H"},
            "body": {"text": "Book?"},
            "footer": {"text": "F"},
            "action": {
                "buttons": [
                    {"type": "reply", "reply": {"id": n, "title": f"Time {n}"}}
                    for n in "123"
                ]
            },
        },
    ),
    _sent(
        "interactive list, at most 10 rows",
        (
            *("list", "When?", "--label", "Times", "--describe", "0=Early"),
            *(part for n in range(10) for part in ("--row", f"{n}=Time {n}")),
        ),
        "interactive",
        {
            "type": "list",
            "body": {"text": "When?"},
            "action": {
                "button": "Times",
                "sections": [
                    {
                        "rows": [
                            {"id": "0", "title": "Time 0", "description": "Early"},
                            *(
                                {"id": f"{n}", "title": f"Time {n}"}
                                for n in range(1, 10)
                            ),
                        ]
                    }
                ],
            },
        },
    ),
    Row(
        of="messages: template with components",
        before=[("apply", "--yes")],
        argv=(
            *("send", "template", "order_update", "-l", "en_US", "--to", TO),
            *("--param", "1=Ana", "--param", "2=A-1"),
        ),
        method="POST",
        path=f"{PHONE}/messages",
        body={
            "messaging_product": "whatsapp",
            "recipient_type": "individual",
            "to": TO,
            "type": "template",
            "template": {
                "name": "order_update",
                "language": {"code": "en_US"},
                "components": [
                    {
                        "type": "body",
                        "parameters": [
                            {"type": "text", "text": "Ana"},
                            {"type": "text", "text": "A-1"},
                        ],
                    }
                ],
            },
        },
        out=f"Sent template to {TO}.\n  message  wamid.?\n  contact  {TO}\n"
        "  status   accepted\n",
    ),
    Row(
        of="messages: mark as read",
        argv=("mark-read", "wamid.A"),
        method="POST",
        path=f"{PHONE}/messages",
        body={
            "messaging_product": "whatsapp",
            "status": "read",
            "message_id": "wamid.A",
        },
        out="Marked as read: wamid.A\n",
    ),
)
