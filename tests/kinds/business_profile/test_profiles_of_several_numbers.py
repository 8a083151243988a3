"""Profiles of the numbers of one WABA: which are found, and how they are written."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from support.numbers import SHOWN
from support.sandbox_account import ACCOUNT, Reached, reached

from wa_sync.errors import NotAuthorized
from wa_sync.kind import Draft
from wa_sync.kinds.business_profile import BUSINESS_PROFILE as KIND
from wa_sync.kinds.business_profile import sandbox as profiles
from wa_sync.model.account import Account, Endpoint
from wa_sync.model.resource import Address
from wa_sync.sandbox import fault, faults, phones


if TYPE_CHECKING:
    from wa_sync.model.source import Json


OWN, FILLED, BLANK = str(ACCOUNT.phone_number_id), "106540352242923", "106540352242924"
ENDPOINTS = pytest.mark.parametrize(
    "account",
    [replace(ACCOUNT, endpoint=Endpoint.MATON, api_version="v21.0"), ACCOUNT],
    ids=["maton", "meta"],
)


def numbered(one: Reached) -> None:
    """Give the account three numbers; one of the others has a profile."""
    with one.world.store.transaction():
        for phone in (OWN, FILLED, BLANK):
            phones.seed(one.world, str(ACCOUNT.waba_id), {**SHOWN, "id": phone})
        profiles.seed(one.world, FILLED, {"about": "Second", "vertical": "RETAIL"})


@ENDPOINTS
def test_what_somebody_filled_in_is_found(account: Account) -> None:
    """The account's own in any case, others where more is set than Meta's greeting."""
    with reached(account) as one:
        numbered(one)
        found = KIND.read(one.writer, account)
    assert [(live.address.key, live.spec) for live in found.objects] == [
        (OWN, {"about": "Hey there! I am using WhatsApp."}),
        (FILLED, {"about": "Second", "vertical": "RETAIL"}),
    ]
    assert found.passed == ()


def test_each_says_whose_it_is() -> None:
    """The account's own needs no number; another has one, even where it is alone."""
    with reached() as one:
        numbered(one)
        own, other = KIND.read(one.writer, ACCOUNT).objects
    greeting = Draft("business_profile", {"about": "Hey there! I am using WhatsApp."})
    second = Draft(
        f"business_profile-{FILLED}",
        {"phone_number_id": FILLED, "about": "Second", "vertical": "RETAIL"},
    )
    assert list(KIND.compose([own, other])) == [greeting, second]
    assert list(KIND.compose([other])) == [second]


def test_an_account_without_a_number_of_its_own() -> None:
    """Those of its WABA are found all the same; without either there are none."""
    with reached() as one:
        numbered(one)
        nothing = replace(ACCOUNT, phone_number_id=None)
        found = KIND.read(one.writer, nothing).objects
        bare = KIND.read(one.writer, replace(nothing, waba_id=None)).objects
    assert ([live.address.key for live in found], bare) == ([FILLED], ())


@pytest.mark.parametrize(
    ("code", "subcode", "said"),
    [
        (133010, None, "(#133010) Invalid parameter"),
        (100, 33, "(#100) Invalid parameter"),
    ],
)
def test_a_number_that_has_no_profile_yet(
    code: int, subcode: int | None, said: str
) -> None:
    """It keeps nobody from the others, and what Meta says is passed on."""
    refusal: dict[str, Json] = {
        "what": "refuse",
        "path": f"{FILLED}/*",
        "code": code,
    }
    if subcode is not None:
        refusal["subcode"] = subcode
    with reached() as one:
        numbered(one)
        with one.world.store.transaction():
            faults.order(one.world, fault.parse(refusal))
        found = KIND.read(one.writer, ACCOUNT)
    assert [live.address.key for live in found.objects] == [OWN]
    assert found.passed == (
        (Address("business_profile", FILLED), f"Meta says: {said}"),
    )


def test_a_permission_that_is_missing_is_told() -> None:
    """Then nobody knows what there is: nothing is taken for blank."""
    refusal = fault.parse({"what": "refuse", "path": "*/phone_numbers", "code": 10})
    with reached() as one:
        with one.world.store.transaction():
            faults.order(one.world, refusal)
        with pytest.raises(NotAuthorized):
            KIND.read(one.writer, ACCOUNT)
