"""Reading and writing templates over real sockets, against the sandbox."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from support.sandbox_account import ACCOUNT, Reached, reached
from support.variants import corpus, creates, is_valid, template

from wa_sync.canonical import canonical
from wa_sync.errors import (
    InvalidConfiguration,
    OutcomeUnknown,
    Rejected,
    StalePlan,
    UsageProblem,
)
from wa_sync.graph.session import open_writer
from wa_sync.http.client import Http
from wa_sync.http.secret import Secret
from wa_sync.kind import Written
from wa_sync.kinds.message_template import MESSAGE_TEMPLATE as KIND
from wa_sync.kinds.message_template.normal import asset_paths, normalize
from wa_sync.kinds.message_template.sandbox.seed import seed
from wa_sync.model.change import Action, Change, Precondition
from wa_sync.model.resource import Address, Asset
from wa_sync.model.source import mapping, text
from wa_sync.sandbox import ledger
from wa_sync.sandbox.server import serve
from wa_sync.sandbox.wire import Refusal, Reply, Route


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from wa_sync.graph.client import Writer
    from wa_sync.model.resource import Live
    from wa_sync.model.source import Json, Spec
    from wa_sync.sandbox.wire import Request
    from wa_sync.sandbox.world import World


BODY: Spec = {"type": "BODY", "text": "Hi {{1}}, it is here.", "example": ["Ana"]}
FOOTER: Spec = {"type": "FOOTER", "text": "Bye"}
LIST = f"{ACCOUNT.waba_id}/message_templates"
JPEG = b"\xff\xd8\xff\xe0 a picture"


@pytest.fixture
def account() -> Iterator[Reached]:
    """A sandbox account of one's own."""
    with reached() as here:
        yield here


def change(
    variant: Spec, *, live: Live | None = None, action: Action = Action.CREATE
) -> Change:
    """The change that plan would hand to apply."""
    spec = normalize(variant)
    aligned = KIND.align(spec, live, ACCOUNT) if live else None
    return Change(
        account="demo",
        address=Address("message_template", f"{spec['name']}/{spec['language']}"),
        action=action,
        before=aligned.live if aligned else None,
        after=aligned.desired if aligned else spec,
        send=spec,
        live_id=live.live_id if live else None,
        precondition=Precondition(exists=live is not None),
        assets={
            at: Asset(path, "image/jpeg", len(JPEG), "abc")
            for at, path in asset_paths(variant).items()
        },
    )


def write(here: Reached, wanted: Change) -> Written:
    """Make a change, with the same picture for every asset."""
    return KIND.write(here.writer, here.account, wanted, lambda _: JPEG)


def create(here: Reached, variant: Spec) -> Live:
    """Create a template and read it again."""
    wanted = change(variant)
    return found(here, wanted, write(here, wanted).live_id)


def found(here: Reached, wanted: Change, live_id: str | None = None) -> Live:
    """Read what a change is about; it has to be there."""
    live = KIND.find(here.writer, here.account, wanted.address, live_id)
    assert live is not None
    return live


def calls(here: Reached, method: str) -> list[tuple[Json, Json]]:
    """Path and arguments of every call with this method."""
    return [
        (one["path"], one["args"])
        for one in ledger.entries(here.world)
        if one["method"] == method
    ]


@pytest.mark.parametrize(("name", "body"), creates(), ids=[n for n, _ in creates()])
def test_what_was_created_reads_back_without_difference(
    account: Reached, name: str, body: Spec
) -> None:
    """Whatever the sandbox takes shows no difference, read by id, by name or listed,
    and neither does what import would write about it.
    """
    wanted = change(body)
    try:
        written = write(account, wanted)
    except Rejected:
        assert not is_valid(name)
        return
    live = found(account, wanted, written.live_id)
    aligned = KIND.align(wanted.send or {}, live, ACCOUNT)
    assert canonical(aligned.desired) == canonical(aligned.live)
    assert (aligned.remark, live.live_id) == (None, written.live_id)
    assert found(account, wanted) == live
    assert KIND.read(account.writer, ACCOUNT).objects == (live,)
    (draft,) = KIND.compose([live])
    (variant,) = KIND.expand(draft.entry)
    assert canonical(normalize(variant.entry)) == canonical(live.spec)


def test_a_create_says_what_came_of_it(account: Reached) -> None:
    """The id, the status and the category are Meta's."""
    written = write(account, change(template(BODY)))
    assert written.live_id is not None
    assert written == Written(written.live_id, "APPROVED", "UTILITY")
    assert calls(account, "POST") == [
        (
            LIST,
            {
                "name": "order_update",
                "language": "en_US",
                "category": "UTILITY",
                "parameter_format": "POSITIONAL",
                "components": [
                    {
                        "type": "BODY",
                        "text": "Hi {{1}}, it is here.",
                        "example": {"body_text": [["Ana"]]},
                    }
                ],
            },
        )
    ]


def test_an_edit_is_one_call_with_what_differs(account: Reached) -> None:
    """Components as a whole, and nothing that stayed as it was."""
    live = create(account, template(BODY, FOOTER))
    edited = template(
        BODY,
        message_send_ttl_seconds=60,
        is_primary_device_delivery_only=False,
    )
    wanted = change(edited, live=live, action=Action.UPDATE)
    assert write(account, wanted) == Written(live.live_id, None, "UTILITY")
    assert calls(account, "POST")[1:] == [
        (
            live.live_id,
            {
                "components": normalize(template(BODY))["components"],
                "message_send_ttl_seconds": 60,
            },
        )
    ]
    after = KIND.align(wanted.send or {}, found(account, wanted), ACCOUNT)
    assert canonical(after.desired) == canonical(after.live)


def test_link_tracking_takes_the_category_along(account: Reached) -> None:
    """Meta wants the category that is live beside the opt-out."""
    button: Spec = {"type": "URL", "text": "Go", "url": "https://shop.example/a"}
    row: Spec = {"type": "BUTTONS", "buttons": [button]}
    live = create(account, template(BODY, row))
    opted = template(BODY, row, cta_url_link_tracking_opted_out=True)
    write(account, change(opted, live=live, action=Action.UPDATE))
    assert calls(account, "POST")[1:] == [
        (
            live.live_id,
            {"cta_url_link_tracking_opted_out": True, "category": "UTILITY"},
        )
    ]


def test_raw_fields_that_differ_are_sent(account: Reached) -> None:
    """A field that wa-sync does not know goes out under its own name."""
    live = create(account, template(BODY))
    wanted = change(template(BODY, raw={"new": 2}), live=live, action=Action.UPDATE)
    shown = replace(
        wanted,
        before={**(wanted.before or {}), "raw": {"new": 1}},
        after={**(wanted.after or {}), "raw": {"new": 2}},
    )
    with pytest.raises(Rejected):  # the sandbox knows no such field
        write(account, shown)
    assert calls(account, "POST")[1:] == [(live.live_id, {"new": 2})]


MEDIA = template(
    BODY,
    {"type": "HEADER", "format": "IMAGE", "asset": "art/a.jpg"},
    category="MARKETING",
)


def test_samples_are_uploaded_first(account: Reached) -> None:
    """A create uploads the local file and sends the handle; so does every edit, even
    one for the bytes of the file alone.
    """
    live = create(account, MEDIA)
    assert live.spec == normalize(MEDIA)
    write(account, change(MEDIA, live=live, action=Action.UPDATE))
    uploads = [
        args for path, args in calls(account, "POST") if "/uploads" in text(path)
    ]
    assert (
        uploads
        == [{"file_name": "a.jpg", "file_length": "14", "file_type": "image/jpeg"}] * 2
    )
    posted = [args for path, args in calls(account, "POST") if path == live.live_id]
    (sent,) = posted
    components = mapping(sent)["components"]
    assert isinstance(components, list)
    handle = mapping(mapping(components[0])["example"])["header_handle"]
    assert isinstance(handle, list)
    assert text(handle[0]).startswith("4:")


def test_a_file_that_is_named_twice_is_uploaded_once(account: Reached) -> None:
    """The same bytes need one upload."""
    card: Spec = {
        "components": [
            {"type": "HEADER", "format": "IMAGE", "asset": "a.jpg"},
            {"type": "BODY", "text": "One of a kind"},
            {"type": "BUTTONS", "buttons": [{"type": "QUICK_REPLY", "text": "More"}]},
        ]
    }
    carousel: Spec = {"type": "CAROUSEL", "cards": [card, card]}
    live = create(account, template(BODY, carousel, category="MARKETING"))
    assert live.status == "APPROVED"
    paths = [text(path) for path, _ in calls(account, "POST")]
    assert [path.endswith("/uploads") for path in paths].count(True) == 1


def test_an_upload_needs_an_app(account: Reached) -> None:
    """Without app_id nothing is sent."""
    nameless = replace(account.account, app_id=None)
    with pytest.raises(UsageProblem, match="account demo names none"):
        KIND.write(account.writer, nameless, change(MEDIA), lambda _: JPEG)
    assert calls(account, "POST") == []


def test_a_delete_names_one_language(account: Reached) -> None:
    """Id and name together: the other language stays."""
    live = create(account, template(BODY))
    other = create(account, template(BODY, language="de"))
    gone = change(template(BODY), live=live, action=Action.DELETE)
    assert write(account, gone) == Written()
    assert calls(account, "DELETE") == [
        (LIST, {"hsm_id": live.live_id, "name": "order_update"})
    ]
    listed = KIND.read(account.writer, ACCOUNT).objects
    assert [one for one in listed if not KIND.ignored(one)] == [other]


def test_a_delete_of_what_is_gone_is_told(account: Reached) -> None:
    """Somebody was faster: the aim is reached, but we did not do it."""
    create(account, template(BODY, name="something_else"))
    gone = replace(change(template(BODY), action=Action.DELETE), live_id="999999999999")
    with pytest.raises(Rejected) as raised:
        write(account, gone)
    assert raised.value.subcode == 2593002


def test_other_refusals_of_a_delete_are_told(account: Reached) -> None:
    """A disabled template cannot be deleted."""
    answer = {**corpus("get/g-03765a5bac"), "status": "DISABLED"}
    seed(account.world, str(ACCOUNT.waba_id), answer)
    (live,) = KIND.read(account.writer, ACCOUNT).objects
    gone = change(live.spec, live=live, action=Action.DELETE)
    with pytest.raises(Rejected):
        write(account, gone)


@pytest.mark.parametrize("action", [Action.UPDATE, Action.DELETE])
def test_an_edit_needs_to_know_its_object(account: Reached, action: Action) -> None:
    """Without an id nothing is sent."""
    with pytest.raises(UsageProblem, match="order_update/en_US"):
        write(account, change(template(BODY), action=action))


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
