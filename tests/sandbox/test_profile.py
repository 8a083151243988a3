"""The business profile: a merge, with Meta's defaults, slashes and limits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from support.graph_caller import PHONE, Caller, calling, plain

from wa_sync.kinds.business_profile.sandbox import seed
from wa_sync.model.source import array, mapping


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.model.source import Json, Spec


PROFILE = f"{PHONE}/whatsapp_business_profile"
FIELDS = (
    "about,address,description,email,profile_picture_url,websites,vertical,"
    "messaging_product"
)


@pytest.fixture
def caller() -> Iterator[Caller]:
    """A fresh sandbox."""
    with calling() as one:
        yield one


def read(caller: Caller) -> Spec:
    """Read the whole profile."""
    (one,) = array(mapping(caller.get(PROFILE, fields=FIELDS))["data"])
    return mapping(one)


def post(caller: Caller, **fields: Json) -> None:
    """Update the profile; anything but success fails the test."""
    body = {"messaging_product": "whatsapp", **fields}
    assert caller.ask("POST", PROFILE, json=body) == (200, {"success": True})


def test_a_new_number_has_a_greeting_and_no_vertical(caller: Caller) -> None:
    """Unset fields are absent, but for the greeting and UNDEFINED."""
    assert caller.get(PROFILE, fields=FIELDS) == {
        "data": [
            {
                "about": "Hey there! I am using WhatsApp.",
                "vertical": "UNDEFINED",
                "messaging_product": "whatsapp",
            }
        ]
    }
    assert caller.get(PROFILE) == {"data": [{"messaging_product": "whatsapp"}]}


def test_an_update_is_a_merge(caller: Caller) -> None:
    """What is left out keeps its value, and bare hosts gain their slash."""
    post(caller, about="Trusted ", vertical="retail", address="1 Main Street")
    post(caller, websites=["https://a.example", "https://b.example/x"])
    post(caller, email="a@b.example", description="Things")
    assert read(caller) == {
        "about": "Trusted",
        "address": "1 Main Street",
        "description": "Things",
        "email": "a@b.example",
        "websites": ["https://a.example/", "https://b.example/x"],
        "vertical": "RETAIL",
        "messaging_product": "whatsapp",
    }


def test_an_empty_text_clears(caller: Caller) -> None:
    """Cleared fields are gone; the vertical is UNDEFINED again."""
    post(
        caller,
        address="1 Main Street",
        email="a@b.example",
        description="Things",
        websites=["https://a.example"],
        vertical="RETAIL",
    )
    post(caller, address="", email="", description="", vertical="", websites="")
    assert read(caller) == {
        "about": "Hey there! I am using WhatsApp.",
        "vertical": "UNDEFINED",
        "messaging_product": "whatsapp",
    }


@pytest.mark.parametrize(
    "body",
    [
        {"data": {"websites": '["https://a.example", "https://b.example/"]'}},
        {"data": {"websites[]": ["https://a.example", "https://b.example"]}},
        {
            "data": {
                "websites[0]": "https://a.example",
                "websites[1]": "https://b.example",
            }
        },
        {"params": {"websites": '["https://a.example","https://b.example"]'}},
        {
            "files": {
                "websites": (None, '["https://a.example","https://b.example"]'),
                "unused": ("a.txt", b"content"),
            }
        },
    ],
)
def test_lists_come_in_every_form(
    caller: Caller, body: dict[str, dict[str, object]]
) -> None:
    """JSON in a form or a query, repeated keys, and multipart mean the same."""
    how = {"params": {}, **body}
    how["params"] = {**how["params"], "messaging_product": "whatsapp"}
    assert caller.ask("POST", PROFILE, **how) == (200, {"success": True})
    assert read(caller)["websites"] == ["https://a.example/", "https://b.example/"]


@pytest.mark.parametrize(
    ("sent", "message"),
    [
        ({"about": ""}, "(#100) Param about must be at least 1 character long."),
        (
            {"about": "a" * 140},
            "(#100) Param about must be at most 139 characters long.",
        ),
        (
            {"address": "a" * 257},
            "(#100) Param address must be at most 256 characters long.",
        ),
        (
            {"description": "a" * 513},
            "(#100) Param description must be at most 512 characters long.",
        ),
        (
            {"email": f"{'a' * 120}@b.example"},
            "(#100) Param email must be at most 128 characters long.",
        ),
        (
            {"email": "invalid-email"},
            "Invalid parameter: email must be a valid email address",
        ),
        (
            {"websites": ["https://a.example"] * 3},
            "(#100) Param websites must have at most 2 elements.",
        ),
        (
            {"websites": ["https://a.example/" + "a" * 250]},
            "(#100) Param websites[0] must be at most 256 characters long.",
        ),
        (
            {"websites": "shop.example"},
            "(#100) Param websites[0] must be a valid URL.",
        ),
        ({"about": {"a": 1}}, "(#100) Param about must be a string"),
    ],
)
def test_limits_are_kept(caller: Caller, sent: dict[str, Json], message: str) -> None:
    """What is too long or malformed is refused, and nothing is changed."""
    before = read(caller)
    body = {"messaging_product": "whatsapp", **sent}
    assert caller.refused("POST", PROFILE, json=body) == plain(message)
    assert read(caller) == before


def test_the_vertical_is_one_of_metas(caller: Caller) -> None:
    """Another word is refused, and the answer lists the words."""
    body = {"messaging_product": "whatsapp", "vertical": "SHOES"}
    error = caller.refused("POST", PROFILE, json=body)
    message = str(mapping(error)["message"])
    assert re.fullmatch(
        r'\(#100\) Param vertical must be one of \{[A-Z_, ]+\} - got "SHOES"\.', message
    )


def test_the_product_is_required(caller: Caller) -> None:
    """An update says messaging_product."""
    assert caller.refused("POST", PROFILE, json={"about": "Hi"}) == plain(
        "(#100) The parameter messaging_product is required."
    )


def test_an_unknown_field_fails_the_read(caller: Caller) -> None:
    """A profile has the fields it has."""
    assert caller.refused("GET", PROFILE, params={"fields": "about,logo"}) == plain(
        "(#100) Tried accessing nonexisting field (logo) on node type "
        "(WhatsAppBusinessProfile)"
    )


def test_a_picture_is_shown_as_a_signed_address(caller: Caller) -> None:
    """The handle is write-only; the address changes from read to read."""
    post(caller, profile_picture_handle="4::aW1h:ARb:e:1:2:3")
    first, second = (str(read(caller)["profile_picture_url"]) for _ in range(2))
    pattern = (
        r"https://pps\.whatsapp\.net/v/t61\.24694-24/\d+_n\.jpg\?ccb=11-4"
        r"&oh=01_[0-9a-f]{34}&oe=[0-9A-F]{8}"
    )
    assert re.fullmatch(pattern, first)
    assert re.fullmatch(pattern, second)
    assert first != second
    assert first.partition("?")[0] == second.partition("?")[0]


def test_an_address_is_no_picture(caller: Caller) -> None:
    """Neither a URL nor a media id is a handle."""
    for wrong in ("https://pps.whatsapp.net/v/1_n.jpg", "1234567890"):
        body = {"messaging_product": "whatsapp", "profile_picture_handle": wrong}
        assert caller.refused("POST", PROFILE, json=body) == {
            "message": "The profile picture handle is invalid or expired",
            "type": "GraphMethodException",
            "code": 100,
        }


def test_a_seeded_profile_replaces_the_old_one(caller: Caller) -> None:
    """What is loaded is shown as it is, and nothing of before."""
    post(caller, address="1 Main Street")
    picture = "https://pps.whatsapp.net/v/t61.24694-24/1_n.jpg?oe=1"
    with caller.world.store.transaction():
        seed(caller.world, PHONE, {"about": "Old", "profile_picture_url": picture})
    assert read(caller) == {
        "about": "Old",
        "profile_picture_url": picture,
        "vertical": "UNDEFINED",
        "messaging_product": "whatsapp",
    }
