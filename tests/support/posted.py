"""Messages posted to a sandbox, as a program and as a stranger do it."""

from __future__ import annotations

from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from support.sandbox_account import ACCOUNT, Reached, reached

from wa_sync.errors import Rejected
from wa_sync.model.account import Account, Endpoint
from wa_sync.sandbox.messages.receive import kept
from wa_sync.sandbox.objects import Stored


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from wa_sync.model.source import Json
    from wa_sync.sandbox.world import World


TO = "15550100100"
PHONE = "106540352242922"
MESSAGES = f"{PHONE}/messages"
MATON = Account(
    name="demo",
    waba_id="102290129340398",
    phone_number_id=PHONE,
    connection="21fd90f9-5935-43cd-b6c8-bde9d915ca80",
)
ENDPOINTS = {Endpoint.MATON: MATON, Endpoint.META: ACCOUNT}
ORDER: Mapping[str, Json] = {
    "name": "order_update",
    "language": "en_US",
    "category": "UTILITY",
    "components": [
        {
            "type": "BODY",
            "text": "Hi {{1}}, your order {{2}} has left our workshop.",
            "example": {"body_text": [["Ana", "A-1042"]]},
        },
        {
            "type": "BUTTONS",
            "buttons": [
                {
                    "type": "URL",
                    "text": "Track",
                    "url": "https://a.example/{{1}}",
                    "example": ["https://a.example/A-1042"],
                },
                {"type": "QUICK_REPLY", "text": "Thanks"},
            ],
        },
    ],
}


@contextmanager
def posting(*templates: Mapping[str, Json]) -> Iterator[Reached]:
    """Serve a sandbox with these templates, which are approved."""
    with reached() as there:
        for one in templates:
            there.writer.post(f"{there.account.waba_id}/message_templates", one)
        yield there


def uploaded(world: World, *ids: str) -> None:
    """Let a number have uploads with these ids."""
    with world.store.transaction():
        for node in ids:
            doc: dict[str, Json] = {"mime_type": "image/png", "time": world.now()}
            world.objects.add(Stored(0, "medium", PHONE, node, node, "", doc))


def body(type_: str, content: Json, **more: Json) -> dict[str, Json]:
    """A request that somebody wrote by hand; None takes a key out."""
    made: dict[str, Json] = {
        "messaging_product": "whatsapp",
        "recipient_type": "individual",
        "to": TO,
        "type": type_,
        type_: content,
        **more,
    }
    return {key: value for key, value in made.items() if value is not None}


def refused(there: Reached, request: Mapping[str, Json]) -> tuple[int | None, int, str]:
    """Post what the sandbox has to refuse: the code, the status and its words."""
    try:
        there.writer.post(MESSAGES, request)
    except Rejected as error:
        return error.code, error.status, error.message
    raise AssertionError("it was taken")


def mailbox(there: Reached) -> list[Any]:
    """What the sandbox took, without ids and times."""
    return [
        {key: value for key, value in one.items() if key not in {"id", "time"}}
        for one in kept(there.world)
    ]


def posted_template(count: int) -> dict[str, Any]:
    """The template of ORDER, as it is posted with so many texts."""
    texts = [{"type": "text", "text": f"{number}"} for number in range(count)]
    return {
        "name": "order_update",
        "language": {"code": "en_US"},
        "components": [
            {"type": "body", "parameters": texts},
            {
                "type": "button",
                "sub_type": "url",
                "index": "0",
                "parameters": [{"type": "text", "text": "A-1"}],
            },
        ],
    }
