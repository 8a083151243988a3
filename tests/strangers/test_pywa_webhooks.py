"""pywa, a client nobody here wrote, takes the sandbox's webhooks for Meta's."""

from __future__ import annotations

from dataclasses import replace
from queue import SimpleQueue
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from pywa.client import WhatsApp
from pywa.handlers import TemplateCategoryUpdateHandler, TemplateStatusUpdateHandler
from pywa.types.templates import (
    TemplateCategory,
    TemplateCategoryUpdate,
    TemplateLanguage,
    TemplateRejectionReason,
    TemplateStatus,
    TemplateStatusUpdate,
)
from support.graph_caller import TEMPLATES, WABA
from support.raw_server import Wire, raw_server, reply
from support.receiving import SECRET, WAIT, subscribed, subscription

from wa_sync.sandbox import review
from wa_sync.sandbox.webhooks.post import Post


TOKEN = "of-my-own-choosing"  # noqa: S105 - nobody else's
Update = TemplateStatusUpdate | TemplateCategoryUpdate


class Listening:
    """pywa as a receiver: it answers, verifies and reads; updates end in a queue."""

    def __init__(self, *, secret: str = SECRET) -> None:
        """Know the app's secret, or another one."""
        self.updates: SimpleQueue[Update] = SimpleQueue()
        self._wa = WhatsApp(
            phone_id="1",
            token="any-token",  # noqa: S106 - nothing is asked
            server=None,
            verify_token=TOKEN,
            app_secret=secret,
        )
        self._wa.add_handlers(
            TemplateStatusUpdateHandler(self._heard),
            TemplateCategoryUpdateHandler(self._heard),
        )

    def _heard(self, _: WhatsApp, update: Update) -> None:
        self.updates.put(update)

    def __call__(self, wire: Wire) -> bool:
        """Answer one request with what pywa says to it."""
        heard = wire.heard
        if heard.method == "GET":
            asked = {
                key: values[0]
                for key, values in parse_qs(urlsplit(heard.target).query).items()
            }
            text, status = self._wa.webhook_challenge_handler(
                vt=asked.get("hub.verify_token"), ch=asked.get("hub.challenge")
            )
        else:
            signature = heard.headers.get("x-hub-signature-256")
            refused = self._wa.webhook_update_validator(heard.body, signature)
            text, status = refused or self._wa.webhook_update_handler(heard.body)
        return reply(raw=str(text).encode(), status=status)(wire)


def told(update: Update) -> dict[str, Any]:
    """What pywa read, without itself and the raw update."""
    names = [name for name in type(update).__dataclass_fields__ if name[0] != "_"]
    found = {name: getattr(update, name) for name in names}
    dropped = {"raw", "shared_data", "timestamp"}
    return {key: value for key, value in found.items() if key not in dropped}


def test_reviews_are_understood() -> None:
    """An approval, a rejection and a deletion become pywa's own types."""
    pywa = Listening()
    with subscribed(pywa) as there:
        node = there.caller.create(language="de")
        seen = [pywa.updates.get(timeout=WAIT)]
        there.decide(node, "REJECTED", "SCAM")
        assert there.caller.ask("DELETE", TEMPLATES, params={"name": "order_ready"})
        seen += [pywa.updates.get(timeout=WAIT) for _ in range(2)]
        assert there.fared(3) == [
            ("APPROVED", 1, None),
            ("REJECTED", 1, None),
            ("PENDING_DELETION", 1, None),
        ]
    about = {
        "id": WABA,
        "template_id": node,
        "template_name": "order_ready",
        "template_language": TemplateLanguage.GERMAN,
        "category": TemplateCategory.UTILITY,
        "disable_info": None,
        "other_info": None,
        "rejection_info": None,
    }
    assert [told(one) for one in seen] == [
        {**about, "new_status": status, "reason": reason}
        for status, reason in (
            (TemplateStatus.APPROVED, TemplateRejectionReason.NONE),
            (TemplateStatus.REJECTED, TemplateRejectionReason.SCAM),
            (TemplateStatus.PENDING_DELETION, None),
        )
    ]


def test_other_categories_are_understood() -> None:
    """Pywa sees which category it was and which it is now."""
    pywa = Listening()
    with subscribed(pywa) as there:
        there.caller.set("review", "manual")
        node = there.caller.create()
        with there.caller.world.store.transaction():
            stored = there.caller.world.objects.find("message_template", node)
            assert stored is not None
            review.recategorise(there.caller.world, stored, "MARKETING")
        assert told(pywa.updates.get(timeout=WAIT)) == {
            "id": WABA,
            "template_id": node,
            "template_name": "order_ready",
            "template_language": TemplateLanguage.ENGLISH_US,
            "new_category": TemplateCategory.MARKETING,
            "previous_category": TemplateCategory.UTILITY,
            "correct_category": None,
        }


def test_another_secret_is_refused() -> None:
    """Pywa does not take what was signed for another app."""
    with subscribed(Listening(secret="f" * 32), pauses=()) as there:
        there.caller.create()
        assert there.fared(1) == [("APPROVED", 1, "the receiver answered 403")]


@pytest.mark.parametrize(
    ("token", "problem"), [(TOKEN, None), ("another", "the receiver answered 403")]
)
def test_the_handshake_is_understood(token: str, problem: str | None) -> None:
    """Pywa answers the challenge of whoever knows its token, and nobody else's."""
    with raw_server(Listening()) as receiver:
        to = replace(subscription(receiver.port), verify_token=token)
        assert Post(to).verify() == problem
