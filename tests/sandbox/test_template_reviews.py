"""How a status moves: by itself, by hand, and by an edit."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from support.graph_caller import BODY, ORDER_READY, TEMPLATES, Caller, calling

from wa_sync.model.source import array, mapping
from wa_sync.sandbox import review


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.model.source import Json, Spec


@pytest.fixture
def caller() -> Iterator[Caller]:
    """A fresh sandbox."""
    with calling() as one:
        yield one


def status(caller: Caller, node: str) -> Json:
    """Read a template's status."""
    return mapping(caller.get(node, fields="status"))["status"]


def test_a_review_ends_a_moment_later(caller: Caller) -> None:
    """The create says PENDING, the next request sees APPROVED."""
    answer = caller.ask("POST", TEMPLATES, json=ORDER_READY)
    assert answer == (
        200,
        {"id": "1000000000104729", "status": "PENDING", "category": "UTILITY"},
    )
    assert status(caller, "1000000000104729") == "APPROVED"


def test_a_review_can_end_at_once(caller: Caller) -> None:
    """Reviewing ``now``, the create itself says APPROVED."""
    caller.set("review", "now")
    answer = caller.ask("POST", TEMPLATES, json=ORDER_READY)
    assert answer == (
        200,
        {"id": "1000000000104729", "status": "APPROVED", "category": "UTILITY"},
    )


def test_a_review_can_take_its_time(caller: Caller) -> None:
    """After a number of seconds on the sandbox's clock, and not before."""
    caller.set("review", 3600)
    node = caller.create()
    caller.move_clock(timedelta(minutes=59))
    assert status(caller, node) == "PENDING"
    caller.move_clock(timedelta(minutes=1))
    assert status(caller, node) == "APPROVED"


def test_a_review_can_wait_for_a_hand(caller: Caller) -> None:
    """By hand, a template stays PENDING for as long as nobody decides."""
    caller.set("review", "manual")
    node = caller.create()
    caller.move_clock(timedelta(days=365))
    assert status(caller, node) == "PENDING"


def test_an_edit_is_reviewed_again(caller: Caller) -> None:
    """What was edited is PENDING, without its old reason, with its new content."""
    node = caller.create()
    with caller.world.store.transaction():
        stored = caller.world.objects.find("message_template", node)
        assert stored is not None
        review.decide(caller.world, stored, "REJECTED", "SCAM")
    assert caller.get(node, fields="status,rejected_reason") == {
        "status": "REJECTED",
        "rejected_reason": "SCAM",
        "id": node,
    }
    caller.set("review", "manual")
    footer: Spec = {"type": "footer", "text": "Example Shop"}
    posted: Spec = {"components": [footer, BODY], "message_send_ttl_seconds": 60}
    assert caller.ask("POST", node, json=posted) == (
        200,
        {"success": True, "id": node, "name": "order_ready", "category": "UTILITY"},
    )
    asked = "status,rejected_reason,components,message_send_ttl_seconds"
    assert caller.get(node, fields=asked) == {
        "status": "PENDING",
        "rejected_reason": "NONE",
        "components": [BODY, {"type": "FOOTER", "text": "Example Shop"}],
        "message_send_ttl_seconds": 60,
        "id": node,
    }


def test_an_edit_of_one_setting_leaves_the_rest(caller: Caller) -> None:
    """The time to live alone can be edited, even where today's rules are broken."""
    node = caller.create()
    assert status(caller, node) == "APPROVED"
    with caller.world.store.transaction():
        stored = caller.world.objects.find("message_template", node)
        assert stored is not None
        url = "https://scontent.whatsapp.net/v/1_n.jpg"
        header: Json = {
            "type": "HEADER",
            "format": "IMAGE",
            "example": {"header_handle": [url]},
        }
        broken: Json = [header, {"type": "BODY", "text": "{{1}} starts"}]
        caller.world.objects.update(stored.with_doc(components=broken))
    assert caller.ask("POST", node, data={"message_send_ttl_seconds": "120"})[0] == 200
    asked = "message_send_ttl_seconds,components"
    assert caller.get(node, fields=asked) == {
        "message_send_ttl_seconds": 120,
        "components": broken,
        "id": node,
    }


def test_link_tracking_is_switched_without_a_review(caller: Caller) -> None:
    """With the current category beside it, the switch neither waits nor counts."""
    node = caller.create()
    assert status(caller, node) == "APPROVED"
    for switched in ("true", "false"):
        params = {"cta_url_link_tracking_opted_out": switched, "category": "UTILITY"}
        assert caller.ask("POST", node, params=params)[0] == 200
        assert caller.get(node, fields="status,cta_url_link_tracking_opted_out") == {
            "status": "APPROVED",
            "cta_url_link_tracking_opted_out": switched == "true",
            "id": node,
        }


def test_meta_moves_a_template_to_another_category(caller: Caller) -> None:
    """A planned move is only told when asked; a made one keeps the old category."""
    node = caller.create()
    for planned, expected in (
        (True, {"category": "UTILITY", "correct_category": "MARKETING"}),
        (
            False,
            {
                "category": "MARKETING",
                "previous_category": "UTILITY",
                "correct_category": "MARKETING",
            },
        ),
    ):
        with caller.world.store.transaction():
            stored = caller.world.objects.find("message_template", node)
            assert stored is not None
            review.recategorise(caller.world, stored, "MARKETING", planned=planned)
        asked = "category,previous_category,correct_category"
        assert caller.get(node, fields=asked) == {**expected, "id": node}
    (listed,) = array(mapping(caller.get(TEMPLATES, category="MARKETING"))["data"])
    assert mapping(listed)["id"] == node
