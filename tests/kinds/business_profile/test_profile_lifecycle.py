"""What of a profile cannot be done, and when it can be changed."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest
from support.profiles import ADDRESS, FULL, PHONE, PICTURE, assets, change
from support.sandbox_account import ACCOUNT, Reached, reached

from wa_sync.errors import NotFound
from wa_sync.graph.session import open_writer
from wa_sync.http.client import Http
from wa_sync.http.secret import Secret
from wa_sync.kind import Situation
from wa_sync.kinds.business_profile import BUSINESS_PROFILE as KIND
from wa_sync.kinds.business_profile.lifecycle import NO_SUCH_NUMBER, STAYS
from wa_sync.kinds.business_profile.normal import normalize
from wa_sync.model.account import Endpoint
from wa_sync.model.change import Action, Blocked, LiveStatus
from wa_sync.model.resource import Declared, Live
from wa_sync.model.source import Origin, Span
from wa_sync.sandbox.server import serve
from wa_sync.sandbox.wire import Reply, Route


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.model.account import Account
    from wa_sync.model.source import Pointer, Spec


@pytest.fixture
def account() -> Iterator[Reached]:
    """A sandbox account of one's own."""
    with reached() as here:
        yield here


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
