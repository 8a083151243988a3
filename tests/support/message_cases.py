"""Messages that break one rule each, and the same ones written well."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

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
)
from wa_sync.messages.contacts import card
from wa_sync.model.source import Json, Spec


TO = "15550100100"
HELLO = PlainText("Hello")
LINK = "https://shop.example/a.png"
IMAGE = Media(type="image", link=LINK)
YES = Button("yes", "Yes")
BOOK = Buttons(body="Book?", buttons=[YES])
ROW = Row("10", "10 am")
LIST = List(body="When?", button="Times", sections=[Section([ROW])])
ANA = card("Ana García", ["+1 555 010 0100"])


@dataclass(frozen=True)
class Case:
    """One rule: what breaks it, what does not, and the sentence about the former."""

    rule: str
    bad: Message
    good: Message
    says: str
    to: tuple[str, str] = (TO, TO)
    reply: tuple[str | None, str | None] = (None, None)


def _to(rule: str, bad: str, good: str, says: str) -> Case:
    return Case(rule, HELLO, HELLO, says, to=(bad, good))


def _place(latitude: float, longitude: float, **more: str) -> Location:
    return Location(latitude=latitude, longitude=longitude, **more)


ABOUT_RECIPIENTS = (
    _to("recipient_missing", " ", TO, "The message has no recipient."),
    _to(
        *("recipient_malformed", "US.13491208655302741918", "+1 (555) 010-0100"),
        "The recipient is no phone number: it has more than digits.",
    ),
    _to(
        *("recipient_not_international", "0049 30 1234567", "+49 30 1234567"),
        "The recipient begins with 0: the international form has no 0 there.",
    ),
    _to(
        *("recipient_not_international", "+44 (0)20 7946 0958", "+44 (20) 7946 0958"),
        "The recipient has a 0 in brackets, which is not dialled from abroad.",
    ),
    _to(
        *("recipient_not_international", "+49 ( 030) 1234567", "(+49) (30) 1234567"),
        "The recipient has a 0 in brackets, which is not dialled from abroad.",
    ),
    _to(
        *("recipient_length", "555010", "5550100"),
        "The recipient has 6 digits; there are 7 to 15.",
    ),
    _to(
        *("recipient_length", "1" * 16, "1" * 15),
        "The recipient has 16 digits; there are 7 to 15.",
    ),
    Case(
        *("message_id_malformed", HELLO, HELLO),
        "That is no id of a message: they begin with wamid.",
        reply=("gid.1", "wamid.1"),
    ),
)
ABOUT_TEXTS = (
    Case("text_missing", PlainText(" \n"), PlainText("."), "The message has no text."),
    Case(
        *("text_too_long", PlainText("a" * 4097), PlainText("a" * 4096)),
        "The text has 4097 of at most 4096 characters.",
    ),
    Case(
        *("preview_without_link", PlainText("Hello", preview_url=True)),
        PlainText("Hello https://shop.example", preview_url=True),
        "A preview is asked for, and the text has no link.",
    ),
    Case(
        *("template_name_missing", Template("", "en_US"), Template("a", "en_US")),
        "The name of the template is missing.",
    ),
    Case(
        *("template_language_missing", Template("a", " "), Template("a", "en_US")),
        "The language of the template is missing.",
    ),
)
ABOUT_MEDIA = (
    Case(
        *("media_missing", Media(type="image"), IMAGE),
        "The medium has neither a link nor an id.",
    ),
    Case(
        *("media_ambiguous", Media(type="image", link=LINK, id="123"), IMAGE),
        "The medium has both a link and an id; Meta takes one of them.",
    ),
    Case(
        *("media_link_plain", Media(type="audio", link="http://shop.example/a.mp3")),
        Media(type="audio", link="https://shop.example/a.mp3"),
        "The link begins with http://; whether Meta fetches it is not said.",
    ),
    Case(
        *("media_link", Media(type="image", link="a.png"), IMAGE),
        "The link is no web address; Meta fetches media over https.",
    ),
    Case(
        *("media_id", Media(type="video", id="12a"), Media(type="video", id="12")),
        "The id of an uploaded medium is digits only.",
    ),
    Case(
        *("caption_unexpected", Media(type="audio", link=LINK, caption="Ring")),
        Media(type="video", link=LINK, caption="Ring"),
        "A message of type audio has no caption.",
    ),
    Case(
        *("caption_too_long", Media(type="image", link=LINK, caption="a" * 1025)),
        Media(type="image", link=LINK, caption="a" * 1024),
        "The caption has 1025 of at most 1024 characters.",
    ),
    Case(
        *("file_name_unexpected", Media(type="image", link=LINK, file_name="a.png")),
        Media(type="document", link=LINK, file_name="a.png"),
        "A message of type image shows no file name.",
    ),
    Case(
        *("file_name_malformed", Media(type="document", id="1", file_name="a/b.pdf")),
        Media(type="document", id="1", file_name="b.pdf"),
        "The file name is empty, or has a path or a line break in it.",
    ),
)
ABOUT_PLACES = (
    Case(
        *("latitude_out_of_range", _place(90.5, 0), _place(90, 0)),
        "The latitude 90.5 is not from -90 to 90.",
    ),
    Case(
        *("longitude_out_of_range", _place(0, float("nan")), _place(0, -180)),
        "The longitude nan is not from -180 to 180.",
    ),
    Case(
        *("location_name_missing", _place(0, 0, address="1 Main St")),
        _place(0, 0, address="1 Main St", name="Shop"),
        "The address is shown only under a name, and there is none.",
    ),
)
ABOUT_CONTACTS = (
    Case(
        *("contacts_missing", Contacts([]), Contacts([ANA])),
        "There is no contact.",
    ),
    Case(
        *("contacts_many", Contacts([ANA] * 6), Contacts([ANA] * 5)),
        "There are 6 contacts: Meta's reference allows 5, its page about contacts 257.",
    ),
    Case(
        *("contacts_too_many", Contacts([ANA] * 258), Contacts([ANA])),
        "There are 258 of at most 257 contacts.",
    ),
    Case(
        *("contact_field_unknown", Contacts([{**ANA, "phone": "1"}])),
        Contacts([{**ANA, "phones": [{"phone": "1"}]}]),
        "A contact has no field phone.",
    ),
    Case(
        *("contact_field_unknown", Contacts([{**ANA, "x": "1"}]), Contacts([ANA])),
        "A contact has no field x.",
    ),
    Case(
        *("contact_name_missing", Contacts([{"phones": []}]), Contacts([card("Ana")])),
        "The contact's name has no formatted_name.",
    ),
    Case(
        "contact_name_parts",
        Contacts([{"name": {"formatted_name": "Ana"}}]),
        Contacts([{"name": {"formatted_name": "Ana", "last_name": "A"}}]),
        "The contact's name has none of its parts: first_name, last_name, "
        "middle_name, prefix, suffix.",
    ),
    Case(
        *("contact_birthday", Contacts([{**ANA, "birthday": "2012-13-18"}])),
        Contacts([{**ANA, "birthday": "2012-08-18"}]),
        "The birthday is not written as YYYY-MM-DD.",
    ),
    Case(
        *("contact_entry_empty", Contacts([{**ANA, "emails": [{"type": "HOME"}]}])),
        Contacts([card("Ana", emails=["ana@shop.example"])]),
        "An entry of emails has no email.",
    ),
)
CARD: Final[dict[str, Json]] = {"name": {"formatted_name": "A", "first_name": "A"}}


def _card(good: Spec, bad: Spec, says: str, rule: str = "malformed") -> Case:
    wrong, right = Contacts([{**CARD, **bad}]), Contacts([{**CARD, **good}])
    return Case(f"contact_field_{rule}", wrong, right, says)


ABOUT_CARDS = (
    _card(
        *({"phones": []}, {"phones": "x"}),
        "The phones of a contact are no list of objects.",
    ),
    _card(
        *({"urls": []}, {"urls": ["x"]}),
        "The urls of a contact are no list of objects.",
    ),
    _card(
        *({"org": {"company": "A"}}, {"org": 7}),
        "The org of a contact is no object.",
    ),
    _card(
        {},
        {"name": {"formatted_name": "A", "suffix": "B", "frist_name": "A"}},
        "A name has no field frist_name.",
        "unknown",
    ),
)
CASES = (
    *(
        *ABOUT_CARDS,
        *ABOUT_RECIPIENTS,
        *ABOUT_TEXTS,
        *ABOUT_MEDIA,
        *ABOUT_PLACES,
        *ABOUT_CONTACTS,
    ),
)
