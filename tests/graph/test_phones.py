"""Reading phone numbers in every form of address, and what an API may answer."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from support.numbers import LUCKY, SHOWN
from support.sandbox_account import ACCOUNT, reached

from wa_sync.errors import ApiUnavailable, NotFound, Rejected
from wa_sync.graph import phones
from wa_sync.model.account import Account, Endpoint
from wa_sync.model.phone import PhoneNumber
from wa_sync.sandbox import fault, faults, ledger
from wa_sync.sandbox import phones as pretended


if TYPE_CHECKING:
    from support.sandbox_account import Reached

    from wa_sync.model.source import Json, Spec


GATEWAY = replace(ACCOUNT, endpoint=Endpoint.MATON, api_version="v21.0")
ENDPOINTS = pytest.mark.parametrize(
    "account", [GATEWAY, ACCOUNT], ids=["maton", "meta"]
)
WABA, PHONE = str(ACCOUNT.waba_id), str(ACCOUNT.phone_number_id)


def load(one: Reached, **changes: Json) -> None:
    """Load a number into the account."""
    with one.world.store.transaction():
        pretended.seed(one.world, WABA, {**SHOWN, **changes})


def order(one: Reached, **spec: Json) -> None:
    """Order a fault."""
    with one.world.store.transaction():
        faults.order(one.world, fault.parse(spec))


def everything(one: Reached, account: Account) -> tuple[PhoneNumber, ...]:
    """Read the account's list."""
    return phones.read_all(one.writer, WABA, account.api_version)


@ENDPOINTS
def test_all_that_is_known_of_a_number_is_read(account: Account) -> None:
    """One and all are read alike, by the paths of the gateway and of Meta."""
    with reached(account) as one:
        load(one)
        assert everything(one, account) == (LUCKY,)
        assert phones.read_one(one.writer, PHONE, account.api_version) == LUCKY


@ENDPOINTS
def test_a_list_is_read_page_by_page(account: Account) -> None:
    """By cursors of our own asking: what paging.next names is never asked."""
    with reached(account) as one:
        one.world.store.set("largest_page", 2)
        for number in range(5):
            load(one, id=str(number))
        found = everything(one, account)
        asked = [call["args"] for call in ledger.entries(one.world)]
    assert [number.id for number in found] == ["4", "3", "2", "1", "0"]
    assert [sorted(dict(args)) for args in asked if isinstance(args, dict)] == [
        ["fields", "limit"],
        ["after", "fields", "limit"],
        ["after", "fields", "limit"],
    ]


def test_from_v24_the_limit_is_the_portfolios() -> None:
    """The older field is not even asked for."""
    account = replace(ACCOUNT, api_version="v24.0")
    with reached(account) as one:
        load(one, messaging_limit_tier="TIER_2K")
        assert everything(one, account)[0].messaging_limit_tier == "TIER_2K"
        (call,) = ledger.entries(one.world)
    args = call["args"]
    assert isinstance(args, dict)
    fields = str(args["fields"]).split(",")
    assert fields[-1] == "whatsapp_business_manager_messaging_limit"
    assert "messaging_limit_tier" not in fields


def refusal(field: str) -> str:
    """Write what Graph answers about a field that it does not have."""
    return (
        '{"error": {"code": 100, "message": "(#100) Tried accessing nonexisting '
        f'field ({field}) on node type (X)"}}}}'
    )


def test_a_field_that_the_api_does_not_have_is_left_out() -> None:
    """It knows best which of its versions has which; the rest is shown."""
    with reached() as one:
        load(one)
        for skip, name in enumerate(("account_mode", "messaging_limit_tier")):
            order(one, what="answer", body=refusal(name), status=400, skip=skip)
        left_out = replace(LUCKY, account_mode=None, messaging_limit_tier=None)
        assert everything(one, ACCOUNT) == (left_out,)
        asked = [call["args"] for call in ledger.entries(one.world)]
    left = [str(dict(args)["fields"]) for args in asked if isinstance(args, dict)]
    assert "account_mode" not in left[-1]
    assert "messaging_limit_tier" not in left[-1]


@pytest.mark.parametrize("field", ["id", "shoe_size"])
def test_a_refusal_that_leaving_out_cannot_mend_is_told(field: str) -> None:
    """Nobody asks the same again and again."""
    with reached() as one:
        order(one, what="answer", body=refusal(field), status=400, times=0)
        with pytest.raises(Rejected):
            everything(one, ACCOUNT)
        assert len(ledger.entries(one.world)) == 1


ODD: Spec = {
    "id": PHONE,
    "display_phone_number": "",
    "verified_name": 5,
    "throughput": "HIGH",
    "quality_rating": "PURPLE",
    "is_official_business_account": "yes",
}


def test_words_of_tomorrow_are_kept_as_they_are() -> None:
    """And what has another shape than it should counts as not told."""
    with reached() as one:
        with one.world.store.transaction():
            pretended.seed(one.world, WABA, ODD)
        assert everything(one, ACCOUNT) == (
            PhoneNumber(id=PHONE, quality_rating="PURPLE"),
        )


def test_an_answer_without_a_number_is_none() -> None:
    """Nothing is concluded from it."""
    with reached() as one:
        order(one, what="answer", body='{"verified_name": "x"}')
        with pytest.raises(ApiUnavailable, match="holds no phone number"):
            phones.read_one(one.writer, PHONE, "v23.0")


def test_an_answer_about_another_number_is_none() -> None:
    """It would be shown under the id that was asked for."""
    with reached() as one:
        order(one, what="answer", body='{"id": "999999"}')
        with pytest.raises(ApiUnavailable) as caught:
            phones.read_one(one.writer, PHONE, "v23.0")
    assert caught.value.message == f"The answer for {PHONE} is about 999999."


@ENDPOINTS
def test_a_number_that_is_not_there(account: Account) -> None:
    """Graph says 100/33, and the gateway may say 404."""
    with reached(account) as one:
        order(one, what="refuse", code=100, subcode=33)
        with pytest.raises(NotFound):
            phones.read_one(one.writer, PHONE, account.api_version)
        order(one, what="answer", body='{"message": "not found"}', status=404)
        with pytest.raises(NotFound, match="not found"):
            everything(one, account)
