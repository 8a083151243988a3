"""What a subscriber is told of templates: whole bodies, with Meta's signature."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from support.graph_caller import NOW, TEMPLATES, WABA, calling
from support.receiving import Subscribed, subscribed

from wa_sync.cli.main import run
from wa_sync.sandbox import review


if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


FIRST = 1000000000104729
STATUS = "message_template_status_update"
CATEGORY = "template_category_update"
NAMED = {
    "message_template_id": FIRST,
    "message_template_name": "order_ready",
    "message_template_language": "en_US",
}


@pytest.fixture
def there() -> Iterator[Subscribed]:
    """A sandbox whose reviews wait for a hand, and a receiver that takes everything."""
    with subscribed() as one:
        one.caller.set("review", "manual")
        yield one


def webhook(field: str, value: dict[str, Any]) -> dict[str, Any]:
    """The whole body about one change."""
    change = {"value": value, "field": field}
    entry = {"id": WABA, "time": int(NOW), "changes": [change]}
    return {"object": "whatsapp_business_account", "entry": [entry]}


def status(event: str, **more: object) -> dict[str, Any]:
    """The whole body about a status of the first template."""
    usual = {"reason": "NONE", "message_template_category": "UTILITY"}
    return webhook(STATUS, {"event": event, **NAMED, **usual, **more})


def test_a_review_that_ends_by_itself_is_told() -> None:
    """Without another request; what is signed are the bytes that are sent."""
    with subscribed() as there:
        there.caller.create()
        assert there.fared(1) == [("APPROVED", 1, None)]
        assert there.told() == [status("APPROVED")]
        (heard,) = there.receiver.heard
        assert heard.body == (
            b'{"object":"whatsapp_business_account","entry":[{"id":"102290129340398",'
            b'"time":1800000000,"changes":[{"value":{"event":"APPROVED",'
            b'"message_template_id":1000000000104729,"message_template_name":'
            b'"order_ready","message_template_language":"en_US","reason":"NONE",'
            b'"message_template_category":"UTILITY"},'
            b'"field":"message_template_status_update"}]}]}'
        )


def test_a_review_that_ends_with_the_write_is_told(there: Subscribed) -> None:
    """Once for the create, and once more for an edit of its content."""
    there.caller.set("review", "now")
    node = there.caller.create()
    footer = [{"type": "BODY", "text": "Your parcel waits for you at the shop."}]
    assert there.caller.ask("POST", node, json={"components": footer})[0] == 200
    assert there.fared(2) == [("APPROVED", 1, None)] * 2
    assert there.told() == [status("APPROVED")] * 2


def test_what_a_hand_decides_is_told(there: Subscribed) -> None:
    """With what Meta adds to each status; a status that stays is told once."""
    node = there.caller.create()
    for wanted in ("REJECTED/SCAM", "REJECTED/INVALID_FORMAT", "APPROVED", "APPROVED"):
        there.decide(node, *wanted.split("/"))
    for wanted in ("PAUSED", "APPROVED", "PAUSED", "DISABLED", "APPROVED"):
        there.decide(node, wanted)
    there.fared(8)
    paused = "Your WhatsApp message template has been paused."
    unpaused = "Your WhatsApp message template has been unpaused."
    advice = {
        "reason": "The template does not have the format that its category asks for.",
        "recommendation": "Edit the template, and it will be reviewed again.",
    }
    assert there.told() == [
        status("REJECTED", reason="SCAM"),
        status("REJECTED", reason="INVALID_FORMAT", rejection_info=advice),
        status("APPROVED"),
        status("PAUSED", other_info={"title": "FIRST_PAUSE", "description": paused}),
        status("APPROVED", other_info={"title": "UNPAUSE", "description": unpaused}),
        status("PAUSED", other_info={"title": "SECOND_PAUSE", "description": paused}),
        status("DISABLED", disable_info={"disable_date": int(NOW)}),
        status("REINSTATED"),
    ]


def test_other_categories_are_told(there: Subscribed) -> None:
    """A day before, when they are there, and when an edit asks for them."""
    node = there.caller.create()
    world = there.caller.world
    for planned in (True, False, False):
        with world.store.transaction():
            stored = world.objects.find("message_template", node)
            assert stored is not None
            review.recategorise(world, stored, "MARKETING", planned=planned)
    there.decide(node, "REJECTED", "SCAM")
    edit = {"category": "UTILITY"}
    assert there.caller.ask("POST", node, json=edit)[0] == 200
    there.fared(4)
    announced = {
        "correct_category": "MARKETING",
        "new_category": "UTILITY",
        "category_update_timestamp": int(NOW) + 86_400,
    }
    made = {"previous_category": "UTILITY", "new_category": "MARKETING"}
    edited = {"previous_category": "MARKETING", "new_category": "UTILITY"}
    rejected = status("REJECTED", reason="SCAM", message_template_category="MARKETING")
    assert there.told() == [
        webhook(CATEGORY, {**NAMED, **announced}),
        webhook(CATEGORY, {**NAMED, **made}),
        rejected,
        webhook(CATEGORY, {**NAMED, **edited}),
    ]


def test_deleted_languages_are_told_in_order(there: Subscribed) -> None:
    """One event each, without a reason; creates that wait were told to nobody."""
    there.caller.create()
    second = int(there.caller.create(language="de"))
    assert there.caller.ask("DELETE", TEMPLATES, params={"name": "order_ready"})[1] == {
        "success": True
    }
    assert there.fared(2) == [("PENDING_DELETION", 1, None)] * 2
    german = {"message_template_id": second, "message_template_language": "de"}
    assert there.told() == [
        status("PENDING_DELETION", reason=None, **german),
        status("PENDING_DELETION", reason=None),
    ]


def test_what_another_process_orders_is_told(tmp_path: Path) -> None:
    """Whoever works on the file; characters outside ASCII are escaped and signed so."""
    db = tmp_path / "sandbox.db"
    seed = tmp_path / "seed.json"
    text = '{"id": "7", "name": "été", "language": "fr", "category": "UTILITY"}'
    seed.write_text(text, encoding="utf-8")
    with subscribed(db=db) as there:
        for words in (["seed", str(seed), "--waba", WABA], ["pause", "été"]):
            assert run(["sandbox", *words, "--db", str(db)]) == 0
        assert there.fared(1) == [("PAUSED", 1, None)]
        (body,) = there.told()
        value = body["entry"][0]["changes"][0]["value"]
        assert (value["message_template_id"], value["message_template_name"]) == (
            7,
            "été",
        )
        assert b'"message_template_name":"\\u00e9t\\u00e9"' in (
            there.receiver.heard[0].body
        )


def test_only_what_happens_from_now_on_is_told(tmp_path: Path) -> None:
    """Whoever subscribes is not told what was; forgetting everything tells nothing."""
    db = tmp_path / "sandbox.db"
    with calling(db) as caller:
        caller.set("review", "now")
        caller.create(name="before")
    with subscribed(db=db) as there:
        assert run(["sandbox", "reset", "--db", str(db)]) == 0
        there.caller.create(name="after")
        assert there.fared(1) == [("APPROVED", 1, None)]
        (body,) = there.told()
    value = body["entry"][0]["changes"][0]["value"]
    assert value["message_template_name"] == "after"
