"""A list that moves while it is read, and answers that are not about templates."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.raw_server import RawServer, raw_server, reply
from support.sandbox_account import ACCOUNT, Reached, reached

from wa_sync.errors import ApiUnavailable
from wa_sync.graph.session import open_writer
from wa_sync.http.client import Http
from wa_sync.http.secret import Secret
from wa_sync.kinds.message_template import MESSAGE_TEMPLATE as KIND
from wa_sync.model.resource import Address
from wa_sync.sandbox import faults, ledger
from wa_sync.sandbox.faults import Fault


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.graph.client import Writer
    from wa_sync.model.source import Json, Spec


LISTS = "*/message_templates"
NAMES = ("first", "second", "third", "fourth", "fifth")


@pytest.fixture
def five() -> Iterator[Reached]:
    """An account with five templates, which come two a page."""
    with reached() as here:
        here.world.store.set("largest_page", 2)
        for name in NAMES:
            posted: dict[str, Json] = {"name": name, "language": "en_US"}
            body: Json = {"type": "BODY", "text": "The parcel is on its way to you."}
            posted |= {"category": "UTILITY", "components": [body]}
            here.writer.post(f"{ACCOUNT.waba_id}/message_templates", posted)
        yield here


def listed(here: Reached) -> set[str]:
    """Read the list; return the names."""
    objects = KIND.read(here.writer, ACCOUNT).objects
    assert len({one.live_id for one in objects}) == len(objects)
    return {one.address.name for one in objects}


def reads(here: Reached) -> int:
    """Count the requests for a list."""
    return sum(entry["method"] == "GET" for entry in ledger.entries(here.world))


@pytest.mark.parametrize("page", [0, 1, 2])
def test_a_list_that_lost_something_is_read_again(five: Reached, page: int) -> None:
    """Fewer than the API counts: something moved from one page to another."""
    faults.order(five.world, Fault(what="gap", path=LISTS, skip=page))
    assert listed(five) == set(NAMES)
    assert reads(five) == 6


@pytest.mark.parametrize("page", [0, 1, 2])
def test_what_comes_twice_is_one(five: Reached, page: int) -> None:
    """Nothing is missing, so nothing is read again."""
    faults.order(five.world, Fault(what="twice", path=LISTS, skip=page))
    assert listed(five) == set(NAMES)
    assert reads(five) == 3


def test_a_list_that_does_not_come_to_rest_is_no_list(five: Reached) -> None:
    """Three readings, and each lacks something else: there may be no plan on that."""
    for reading in range(3):
        skip = reading * 3 + reading
        faults.order(five.world, Fault(what="gap", path=LISTS, skip=skip))
    with pytest.raises(ApiUnavailable, match="does not come to rest"):
        listed(five)
    assert reads(five) == 9


def test_a_count_that_never_fits_is_not_waited_for(five: Reached) -> None:
    """Two readings that agree are the list, whatever the API counts beside it."""
    faults.order(five.world, Fault(what="gap", path=LISTS, times=0))
    assert listed(five) == {"fifth", "third"}
    assert reads(five) == 6


GOOD: Spec = {"id": "1", "name": "ready", "language": "en_US", "category": "UTILITY"}


def writer(server: RawServer, http: Http) -> Writer:
    """Reach a server that answers what the test says."""
    return open_writer(http, ACCOUNT, Secret("EAAsandboxtoken0000"), origin=server.url)


@pytest.mark.parametrize(
    "broken",
    [
        {"success": False},
        {},
        {**GOOD, "id": None},
        {**GOOD, "id": ""},
        {**GOOD, "name": None},
        {**GOOD, "name": 7},
        {**GOOD, "language": ""},
        {**GOOD, "language": ["en_US"]},
    ],
)
def test_what_is_no_template_is_no_answer(broken: Spec) -> None:
    """Neither in a list nor by itself: nothing may be concluded from it."""
    address = Address("message_template", "ready/en_US")
    for body in (broken, {"data": [GOOD, broken]}):
        with raw_server(reply(body)) as server, Http() as http:
            with pytest.raises(ApiUnavailable):
                KIND.read(writer(server, http), ACCOUNT)
            with pytest.raises(ApiUnavailable):
                KIND.find(writer(server, http), ACCOUNT, address, "1")


def test_an_id_that_is_a_number_is_an_id() -> None:
    """Gateways re-type."""
    with raw_server(reply({"data": [{**GOOD, "id": 1}]})) as server, Http() as http:
        listing = KIND.read(writer(server, http), ACCOUNT)
    assert [one.live_id for one in listing.objects] == ["1"]


def test_another_template_than_the_one_asked_for_is_no_answer() -> None:
    """A cache or a gateway that mixes answers up must not look like a change."""
    address = Address("message_template", "ready/en_US")
    with (
        raw_server(reply({**GOOD, "id": "2"})) as server,
        Http() as http,
        pytest.raises(ApiUnavailable, match="shows another"),
    ):
        KIND.find(writer(server, http), ACCOUNT, address, "1")
