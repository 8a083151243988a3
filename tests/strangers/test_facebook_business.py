"""Meta's own SDK works on the sandbox: form bodies, and the token in the query."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from facebook_business.adobjects.whatsappbusinessaccount import WhatsAppBusinessAccount
from facebook_business.api import FacebookAdsApi
from facebook_business.exceptions import FacebookRequestError
from facebook_business.session import FacebookSession
from support.graph_caller import BODY, PHONE, WABA, calling
from support.mediums import PNG


if TYPE_CHECKING:
    from collections.abc import Iterator


pytestmark = [
    # the SDK imports what Python is about to drop
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    # its generated classes do not know the fields of a template
    pytest.mark.filterwarnings("ignore:message_templates does not allow:UserWarning"),
]
NAME = {"name": "order_ready", "language": "en_US", "category": "UTILITY"}


@pytest.fixture
def api() -> Iterator[FacebookAdsApi]:
    """The SDK, pointed at a sandbox by its session's GRAPH attribute."""
    with calling() as caller:
        session = FacebookSession("5551", "app-secret", "user-token")
        session.GRAPH = caller.url
        try:
            yield FacebookAdsApi(session)
        finally:
            session.requests.close()


def test_templates_live_and_die(api: FacebookAdsApi) -> None:
    """Create, list over pages, edit and delete, all with the SDK's own objects."""
    account = WhatsAppBusinessAccount(WABA, api=api)
    made = account.create_message_template(params={**NAME, "components": [BODY]})
    account.create_message_template(
        params={**NAME, "language": "de", "components": [BODY]}
    )
    fields = ["name", "language", "status", "components"]
    cursor = account.get_message_templates(fields=fields, params={"limit": 1})
    listed = [dict(one) for one in cursor]
    assert [(one["language"], one["status"]) for one in listed] == [
        ("de", "APPROVED"),
        ("en_US", "APPROVED"),
    ]
    assert listed[1] == {
        "name": "order_ready",
        "language": "en_US",
        "status": "APPROVED",
        "components": [BODY],
        "id": made["id"],
    }
    changed = {"type": "BODY", "text": "Your parcel waits for you at the shop."}
    answer = api.call("POST", (made["id"],), params={"components": [changed]})
    assert answer.json() == {
        "success": True,
        "id": made["id"],
        "name": "order_ready",
        "category": "UTILITY",
    }
    read = api.call("GET", (made["id"],), params={"fields": "components"})
    assert read.json() == {"components": [changed], "id": made["id"]}
    account.delete_message_templates(
        params={"name": "order_ready", "hsm_id": made["id"]}
    )
    left = account.get_message_templates(fields=["language"])
    assert [one["language"] for one in left] == ["de"]


def test_a_refusal_is_understood(api: FacebookAdsApi) -> None:
    """The SDK reads code, subcode and user texts out of the envelope."""
    account = WhatsAppBusinessAccount(WABA, api=api)
    account.create_message_template(params={**NAME, "components": [BODY]})
    with pytest.raises(FacebookRequestError) as caught:
        account.create_message_template(params={**NAME, "components": [BODY]})
    error = caught.value
    assert (
        error.http_status(),
        error.api_error_code(),
        error.api_error_subcode(),
        error.api_error_message(),
    ) == (400, 100, 2388024, "Invalid parameter")
    assert error.body()["error"]["error_user_title"] == (
        "Content in This Language Already Exists"
    )


def test_a_profile_is_updated(api: FacebookAdsApi) -> None:
    """The SDK sends a form, with the list of websites as JSON."""
    edge = (PHONE, "whatsapp_business_profile")
    sent = {
        "messaging_product": "whatsapp",
        "about": "Trusted",
        "websites": ["https://a.example"],
    }
    assert api.call("POST", edge, params=sent).json() == {"success": True}
    read = api.call("GET", edge, params={"fields": "about,websites,vertical"})
    assert read.json() == {
        "data": [
            {
                "about": "Trusted",
                "websites": ["https://a.example/"],
                "vertical": "UNDEFINED",
                "messaging_product": "whatsapp",
            }
        ]
    }


def test_a_template_is_sent(api: FacebookAdsApi) -> None:
    """The SDK sends a form, with the components as JSON."""
    account = WhatsAppBusinessAccount(WABA, api=api)
    text = "Hi {{1}}, your parcel is ready for pickup."
    filled = {"type": "BODY", "text": text, "example": {"body_text": [["Ana"]]}}
    account.create_message_template(params={**NAME, "components": [filled]})
    given = {"type": "body", "parameters": [{"type": "text", "text": "Ana"}]}
    message = {
        "messaging_product": "whatsapp",
        "to": "15550100100",
        "type": "template",
        "template": {
            "name": "order_ready",
            "language": {"code": "en_US"},
            "components": [given],
        },
    }
    sent = api.call("POST", (PHONE, "messages"), params=message).json()
    assert sent.pop("messages")[0]["message_status"] == "accepted"
    assert sent == {
        "messaging_product": "whatsapp",
        "contacts": [{"input": "15550100100", "wa_id": "15550100100"}],
    }


def test_a_file_goes_there_and_back(api: FacebookAdsApi) -> None:
    """The SDK sends it in a form of parts; its link is fetched with the token."""
    told = {"messaging_product": "whatsapp", "type": "image/png"}
    files = {"file": ("shop.png", PNG, "image/png")}
    made = api.call("POST", (PHONE, "media"), params=told, files=files).json()
    read = api.call("GET", (made["id"],)).json()
    link = read.pop("url")
    assert read == {
        "mime_type": "image/png",
        "sha256": sha256(PNG).hexdigest(),
        "file_size": len(PNG),
        "id": made["id"],
        "messaging_product": "whatsapp",
    }
    answer = api._session.requests.get(link, timeout=20)
    assert (answer.status_code, answer.content) == (200, PNG)
    assert api.call("DELETE", (made["id"],)).json() == {"success": True}
    with pytest.raises(FacebookRequestError) as caught:
        api.call("GET", (made["id"],))
    error = caught.value
    assert (error.api_error_code(), error.api_error_subcode()) == (100, 33)
