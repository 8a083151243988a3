"""Reading and writing profiles over real sockets, and what is refused beforehand."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from support.sandbox_account import ACCOUNT, Reached, reached

from wa_sync.errors import ApiUnavailable, NotFound, OutcomeUnknown, UsageProblem
from wa_sync.graph.session import open_writer
from wa_sync.http.client import Http
from wa_sync.http.secret import Secret
from wa_sync.kind import Listing, Situation, Written
from wa_sync.kinds.business_profile import BUSINESS_PROFILE as KIND
from wa_sync.kinds.business_profile.lifecycle import NO_SUCH_NUMBER, STAYS
from wa_sync.kinds.business_profile.normal import asset_paths, normalize
from wa_sync.model.account import Endpoint
from wa_sync.model.change import Action, Blocked, Change, LiveStatus, Precondition
from wa_sync.model.resource import Address, Asset, Declared, Live
from wa_sync.model.source import Origin, Span
from wa_sync.sandbox import ledger
from wa_sync.sandbox.server import serve
from wa_sync.sandbox.wire import Reply, Route


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.model.account import Account
    from wa_sync.model.source import Json, Pointer, Spec


PHONE = str(ACCOUNT.phone_number_id)
ADDRESS = Address("business_profile", PHONE)
PATH = f"{PHONE}/whatsapp_business_profile"
PNG = b"\x89PNG\r\n\x1a\n a picture"
PICTURE: Spec = {"profile_picture": {"asset": "brand/logo.png"}}


@pytest.fixture
def account() -> Iterator[Reached]:
    """A sandbox account of one's own."""
    with reached() as here:
        yield here


def assets(entry: Spec) -> dict[Pointer, Asset]:
    """What desired makes of the pictures of an entry."""
    paths = asset_paths(entry).items()
    return {at: Asset(path, "image/png", len(PNG), "abc") for at, path in paths}


def change(entry: Spec, live: Live, account: Account = ACCOUNT) -> Change:
    """The change that plan would hand to apply."""
    spec = normalize(entry)
    aligned = KIND.align(spec, live, account)
    return Change(
        account="demo",
        address=ADDRESS,
        action=Action.UPDATE,
        before=aligned.live,
        after=aligned.desired,
        send=spec,
        live_id=live.live_id,
        precondition=Precondition(exists=True),
        assets=assets(entry),
    )


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


FULL: Spec = {
    "about": "Your trusted partner",
    "address": "1 Main Street",
    "description": "We sell plants.",
    "email": "contact@example.com",
    "websites": ["https://a.example", "https://b.example/c"],
    "vertical": "retail",
}


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


class Nowhere:
    """A document without places: nothing here is shown."""

    def span(self, at: Pointer, *, key: bool = False) -> Span:
        """Not asked for."""
        raise NotImplementedError


LIVE = Live(address=ADDRESS, spec={"about": "Hi"}, live_id=PHONE)
SHOWN: Spec = {"profile_picture_url": "https://pps.whatsapp.net/v/t61"}


def declaring(entry: Spec) -> Declared:
    """A declaration of this entry, with its picture."""
    return Declared(
        account="demo",
        address=ADDRESS,
        entry=entry,
        spec=normalize(entry),
        origin=Origin(Nowhere()),
        assets=assets(entry),
    )


def judged(
    action: Action, entry: Spec, after: Spec | None, account: Account = ACCOUNT
) -> Blocked | None:
    """What stands in the way of a change."""
    situation = Situation(
        account=account,
        action=action,
        declared=declaring(entry),
        live=LIVE,
        before=LIVE.spec,
        after=after,
        siblings=(),
        live_count=1,
        limit=None,
        now=datetime(2026, 11, 22, tzinfo=UTC),
    )
    return KIND.judge(situation)


NO_APP = Blocked(
    rule="upload_without_app",
    reason="a file is uploaded for an app; account demo names none",
    way_out="give account demo an app_id",
)


@pytest.mark.parametrize(
    ("action", "entry", "after", "app_id", "blocked"),
    [
        (Action.UPDATE, FULL, normalize(FULL), None, None),
        (Action.UPDATE, PICTURE, normalize(PICTURE), "1", None),
        (Action.UPDATE, PICTURE, normalize(PICTURE), None, NO_APP),
        (Action.UPDATE, {**PICTURE, **FULL}, normalize(FULL), None, None),
        (Action.CREATE, FULL, normalize(FULL), "1", NO_SUCH_NUMBER),
        (Action.DELETE, FULL, None, "1", STAYS),
    ],
)
def test_what_cannot_be_done(
    action: Action,
    entry: Spec,
    after: Spec | None,
    app_id: str | None,
    blocked: Blocked | None,
) -> None:
    """A profile is only ever updated, and a picture needs an app to be uploaded for."""
    account = replace(ACCOUNT, app_id=app_id)
    assert judged(action, entry, after, account) == blocked


@pytest.mark.parametrize(
    ("entry", "facts", "unseen", "foreseen"),
    [
        (FULL, {}, [], []),
        (PICTURE, {}, [], ["upload_route_unsure"]),
        # a change without a difference is one of the picture
        (PICTURE, SHOWN, ["asset_taken_as_equal"], ["upload_route_unsure"]),
        ({**PICTURE, **FULL}, SHOWN, ["asset_taken_as_equal"], []),
    ],
)
def test_a_picture_is_either_taken_as_equal_or_uploaded(
    entry: Spec, facts: Spec, unseen: list[str], foreseen: list[str]
) -> None:
    """Both are said, where the endpoint is one that may not take uploads."""
    live, account = (
        replace(LIVE, facts=facts),
        replace(ACCOUNT, endpoint=Endpoint.MATON),
    )
    both = KIND.align(normalize(entry), live, account)
    told = KIND.unseen(declaring(entry), both)
    warned = KIND.foresee(account, change(entry, live, account))
    assert ([f.rule for f in told], [f.rule for f in warned]) == (unseen, foreseen)
    assert list(KIND.foresee(ACCOUNT, change(entry, live))) == []


def test_a_number_that_the_token_does_not_see_is_a_matter_of_permission() -> None:
    """Reading says so, with the exit code for that; looking for it finds nothing."""
    no: Spec = {"error": {"message": "Unsupported", "code": 100, "error_subcode": 33}}
    reply = Reply(no, status=400)
    route = Route("GET", "{phone}/whatsapp_business_profile", lambda *_: reply)
    with serve(None, routes=(route,)) as served, Http() as http:
        token = Secret("EAAsandboxtoken0000")
        writer = open_writer(http, ACCOUNT, token, origin=served.url)
        with pytest.raises(NotFound) as caught:
            KIND.read(writer, ACCOUNT)
        looked_for = KIND.find(writer, ACCOUNT, ADDRESS, None)
    assert (caught.value.exit_code, looked_for) == (77, None)
    assert caught.value.hint == (
        "Check waba_id and phone_number_id, and that the token may see them: the API "
        "gives one answer for both."
    )


def test_a_profile_can_be_changed_at_any_time() -> None:
    """It has no review."""
    assert KIND.status(LIVE) is LiveStatus.EDITABLE
