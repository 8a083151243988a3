"""Edits that Meta refuses: by status, quota and category."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from support.given import give
from support.graph_caller import (
    BODY,
    Caller,
    calling,
    invalid,
    missing,
    plain,
)


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.model.source import Json


@pytest.fixture
def caller() -> Iterator[Caller]:
    """A fresh sandbox."""
    with calling() as one:
        yield one


# -- edits ---------------------------------------------------------------------------
@pytest.mark.parametrize("status", ["PENDING", "IN_APPEAL", "DISABLED", "ARCHIVED"])
def test_the_status_decides_about_edits(caller: Caller, status: str) -> None:
    """2388039 for everything but approved, rejected and paused templates."""
    node = caller.create()
    give(caller, node, status)
    assert caller.refused("POST", node, json={"components": [BODY]}) == invalid(
        "Message Template Status Can't Be Changed",
        f"This message template is {status} and can't be edited. You can only delete "
        "it or add a new template.",
        subcode=2388039,
    )


def used_up() -> Json:
    """Write the refusal of an edit too many."""
    return invalid(
        "Message Template Status Can't Be Changed",
        "An approved message template can be edited once in 24 hours and 10 times in "
        "30 days. Try again later.",
        subcode=2388039,
    )


def test_an_approved_template_is_edited_once_a_day(caller: Caller) -> None:
    """The second edit within 24 hours is refused, the same edit later is not."""
    node = caller.create()
    for _ in range(2):
        assert caller.ask("POST", node, json={"components": [BODY]})[0] == 200
        assert caller.refused("POST", node, json={"components": [BODY]}) == used_up()
        caller.move_clock(timedelta(hours=24))


def test_an_approved_template_is_edited_ten_times_a_month(caller: Caller) -> None:
    """The eleventh edit within 30 days is refused, though each had its day."""
    node = caller.create()
    for _ in range(10):
        assert caller.ask("POST", node, json={"components": [BODY]})[0] == 200
        caller.move_clock(timedelta(hours=25))
    assert caller.refused("POST", node, json={"components": [BODY]}) == used_up()
    caller.move_clock(timedelta(days=20))
    assert caller.ask("POST", node, json={"components": [BODY]})[0] == 200


@pytest.mark.parametrize("status", ["REJECTED", "PAUSED"])
def test_other_templates_are_edited_freely(caller: Caller, status: str) -> None:
    """What is rejected or paused can be mended as often as it takes."""
    node = caller.create()
    for _ in range(3):
        give(caller, node, status)
        assert caller.ask("POST", node, json={"components": [BODY]})[0] == 200


def test_an_approved_template_keeps_its_category(caller: Caller) -> None:
    """The category can be changed only while the template is not approved."""
    node = caller.create()
    assert caller.refused("POST", node, json={"category": "MARKETING"}) == invalid(
        "Message Template Category Can't Be Changed",
        "You can't change the category of a message template that is approved.",
    )
    give(caller, node, "REJECTED")
    assert caller.ask("POST", node, json={"category": "marketing"}) == (
        200,
        {"success": True, "id": node, "name": "order_ready", "category": "MARKETING"},
    )


def test_an_edit_keeps_one_category_a_name(caller: Caller) -> None:
    """A rejected language cannot leave the category of its siblings."""
    node = caller.create()
    caller.create(language="de")
    give(caller, node, "REJECTED")
    assert caller.refused("POST", node, json={"category": "MARKETING"}) == invalid(
        "Template Category Doesn't Match",
        "The category MARKETING doesn't match the one that's already associated with "
        "this template, UTILITY.",
    )


def test_an_edit_needs_something_to_change(caller: Caller) -> None:
    """An empty edit is refused, and so is one of an object that is not there."""
    node = caller.create()
    assert caller.refused("POST", node, json={"name": "other"}) == plain(
        "(#100) The parameter components is required."
    )
    assert caller.refused("POST", "99", json={"components": [BODY]}) == missing(
        "post", "99"
    )
