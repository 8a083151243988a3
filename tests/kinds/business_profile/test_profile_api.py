"""Reading and writing profiles over real sockets, and what is refused beforehand."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from support.profiles import ADDRESS, FULL, PHONE, PICTURE, PNG, change
from support.sandbox_account import ACCOUNT, Reached, reached

from wa_sync.errors import ApiUnavailable, OutcomeUnknown, UsageProblem
from wa_sync.graph.session import open_writer
from wa_sync.http.client import Http
from wa_sync.http.secret import Secret
from wa_sync.kind import Listing, Written
from wa_sync.kinds.business_profile import BUSINESS_PROFILE as KIND
from wa_sync.kinds.business_profile.normal import normalize
from wa_sync.model.resource import Live
from wa_sync.sandbox import ledger
from wa_sync.sandbox.server import serve
from wa_sync.sandbox.wire import Reply, Route


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.model.source import Json, Spec
PATH = f"{PHONE}/whatsapp_business_profile"


@pytest.fixture
def account() -> Iterator[Reached]:
    """A sandbox account of one's own."""
    with reached() as here:
        yield here


def found(here: Reached) -> Live:
    """The profile as it is now."""
    live = KIND.find(here.writer, here.account, ADDRESS, None)
    assert live is not None
    return live


def apply(here: Reached, entry: Spec) -> Live:
    """Write what differs and read the profile again."""
    wanted = change(entry, found(here))
    assert KIND.write(here.writer, ACCOUNT, wanted, lambda _: PNG) == Written(PHONE)
    return found(here)


def posts(here: Reached) -> list[tuple[Json, Json]]:
    """Path and arguments of every POST."""
    return [
        (one["path"], one["args"])
        for one in ledger.entries(here.world)
        if one["method"] == "POST"
    ]


def test_what_was_written_reads_back_without_difference(account: Reached) -> None:
    """All fields, though the websites come back with a slash."""
    live = apply(account, FULL)
    aligned = KIND.align(normalize(FULL), live, ACCOUNT)
    assert aligned.desired == aligned.live == normalize(FULL)


def test_only_what_differs_is_sent(account: Reached) -> None:
    """The rest keeps its value by not being sent."""
    apply(account, FULL)
    apply(account, {**FULL, "email": "shop@example.com"})
    assert posts(account)[1:] == [
        (PATH, {"messaging_product": "whatsapp", "email": "shop@example.com"})
    ]


def test_null_clears(account: Reached) -> None:
    """Every field that can be cleared is gone afterwards, and stays settled."""
    apply(account, FULL)
    cleared: Spec = {field: None for field in FULL if field != "about"}
    live = apply(account, cleared)
    assert live.spec == {"about": "Your trusted partner"}
    aligned = KIND.align(normalize(cleared), live, ACCOUNT)
    assert aligned.desired == aligned.live


def test_a_picture_is_uploaded_where_there_is_none(account: Reached) -> None:
    """Once it is there it is taken for the declared one."""
    live = apply(account, PICTURE)
    assert isinstance(live.facts["profile_picture_url"], str)
    aligned = KIND.align(normalize(PICTURE), live, ACCOUNT)
    assert aligned.desired == aligned.live == {}


def test_new_bytes_are_uploaded_although_nothing_else_differs(account: Reached) -> None:
    """A change without a difference is one of the picture."""
    apply(account, PICTURE)
    before = len(posts(account))
    apply(account, PICTURE)
    again = posts(account)[before:]
    assert [path for path, _ in again][-1] == PATH
    assert len(again) == 3


def test_other_changes_leave_the_picture_alone(account: Reached) -> None:
    """A picture that is there is not uploaded with every change."""
    apply(account, PICTURE)
    before = len(posts(account))
    apply(account, {**PICTURE, "about": "Hello"})
    assert posts(account)[before:] == [
        (PATH, {"messaging_product": "whatsapp", "about": "Hello"})
    ]


def test_a_handle_by_hand_is_sent(account: Reached) -> None:
    """Where there is no picture, and where a change is for nothing else."""
    handle: Spec = {"profile_picture_handle": "4::aW1hZ2UvcG5n:ARabc"}
    apply(account, handle)
    live = apply(account, handle)
    assert [args for _, args in posts(account)] == [
        {"messaging_product": "whatsapp", **handle}
    ] * 2
    assert "profile_picture_url" in live.facts


def test_an_upload_needs_an_app(account: Reached) -> None:
    """Without app_id nothing is sent."""
    nameless = replace(ACCOUNT, app_id=None)
    wanted = change(PICTURE, found(account))
    with pytest.raises(UsageProblem, match="account demo names none"):
        KIND.write(account.writer, nameless, wanted, lambda _: PNG)
    assert posts(account) == []


def test_reading_takes_the_accounts_own_number(account: Reached) -> None:
    """One profile, or none where the account names no number."""
    assert KIND.read(account.writer, ACCOUNT) == Listing((found(account),))
    nameless = replace(ACCOUNT, phone_number_id=None)
    assert KIND.read(account.writer, nameless) == Listing(())


@pytest.mark.parametrize("answer", [{"data": []}, {"data": ["?"]}, {}])
def test_an_answer_without_a_profile_is_no_answer(answer: Spec) -> None:
    """A number always has a profile, so nothing can be concluded."""
    route = Route("GET", "{phone}/whatsapp_business_profile", lambda *_: Reply(answer))
    with serve(None, routes=(route,)) as served, Http() as http:
        token = Secret("EAAsandboxtoken0000")
        writer = open_writer(http, ACCOUNT, token, origin=served.url)
        with pytest.raises(ApiUnavailable):
            KIND.read(writer, ACCOUNT)


def test_an_update_that_nobody_confirmed_is_unknown(account: Reached) -> None:
    """What the API did not say was done has to be settled by reading."""
    route = Route(
        "POST", "{phone}/whatsapp_business_profile", lambda *_: Reply({"ok": 1})
    )
    wanted = change({"about": "Hello"}, found(account))
    with serve(None, routes=(route,)) as served, Http() as http:
        token = Secret("EAAsandboxtoken0000")
        writer = open_writer(http, ACCOUNT, token, origin=served.url)
        with pytest.raises(OutcomeUnknown):
            KIND.write(writer, ACCOUNT, wanted, lambda _: PNG)
