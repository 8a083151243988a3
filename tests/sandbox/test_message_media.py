"""A message shows only what its number has uploaded: Meta's words for anything else."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import httpx
import pytest
from support.graph_caller import PHONE, Caller, calling, plain
from support.mediums import PNG
from support.posted import body


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.model.source import Json, Spec


OTHER = "106540352242923"
MESSAGES = f"{PHONE}/messages"
FORMS = {
    "gateway": "/whatsapp-business/v21.0",
    "meta": "/v23.0",
    "bare": "",
}


@pytest.fixture
def caller() -> Iterator[Caller]:
    """A fresh sandbox."""
    with calling() as one:
        yield one


def upload(caller: Caller, begin: str = "/v23.0", *, phone: str = PHONE) -> str:
    """Upload a picture and return its id."""
    answer = caller.client.post(
        f"{begin}/{phone}/media",
        data={"messaging_product": "whatsapp", "type": "image/png"},
        files={"file": ("a.png", PNG, "image/png")},
    )
    assert answer.status_code == 200
    return str(answer.json()["id"])


def refusal(path: str) -> Json:
    """Write Meta's refusal of an id, as it was recorded."""
    return plain(
        f"(#100) Param {path} is not a valid whatsapp business account media "
        "attachment ID"
    )


@pytest.mark.parametrize("begin", FORMS.values(), ids=FORMS)
def test_an_upload_is_shown_and_nothing_else(caller: Caller, begin: str) -> None:
    """In every form of address: its id is taken, and one that nobody has is not."""

    def send(node: str) -> httpx.Response:
        url = f"{begin}/{MESSAGES}"
        return caller.client.post(url, json=body("image", {"id": node}))

    assert send(upload(caller, begin)).status_code == 200
    answer = send("1")
    assert answer.status_code == 400
    error: Spec = answer.json()["error"]
    assert {key: error[key] for key in error if key != "fbtrace_id"} == refusal(
        "image['id']"
    )


def test_what_is_gone_or_of_another_number_is_refused(caller: Caller) -> None:
    """Deleted, older than 30 days, uploaded by another number, or no id at all."""
    deleted, others, old = upload(caller), upload(caller, phone=OTHER), upload(caller)
    assert caller.ask("DELETE", deleted)[0] == 200
    caller.move_clock(timedelta(days=30))
    assert caller.ask("POST", MESSAGES, json=body("image", {"id": upload(caller)}))[0]
    for node in (deleted, others, old, "abc", "", caller.create()):
        request = body("sticker", {"id": node})
        assert caller.refused("POST", MESSAGES, json=request) == refusal(
            "sticker['id']"
        )
    young = upload(caller, phone=OTHER)
    request = body("sticker", {"id": young})
    assert caller.refused("POST", MESSAGES, json=request) == refusal("sticker['id']")
    assert caller.ask("POST", f"{OTHER}/messages", json=request)[0] == 200


def interactive(node: str) -> Spec:
    """A message with a picture above its buttons."""
    reply: Spec = {"id": "y", "title": "Yes"}
    return {
        "type": "button",
        "header": {"type": "image", "image": {"id": node}},
        "body": {"text": "Book it?"},
        "action": {"buttons": [{"type": "reply", "reply": reply}]},
    }


def header(node: str) -> Spec:
    """The part of a message that fills a template's header with a picture."""
    return {
        "type": "header",
        "parameters": [{"type": "image", "image": {"id": node}}],
    }


def template(name: str, *components: Spec) -> Spec:
    """A message of a template."""
    return {
        "name": name,
        "language": {"code": "en_US"},
        "components": [*components],
    }


def test_a_header_shows_an_upload(caller: Caller) -> None:
    """Of buttons and of templates, cards included; the path says where it stands."""
    caller.set("review", "now")
    handle = {"header_handle": ["4::aW1hZ2UvcG5n:ARabc:e:1900000000:1:ARa"]}
    picture: Spec = {"type": "HEADER", "format": "IMAGE", "example": handle}
    plain_body: Spec = {
        "type": "BODY",
        "text": "Your parcel waits for you at the shop.",
    }
    caller.create(name="shown", components=[picture, plain_body])
    card: Json = {"components": [picture, plain_body, BUTTONS]}
    carousel: Json = {"type": "CAROUSEL", "cards": [card, card]}
    caller.create(name="cards", category="MARKETING", components=[plain_body, carousel])
    first = "template['components'][0]"

    def cards(node: str) -> Spec:
        two: Json = [
            {"card_index": place, "components": [header(one)]}
            for place, one in enumerate((upload(caller), node))
        ]
        return template("cards", {"type": "carousel", "cards": two})

    shown = {
        "interactive['header']['image']['id']": ("interactive", interactive),
        f"{first}['parameters'][0]['image']['id']": (
            "template",
            lambda node: template("shown", header(node)),
        ),
        f"{first}['cards'][1]['components'][0]['parameters'][0]['image']['id']": (
            "template",
            cards,
        ),
    }
    for path, (type_, made) in shown.items():
        request = body(type_, made("1"))
        assert caller.refused("POST", MESSAGES, json=request) == refusal(path)
        request = body(type_, made(upload(caller)))
        assert caller.ask("POST", MESSAGES, json=request)[0] == 200, path


BUTTONS: Json = {
    "type": "BUTTONS",
    "buttons": [{"type": "QUICK_REPLY", "text": "Thanks"}],
}
