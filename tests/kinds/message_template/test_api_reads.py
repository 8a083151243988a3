"""Templates as they are found and listed, and answers without sense."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from support.sandbox_account import ACCOUNT, Reached, reached
from support.template_calls import BODY, JPEG, change, create, found
from support.variants import corpus, template

from wa_sync.errors import (
    InvalidConfiguration,
    OutcomeUnknown,
    Rejected,
    StalePlan,
)
from wa_sync.graph.session import open_writer
from wa_sync.http.client import Http
from wa_sync.http.secret import Secret
from wa_sync.kinds.message_template import MESSAGE_TEMPLATE as KIND
from wa_sync.kinds.message_template.sandbox.seed import seed
from wa_sync.model.change import Action
from wa_sync.sandbox.server import serve
from wa_sync.sandbox.wire import Refusal, Reply, Route


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from wa_sync.graph.client import Writer
    from wa_sync.model.source import Spec
    from wa_sync.sandbox.wire import Request
    from wa_sync.sandbox.world import World


@pytest.fixture
def account() -> Iterator[Reached]:
    """A sandbox account of one's own."""
    with reached() as here:
        yield here


def test_an_object_is_found_by_its_exact_name(account: Reached) -> None:
    """The API's filter also gives names that only contain this one."""
    create(account, template(BODY, name="order_update_2"))
    wanted = change(template(BODY))
    assert KIND.find(account.writer, ACCOUNT, wanted.address, None) is None
    live = create(account, template(BODY))
    assert found(account, wanted, "999999999999") == live


def test_a_list_is_read_to_its_end_with_its_limit(account: Reached) -> None:
    """Every template of every page, and how many the account may hold."""
    for i in range(501):
        item = {**corpus("get/g-03765a5bac"), "id": str(10**15 + i), "name": f"n{i}"}
        seed(account.world, str(ACCOUNT.waba_id), item)
    listing = KIND.read(account.writer, ACCOUNT)
    assert sorted(one.address.name for one in listing.objects) == sorted(
        f"n{i}" for i in range(501)
    )
    assert listing.limit == 6000


def test_templates_need_a_waba(account: Reached) -> None:
    """An account without waba_id cannot be asked about templates."""
    nameless = replace(account.account, waba_id=None)
    with pytest.raises(InvalidConfiguration) as raised:
        KIND.read(account.writer, nameless)
    assert raised.value.hint == (
        "give account demo the id of its WhatsApp Business Account"
    )


@contextmanager
def answering(
    method: str, path: str, answer: Callable[[Request, World], Reply]
) -> Iterator[Writer]:
    """A writer on a server that answers one call in a way of its own."""
    routes = (Route(method, path, answer),)
    with serve(None, routes=routes) as served, Http() as http:
        token = Secret("EAAsandboxtoken0000")
        yield open_writer(http, ACCOUNT, token, origin=served.url)


def listing(*items: Spec) -> Callable[[Request, World], Reply]:
    """Answer with these templates, whatever was asked."""
    return lambda _request, _world: Reply({"data": list(items)})


def test_the_same_template_twice_stops_everything() -> None:
    """Which of two is meant nobody can say, so both are named."""
    one, two = template(id="1"), template(id="2")
    with (
        answering("GET", "{waba}/message_templates", listing(one, two)) as writer,
        pytest.raises(StalePlan) as raised,
    ):
        KIND.read(writer, ACCOUNT)
    assert raised.value.message == (
        "message_template.order_update/en_US is live twice, as 1 and 2"
    )


def test_one_template_on_two_pages_is_one() -> None:
    """A list that moved while it was read shows the same id again."""
    one = template(id="1")
    with answering("GET", "{waba}/message_templates", listing(one, one)) as writer:
        (live,) = KIND.read(writer, ACCOUNT).objects
    assert live.live_id == "1"


def test_fields_that_an_api_version_lacks_are_left_out() -> None:
    """The call is repeated without them, and the templates say what was not shown."""

    def picky(request: Request, _world: World) -> Reply:
        for field in ("bid_spec", "display_format"):
            if field in str(request.args["fields"]).split(","):
                raise Refusal(
                    100,
                    f"(#100) Tried accessing nonexisting field ({field}) on node type "
                    "(WhatsAppMessageTemplate)",
                )
        return Reply({"data": [template(id="1")]})

    with answering("GET", "{waba}/message_templates", picky) as writer:
        (live,) = KIND.read(writer, ACCOUNT).objects
    assert live.facts == {"unread_fields": ["bid_spec", "display_format"]}


@pytest.mark.parametrize(
    "message",
    ["(#100) Tried accessing nonexisting field (status)", "(#100) Something else"],
)
def test_a_field_that_is_needed_cannot_be_left_out(message: str) -> None:
    """Without the status of templates nothing can be planned."""

    def refuse(_request: Request, _world: World) -> Reply:
        raise Refusal(100, message)

    with (
        answering("GET", "{waba}/message_templates", refuse) as writer,
        pytest.raises(Rejected),
    ):
        KIND.read(writer, ACCOUNT)


def senseless(_request: Request, _world: World) -> Reply:
    """Answer with an object that says nothing."""
    return Reply({"ok": 1})


@pytest.mark.parametrize(
    ("method", "path", "action", "what"),
    [
        ("POST", "{waba}/message_templates", Action.CREATE, "a create without an id"),
        ("POST", "{template}", Action.UPDATE, "an edit without saying"),
        (
            "DELETE",
            "{waba}/message_templates",
            Action.DELETE,
            "a delete without saying",
        ),
    ],
)
def test_an_answer_without_sense_leaves_the_outcome_open(
    method: str, path: str, action: Action, what: str
) -> None:
    """What nobody confirmed has to be settled by reading."""
    wanted = replace(change(template(BODY), action=action), live_id="1")
    with (
        answering(method, path, senseless) as writer,
        pytest.raises(OutcomeUnknown, match=what),
    ):
        KIND.write(writer, ACCOUNT, wanted, lambda _: JPEG)
