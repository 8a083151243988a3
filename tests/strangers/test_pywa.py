"""pywa, a client nobody here wrote, works on the sandbox as it does on Meta."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

import httpx
import pytest
from pywa.client import WhatsApp
from pywa.errors import WhatsAppError
from pywa.types.callback import Button
from pywa.types.others import Industry, Pagination
from pywa.types.templates import (
    BodyText,
    Buttons,
    FooterText,
    HeaderText,
    ParamFormat,
    QuickReplyButton,
    Template,
    TemplateCategory,
    TemplateLanguage,
    TemplateStatus,
    URLButton,
)
from support.graph_caller import PHONE, WABA, calling
from support.mediums import PNG


if TYPE_CHECKING:
    from collections.abc import Iterator


TOKEN = "user-token"  # noqa: S105 - any will do


def as_sent(part: object) -> object:
    """Return a part of a template as pywa would send it."""
    to_dict = getattr(part, "to_dict", None)
    return to_dict() if to_dict else part


class Redirected(httpx.BaseTransport):
    """Carries what is meant for Meta's host to the sandbox instead."""

    def __init__(self, url: str) -> None:
        """Remember where the sandbox listens."""
        self._url = httpx.URL(url)
        self._inner = httpx.HTTPTransport()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        """Send one request on; a host that is neither fails the test."""
        # a link to a file leads to the sandbox itself
        assert request.url.host in {"graph.facebook.com", self._url.host}
        request.url = request.url.copy_with(
            scheme="http", host=self._url.host, port=self._url.port
        )
        request.headers["Host"] = self._url.netloc.decode()
        return self._inner.handle_request(request)

    def close(self) -> None:
        """Close the connections."""
        self._inner.close()


@pytest.fixture
def wa() -> Iterator[WhatsApp]:
    """Pywa, on a session of its own whose transport leads to a sandbox."""
    with (
        calling() as caller,
        httpx.Client(transport=Redirected(caller.url)) as session,
    ):
        yield WhatsApp(phone_id=PHONE, token=TOKEN, waba_id=WABA, session=session)


def template(name: str, language: TemplateLanguage) -> Template:
    """Declare a template with most kinds of parts."""
    return Template(
        name=name,
        language=language,
        category=TemplateCategory.UTILITY,
        parameter_format=ParamFormat.NAMED,
        components=[
            HeaderText("Order {{number}} is ready", number="A-77"),
            BodyText("Hi {{name}}, your parcel is ready for pickup.", name="Ana"),
            FooterText(text="Example Shop"),
            Buttons(
                buttons=[
                    QuickReplyButton(text="Thanks"),
                    URLButton(text="Shop", url="https://shop.example"),
                ]
            ),
        ],
    )


def test_templates_live_and_die(wa: WhatsApp) -> None:
    """Create, read, list over pages, edit and delete with pywa's own types."""
    made = wa.create_template(template("order_ready", TemplateLanguage.ENGLISH_US))
    wa.create_template(template("order_ready", TemplateLanguage.GERMAN))
    assert made.status is TemplateStatus.PENDING
    read = wa.get_template(made.id)
    assert (read.name, read.language, read.status, read.category) == (
        "order_ready",
        TemplateLanguage.ENGLISH_US,
        TemplateStatus.APPROVED,
        TemplateCategory.UTILITY,
    )
    assert [type(part).__name__ for part in read.components] == [
        "HeaderText",
        "BodyText",
        "FooterText",
        "Buttons",
    ]
    buttons = read.components[3]
    assert isinstance(buttons, Buttons)
    assert [as_sent(button) for button in buttons.buttons] == [
        {"type": "QUICK_REPLY", "text": "Thanks"},
        {"type": "URL", "text": "Shop", "url": "https://shop.example/"},
    ]
    page = wa.get_templates(pagination=Pagination(limit=1))
    # page.next() cannot build a page of templates in this version of pywa
    following = wa.get_templates(pagination=Pagination(limit=1, after=page.after))
    assert page.has_next is True
    assert [one.language for one in (*page, *following)] == [
        TemplateLanguage.GERMAN,
        TemplateLanguage.ENGLISH_US,
    ]
    assert following.has_next is False
    changed = wa.update_template(
        made.id, new_components=[BodyText("Your parcel waits for you at the shop.")]
    )
    assert changed.success is True
    parts = wa.get_template(made.id).components
    assert [as_sent(part) for part in parts] == [
        {"type": "BODY", "text": "Your parcel waits for you at the shop."}
    ]
    wa.delete_template("order_ready", template_id=made.id)
    assert [one.language for one in wa.get_templates()] == [TemplateLanguage.GERMAN]


def test_a_refusal_is_understood(wa: WhatsApp) -> None:
    """Pywa turns the envelope into its own error, texts included."""
    wa.create_template(template("order_ready", TemplateLanguage.ENGLISH_US))
    with pytest.raises(WhatsAppError) as caught:
        wa.create_template(template("order_ready", TemplateLanguage.ENGLISH_US))
    error = caught.value
    assert (error.code, error.subcode) == (100, 2388024)


def test_a_profile_is_updated(wa: WhatsApp) -> None:
    """Pywa updates a profile and reads it back."""
    wa.update_business_profile(
        about="Trusted", websites=["https://a.example"], industry=Industry.RETAIL
    )
    profile = wa.get_business_profile()
    assert (profile.about, profile.websites, profile.industry, profile.address) == (
        "Trusted",
        ("https://a.example/",),
        Industry.RETAIL,
        None,
    )


def test_messages_are_sent(wa: WhatsApp) -> None:
    """Texts, media, places and buttons; each has an id of its own."""
    to = "15550100100"
    sent = [
        wa.send_message(to=to, text="Hello"),
        wa.send_image(
            to=to, image="https://shop.example/a.png", caption="The blue one"
        ),
        wa.send_location(to=to, latitude=52.5, longitude=13.4, name="Shop"),
        wa.send_message(
            to=to, text="Book it?", buttons=[Button(title="Yes", callback_data="yes")]
        ),
    ]
    ids = {one.id for one in sent}
    assert len(ids) == len(sent)
    assert all(one.startswith("wamid.") for one in ids)
    assert wa.mark_message_as_read(message_id=sent[0].id)


def test_a_template_is_sent(wa: WhatsApp) -> None:
    """With a parameter for each of its variables; with one too few it is refused."""
    wa.create_template(template("order_ready", TemplateLanguage.ENGLISH_US))
    order = ("15550100100", "order_ready", TemplateLanguage.ENGLISH_US)
    header, body = HeaderText.params(number="A-1"), BodyText.params(name="Ana")
    sent = wa.send_template(*order, [header, body])
    assert sent.id.startswith("wamid.")
    with pytest.raises(WhatsAppError) as caught:
        wa.send_template(*order, [header])
    assert caught.value.code == 132000


def test_a_file_goes_there_and_back(wa: WhatsApp) -> None:
    """It is uploaded, described, fetched by its link, sent by its id, and deleted."""
    made = wa.upload_media(PNG, mime_type="image/png", filename="shop.png")
    told = wa.get_media_url(made.id)
    assert (told.id, told.mime_type, told.file_size, told.sha256) == (
        made.id,
        "image/png",
        len(PNG),
        sha256(PNG).hexdigest(),
    )
    assert wa.get_media_bytes(told.url) == PNG
    assert wa.send_image(to="15550100100", image=made.id).id.startswith("wamid.")
    assert wa.delete_media(made.id).success
    with pytest.raises(WhatsAppError) as caught:
        wa.get_media_url(made.id)
    assert (caught.value.code, caught.value.subcode) == (100, 33)


def test_a_message_that_breaks_a_rule_is_refused(wa: WhatsApp) -> None:
    """With the code that pywa knows."""
    with pytest.raises(WhatsAppError) as caught:
        wa.send_location(to="15550100100", latitude=91, longitude=1)
    assert caught.value.code == 131009
