"""Messages that the sandbox refuses, as Meta does: the code and the words."""

from __future__ import annotations

import pytest
from support.posted import MESSAGES, body, refused
from support.sandbox_account import reached

from wa_sync.model.source import Json
from wa_sync.sandbox.messages.receive import ALLOWED


HI: Json = {"body": "Hi"}
INVALID = "(#131009) Parameter value is not valid: "
MISSING = "(#131008) Required parameter is missing: "


def _tap(**more: Json) -> Json:
    action: Json = {
        "buttons": [{"type": "reply", "reply": {"id": "yes", "title": "Yes"}}]
    }
    return {"type": "button", "body": {"text": "Book?"}, "action": action, **more}


def _buttons(*replies: tuple[str, str], type_: str = "reply") -> Json:
    made: list[Json] = [
        {"type": type_, "reply": {"id": id_, "title": title}} for id_, title in replies
    ]
    return _tap(action={"buttons": made})


def _list(*sections: Json, button: str = "Times") -> Json:
    action: Json = {"button": button, "sections": list(sections)}
    return {"type": "list", "body": {"text": "When?"}, "action": action}


def _section(*rows: tuple[str, str], title: str = "", more: str = "") -> Json:
    made: list[Json] = [
        {"id": id_, "title": named, "description": more} for id_, named in rows
    ]
    return {"title": title, "rows": made}


REFUSED: list[tuple[dict[str, Json], str]] = [
    (
        body("text", HI, messaging_product=None),
        "(#100) The parameter messaging_product is required.",
    ),
    (body("text", HI, to=None), "(#100) The parameter to is required."),
    (
        body("poll", HI),
        (
            "(#100) Param type must be one of {AUDIO, CONTACTS, DOCUMENT, IMAGE, "
            "INTERACTIVE, LOCATION, REACTION, STICKER, TEMPLATE, TEXT, VIDEO} - got "
            '"poll".'
        ),
    ),
    (body("text", None), f"{MISSING}Parameter 'text' is mandatory for type 'text'"),
    (
        body("text", HI, to="0049"),
        f"{INVALID}Recipient phone number is not a valid phone number",
    ),
    (body("text", "Hi"), f"{INVALID}text: an object is expected"),
    (
        body("text", HI, context={"message_id": "1"}),
        f"{INVALID}context: message_id is not valid",
    ),
    (body("text", {}), f"{MISSING}Parameter 'body' is mandatory for type 'text'"),
    (
        body("text", {"body": "a" * 4097}),
        (
            "(#100) Param text['body'] must be at most 4096 characters long.: Param "
            "text['body'] must be at most 4096 characters long."
        ),
    ),
    (
        body("text", {"body": "a", "preview_url": "x"}),
        f"{INVALID}text: preview_url must be a boolean",
    ),
    (body("image", {}), f"{INVALID}image: exactly one of id and link is expected"),
    (body("image", {"link": "a"}), f"{INVALID}image: link is not a valid URL"),
    (
        body("image", {"id": "a"}),
        (
            "(#100) Param image['id'] is not a valid whatsapp business account media "
            "attachment ID"
        ),
    ),
    (
        body("audio", {"id": "1", "caption": "a"}),
        f"{INVALID}audio: unexpected key caption",
    ),
    (
        body("image", {"id": "1", "caption": "a" * 1025}),
        (
            "(#100) Param image['caption'] must be at most 1024 "
            "characters long.: Param "
            "image['caption'] must be at most 1024 characters long."
        ),
    ),
    (
        body("image", {"id": "1", "filename": "a"}),
        f"{INVALID}image: unexpected key filename",
    ),
    (
        body("location", {"latitude": 1}),
        f"{MISSING}Parameter 'longitude' is mandatory for type 'location'",
    ),
    (
        body("location", {"latitude": 91, "longitude": 1}),
        f"{INVALID}location: latitude must be from -90 to 90",
    ),
    (
        body("location", {"latitude": "x", "longitude": 1}),
        f"{INVALID}location: latitude must be a number",
    ),
    (
        body("location", {"latitude": 1, "longitude": 1, "address": "a"}),
        f"{MISSING}Parameter 'name' is mandatory for type 'location' with an address",
    ),
    (
        body("contacts", []),
        f"{MISSING}Parameter 'contacts' is mandatory for type 'contacts'",
    ),
    (body("contacts", [{}] * 258), f"{INVALID}contacts: at most 257"),
    (body("contacts", [{"x": 1}]), f"{INVALID}contacts[0]: unexpected key x"),
    (
        body("contacts", [{"phones": "x"}]),
        f"{INVALID}contacts[0]['phones']: an array is expected",
    ),
    (
        body("contacts", [{"org": 7}]),
        f"{INVALID}contacts[0]['org']: an object is expected",
    ),
    (
        body("contacts", [{"name": {"frist": "A"}}]),
        f"{INVALID}contacts[0]['name']: unexpected key frist",
    ),
    (
        body("contacts", [{"name": {}}]),
        f"{MISSING}Parameter 'formatted_name' is mandatory for contacts[0]['name']",
    ),
    (
        body("contacts", [{"name": {"formatted_name": "Ana"}}]),
        (
            f"{INVALID}contacts[0]['name']: one more of first_name, last_name, "
            "middle_name, prefix, suffix"
        ),
    ),
    (body("interactive", {}), f"{INVALID}interactive: type none is not known"),
    (
        body("interactive", _tap(body=None)),
        f"{MISSING}Parameter 'body.text' is mandatory for type 'interactive'",
    ),
    (
        body("interactive", _tap(footer={"text": "a" * 61})),
        (
            "(#100) Param interactive['footer']['text'] must be at most 60 characters "
            "long.: Param interactive['footer']['text'] must be at most 60 characters "
            "long."
        ),
    ),
    (
        body("interactive", _tap(header={"type": "text"})),
        f"{MISSING}Parameter 'header.text' is mandatory for type 'interactive'",
    ),
    (
        body("interactive", _tap(header={"type": "text", "text": "a" * 61})),
        (
            "(#100) Param interactive['header']['text'] must be at most 60 characters "
            "long.: Param interactive['header']['text'] must be at most 60 characters "
            "long."
        ),
    ),
    (
        body("interactive", _tap(header={"type": "audio"})),
        f"{INVALID}interactive: a header of type audio is not supported",
    ),
    (
        body("interactive", _tap(header={"type": "image", "image": {}})),
        f"{INVALID}image: exactly one of id and link is expected",
    ),
    (body("interactive", _buttons()), f"{INVALID}interactive: buttons must be 1 to 3"),
    (
        body("interactive", _buttons(("a", "A"), type_="url")),
        f"{INVALID}interactive: a button must be of type reply",
    ),
    (
        body("interactive", _buttons(("a", "A"), ("a", "B"))),
        f"{INVALID}interactive: buttons.id must be unique",
    ),
    (
        body("interactive", _buttons(("a", "A"), ("b", "A"))),
        f"{INVALID}interactive: buttons.title must be unique",
    ),
    (
        body("interactive", _buttons(("a", "A" * 21))),
        (
            "(#100) Param buttons.title must be at most 20 characters long.: Param "
            "buttons.title must be at most 20 characters long."
        ),
    ),
    (
        body("interactive", _list(_section(("a", "A")), button="")),
        f"{MISSING}Parameter 'action.button' is mandatory for type 'interactive'",
    ),
    (body("interactive", _list()), f"{INVALID}interactive: sections must be 1 to 10"),
    (
        body("interactive", _list(_section(("a", "A")), _section(("b", "B")))),
        f"{MISSING}Parameter 'sections.title' is mandatory for type 'interactive'",
    ),
    (
        body("interactive", _list(_section(("a", "A"), title="a" * 25))),
        (
            "(#100) Param sections.title must be at most 24 characters long.: Param "
            "sections.title must be at most 24 characters long."
        ),
    ),
    (
        body("interactive", _list(_section())),
        f"{MISSING}Parameter 'rows' is mandatory for a section of a list",
    ),
    (
        body("interactive", _list(_section(*((str(n), "A") for n in range(11))))),
        f"{INVALID}interactive: a list has at most 10 rows",
    ),
    (
        body("interactive", _list(_section(("a", "A"), ("a", "B")))),
        f"{INVALID}interactive: rows.id must be unique",
    ),
    (
        body("interactive", _list(_section(("a", "A"), more="a" * 73))),
        (
            "(#100) Param rows.description must be at most 72 characters long.: Param "
            "rows.description must be at most 72 characters long."
        ),
    ),
    (
        {"messaging_product": "whatsapp", "status": "seen"},
        f"{INVALID}status: the only value is read",
    ),
    (
        {"messaging_product": "whatsapp", "status": "read"},
        "(#100) The parameter message_id is required.",
    ),
    (
        {"messaging_product": "whatsapp", "status": "read", "message_id": "1"},
        f"{INVALID}message_id is not a valid id of a message",
    ),
]


def test_the_first_mistake_is_refused_in_metas_words() -> None:
    """The code stands in the message; the details say what is meant."""
    with reached() as there:
        said = [refused(there, request) for request, _ in REFUSED]
    assert [words for _, _, words in said] == [words for _, words in REFUSED]
    assert {status for _, status, _ in said} == {400}
    assert all(words.startswith(f"(#{code}) ") for code, _, words in said)


@pytest.mark.parametrize(
    ("allowed", "taken"), [([], True), (["15550100100"], True), (["1555010"], False)]
)
def test_a_test_number_writes_to_its_list_only(
    allowed: list[Json], *, taken: bool
) -> None:
    """131030, which the gateway's documentation gives another meaning."""
    with reached() as there:
        there.world.store.set(ALLOWED, allowed or None)
        if taken:
            there.writer.post(MESSAGES, body("text", HI))
            return
        assert refused(there, body("text", HI)) == (
            131030,
            400,
            (
                "Recipient phone number not in allowed list: Add recipient "
                "phone number to "
                "recipient list and try again."
            ),
        )
