"""Deletes and reads that Meta refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.given import give
from support.graph_caller import (
    ORDER_READY,
    TEMPLATES,
    WABA,
    Caller,
    calling,
    envelope,
    invalid,
    missing,
    plain,
)


if TYPE_CHECKING:
    from collections.abc import Iterator


@pytest.fixture
def caller() -> Iterator[Caller]:
    """A fresh sandbox."""
    with calling() as one:
        yield one


# -- deletes -------------------------------------------------------------------------
def test_a_disabled_template_stays(caller: Caller) -> None:
    """DISABLED cannot be deleted, and keeps its siblings from going by name."""
    node = caller.create()
    caller.create(language="de")
    give(caller, node, "DISABLED")
    assert caller.refused(
        "DELETE", TEMPLATES, params={"name": "order_ready"}
    ) == invalid(
        "Message Template Can't Be Deleted",
        "A message template that is disabled can't be deleted.",
    )
    assert caller.world.objects.count("message_template", "owner = ?", (WABA,)) == 2


@pytest.mark.parametrize(
    "params", [{"name": "fake name"}, {"name": "fake name", "hsm_id": "1"}]
)
def test_a_missing_name_is_not_deleted(caller: Caller, params: dict[str, str]) -> None:
    """2593002 as it was recorded."""
    caller.create()
    assert caller.refused("DELETE", TEMPLATES, params=params) == invalid(
        "Message Template Not Found",
        "The message template fake name wasn't found for this account.",
        subcode=2593002,
    )


@pytest.mark.parametrize(
    ("params", "message"),
    [
        ({}, "(#100) The parameter name is required."),
        ({"hsm_id": "1"}, "(#100) The parameter name is required."),
        (
            {"hsm_ids": "[1]", "name": "a"},
            "(#100) hsm_ids can't be used with name or hsm_id.",
        ),
        ({"hsm_ids": "[]"}, "(#100) Param hsm_ids must be an array of 1 to 100."),
        ({"hsm_ids": "5"}, "(#100) Param hsm_ids must be an array of 1 to 100."),
    ],
)
def test_a_delete_says_what_it_means(
    caller: Caller, params: dict[str, str], message: str
) -> None:
    """A delete without a name, or with too much, is refused by Graph itself."""
    assert caller.refused("DELETE", TEMPLATES, params=params) == plain(message)


def test_one_wrong_id_keeps_all_of_them(caller: Caller) -> None:
    """Of many ids, all go or none does; another account's id is a wrong one."""
    node = caller.create()
    status, body = caller.ask("POST", "5/message_templates", json=ORDER_READY)
    assert status == 200
    assert isinstance(body, dict)
    for wrong in ("99", str(body["id"])):
        error = caller.refused(
            "DELETE", TEMPLATES, params={"hsm_ids": f"[{node}, {wrong}]"}
        )
        assert error == invalid(
            "Message Template Not Found",
            f"The message template {wrong} wasn't found for this account.",
            subcode=2593002,
        )
    assert caller.world.objects.count("message_template", "owner = ?", (WABA,)) == 1


# -- reads ---------------------------------------------------------------------------
def test_unknown_objects_and_fields_are_named(caller: Caller) -> None:
    """100/33 for an object that is not there, 100 for a field that no node has."""
    assert caller.refused("GET", "99") == missing("get", "99")
    for path in (TEMPLATES, caller.create()):
        assert caller.refused("GET", path, params={"fields": "id,colour"}) == plain(
            "(#100) Tried accessing nonexisting field (colour) on node type "
            "(WhatsAppMessageTemplate)"
        )


def test_a_token_is_needed(caller: Caller) -> None:
    """Without any token the answer is 401 with code 190."""
    status, body = caller.ask("GET", TEMPLATES, headers={"Authorization": ""})
    assert (status, envelope(body)) == (
        401,
        {
            "message": "Invalid OAuth access token - Cannot parse access token",
            "type": "OAuthException",
            "code": 190,
        },
    )
