"""Phone numbers: whose they are, what is shown, and what Graph refuses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.graph_caller import PHONE, WABA, Caller, calling, missing, plain
from support.numbers import SHOWN

from wa_sync.model.source import array, mapping
from wa_sync.sandbox import phones


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.model.source import Json, Spec


LIST = f"{WABA}/phone_numbers"
OTHER = "102290129340399"
NEW: Spec = {
    "id": PHONE,
    "display_phone_number": "+1 202-555-0198",
    "verified_name": "Sandbox Shop",
    "code_verification_status": "VERIFIED",
    "quality_rating": "GREEN",
    "platform_type": "CLOUD_API",
    "throughput": {"level": "STANDARD"},
    "last_onboarded_time": "2027-01-15T08:00:00+0000",
}


@pytest.fixture
def caller() -> Iterator[Caller]:
    """A fresh sandbox."""
    with calling() as one:
        yield one


def ids(caller: Caller, waba: str = WABA) -> list[Json]:
    """Return the ids in the list of an account."""
    answer = mapping(caller.get(f"{waba}/phone_numbers", fields="id"))
    return [mapping(one)["id"] for one in array(answer["data"])]


def seed(caller: Caller, waba: str, item: Spec) -> None:
    """Load a number into an account."""
    with caller.world.store.transaction():
        phones.seed(caller.world, waba, item)


def test_a_number_is_there_when_it_is_first_asked_for(caller: Caller) -> None:
    """What only numbers have tells it from a template; then any question finds it."""
    assert caller.refused("GET", PHONE) == missing("get", PHONE)
    assert caller.get(PHONE, fields="verified_name,status") == {
        "verified_name": "Sandbox Shop",
        "status": "CONNECTED",
        "id": PHONE,
    }
    assert caller.get(PHONE) == NEW


def test_a_number_whose_profile_was_read_is_there(caller: Caller) -> None:
    """Both are about the same number, and it is in the list of the only account."""
    caller.get(f"{PHONE}/whatsapp_business_profile", fields="about")
    assert caller.get(PHONE) == NEW
    assert mapping(caller.get(LIST))["data"] == [NEW]


def test_an_account_without_numbers_has_one(caller: Caller) -> None:
    """It is always the same, whoever asks for it first."""
    (made_up,) = ids(caller)
    assert ids(caller, OTHER) != [made_up]
    assert ids(caller) == [made_up]
    with calling() as another:
        another.get(f"{WABA}/message_templates")
        another.get(f"{OTHER}/message_templates")
        another.get(f"{made_up}", fields="verified_name")
        assert ids(another) == [made_up]


def test_a_number_belongs_where_it_was_introduced(caller: Caller) -> None:
    """Used or not; and once only."""
    caller.get(f"{WABA}/message_templates")
    caller.get(f"{OTHER}/message_templates")
    for _ in range(2):
        phones.introduce(caller.world, OTHER, PHONE)
    assert ids(caller, OTHER) == [PHONE]
    assert PHONE not in ids(caller)


def test_a_number_of_nobody_goes_to_the_only_account(caller: Caller) -> None:
    """It was there before any account was used; of several none is taken."""
    caller.get(PHONE, fields="verified_name")
    assert ids(caller) == [PHONE]
    caller.get(f"{OTHER}/message_templates")
    caller.get("5", fields="verified_name")
    assert ids(caller) == [PHONE]
    assert "5" not in ids(caller, OTHER)


def test_pages_of_numbers(caller: Caller) -> None:
    """A list is cut as every list of Graph is."""
    for number in range(3):
        seed(caller, WABA, {**SHOWN, "id": str(number)})
    first = mapping(caller.get(LIST, fields="id", limit="2"))
    assert first["data"] == [{"id": "2"}, {"id": "1"}]
    paging = mapping(first["paging"])
    assert str(paging["next"]).startswith(
        f"https://graph.facebook.com/v26.0/{LIST}?access_token=EAA"
    )
    after = str(mapping(paging["cursors"])["after"])
    last = mapping(caller.get(LIST, fields="id", limit="2", after=after))
    assert last["data"] == [{"id": "0"}]
    assert list(mapping(last["paging"])) == ["cursors", "previous"]


def test_a_number_is_loaded_as_meta_shows_it(caller: Caller) -> None:
    """In place of the one with its id; what was not loaded is not shown."""
    seed(caller, OTHER, {**SHOWN, "verified_name": "Old"})
    seed(caller, WABA, {**SHOWN, "quality_rating": "RED"})
    fields = "verified_name,quality_rating,username"
    assert caller.get(PHONE, fields=fields) == {
        "verified_name": "Lucky Shrub",
        "quality_rating": "RED",
        "id": PHONE,
    }
    assert ids(caller) == [PHONE]
    with pytest.raises(ValueError, match="needs an id, which is digits only"):
        seed(caller, WABA, {"id": "+1", "display_phone_number": "+1"})


def test_fields_that_a_version_does_not_have(caller: Caller) -> None:
    """The limit is the portfolio's from v24.0 on; earlier there is no such field."""
    asked = {"fields": "verified_name,whatsapp_business_manager_messaging_limit"}
    assert caller.refused("GET", PHONE, params=asked) == plain(
        "(#100) Tried accessing nonexisting field "
        "(whatsapp_business_manager_messaging_limit) on node type "
        "(WhatsAppBusinessPhoneNumber)"
    )
    answer = caller.client.get(f"/v24.0/{PHONE}", params=asked)
    assert answer.json() == {
        "verified_name": "Sandbox Shop",
        "whatsapp_business_manager_messaging_limit": "TIER_250",
        "id": PHONE,
    }


def test_an_account_is_no_number(caller: Caller) -> None:
    """Nor is a template, which knows no such fields."""
    ids(caller)
    asked = {"fields": "display_phone_number"}
    assert caller.refused("GET", WABA, params=asked) == missing("get", WABA)
