"""Reading and writing templates over real sockets, against the sandbox."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from support.sandbox_account import ACCOUNT, Reached, reached
from support.template_calls import BODY, JPEG, change, create, found, write
from support.variants import corpus, creates, is_valid, template

from wa_sync.canonical import canonical
from wa_sync.errors import (
    Rejected,
    UsageProblem,
)
from wa_sync.kind import Written
from wa_sync.kinds.message_template import MESSAGE_TEMPLATE as KIND
from wa_sync.kinds.message_template.normal import normalize
from wa_sync.kinds.message_template.sandbox.seed import seed
from wa_sync.model.change import Action
from wa_sync.model.source import mapping, text
from wa_sync.sandbox import ledger


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.model.source import Json, Spec
FOOTER: Spec = {"type": "FOOTER", "text": "Bye"}
LIST = f"{ACCOUNT.waba_id}/message_templates"


@pytest.fixture
def account() -> Iterator[Reached]:
    """A sandbox account of one's own."""
    with reached() as here:
        yield here


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
