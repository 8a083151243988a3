"""Every refusal about templates, as Meta words it and with Meta's codes."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from support.given import give
from support.graph_caller import (
    BODY,
    ORDER_READY,
    TEMPLATES,
    WABA,
    Caller,
    calling,
    invalid,
    plain,
)

from wa_sync.kinds.message_template.sandbox.seed import seed


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.model.source import Json


@pytest.fixture
def caller() -> Iterator[Caller]:
    """A fresh sandbox."""
    with calling() as one:
        yield one


def creation(caller: Caller, **changes: Json) -> Json:
    """Try to create a template and return the refusal."""
    return caller.refused("POST", TEMPLATES, json={**ORDER_READY, **changes})


def test_a_language_that_exists_is_not_created_again(caller: Caller) -> None:
    """2388024 for a name and language that are there, in whatever status."""
    node = caller.create(language="en")
    for status in ("APPROVED", "REJECTED", "PENDING"):
        give(caller, node, status)
        assert creation(caller, language="en") == invalid(
            "Content in This Language Already Exists",
            "There is already English content for this template. You can create a new "
            "template and try again.",
            subcode=2388024,
        )


def test_a_name_has_one_category(caller: Caller) -> None:
    """Another language under another category is refused, without a subcode."""
    caller.create(category="MARKETING")
    assert creation(caller, language="de", category="UTILITY") == invalid(
        "Template Category Doesn't Match",
        "The category UTILITY doesn't match the one that's already associated with "
        "this template, MARKETING.",
    )


@pytest.mark.parametrize("name", ["sample_flight_confirmation", "hello_world"])
def test_samples_are_metas(caller: Caller, name: str) -> None:
    """A sample's name cannot be used (2388155), and a sample stays (2388094)."""
    assert creation(caller, name=name) == invalid(
        "Template name is already used as a sample template",
        "This template is named after a sample template created by default. Please use "
        "a different name.",
        subcode=2388155,
    )
    with caller.world.store.transaction():
        seed(caller.world, WABA, {**ORDER_READY, "name": name, "id": "77"})
    assert caller.refused("DELETE", TEMPLATES, params={"name": name}) == invalid(
        "Sample Template Can't Be Deleted",
        "Sample message templates can't be deleted.",
        subcode=2388094,
    )


LOCKED = (
    "New English (US) content can't be added while the existing English (US) content "
    "is being deleted. Try again in {wait} or consider creating a new message template."
)


def locked(wait: str) -> Json:
    """Write the recorded refusal of a name in its lock."""
    return invalid(
        "Message Template Language Is Being Deleted",
        LOCKED.format(wait=wait),
        subcode=2388023,
    )


def test_an_approved_name_is_locked_for_thirty_days(caller: Caller) -> None:
    """The lock of a name that was once approved outlives its last status."""
    node = caller.create()
    give(caller, node, "APPROVED")
    give(caller, node, "REJECTED")
    caller.ask("DELETE", TEMPLATES, params={"name": "order_ready"})
    assert creation(caller) == locked("4 weeks")
    caller.move_clock(timedelta(days=24))
    assert creation(caller) == locked("6 days")
    caller.move_clock(timedelta(days=5, hours=20))
    assert creation(caller) == locked("4 hours")
    caller.move_clock(timedelta(hours=4))
    caller.create()


def test_a_name_that_was_never_approved_is_free_in_a_minute(caller: Caller) -> None:
    """The short lock of the recorded answer."""
    caller.set("review", "manual")
    caller.create()
    caller.ask("DELETE", TEMPLATES, params={"name": "order_ready"})
    assert creation(caller) == locked("less than 1 minute")
    caller.move_clock(timedelta(minutes=1))
    caller.create()


def test_the_lock_holds_one_language_and_the_category(caller: Caller) -> None:
    """Another language may be created meanwhile, but not under another category."""
    caller.create()
    caller.ask("DELETE", TEMPLATES, params={"name": "order_ready"})
    assert creation(caller, language="de", category="MARKETING") == invalid(
        "Message Template Is Being Deleted",
        "You can't change the category for this message template while the existing "
        "English (US) content is being deleted.",
        subcode=2388025,
    )
    caller.create(language="de")


def test_an_account_has_a_limit(caller: Caller) -> None:
    """2388019 when the account is full; deleting makes room."""
    caller.set("template_limit", 1)
    caller.create()
    full = invalid(
        "Message Template Limit Reached",
        "You've reached the limit of 1 message templates for this account. Delete some "
        "of them and try again.",
        subcode=2388019,
    )
    assert creation(caller, name="another") == full
    caller.ask("DELETE", TEMPLATES, params={"name": "order_ready"})
    caller.create(name="another")


def test_creating_can_be_limited_by_the_hour(caller: Caller) -> None:
    """With the limit switched on, the next create within an hour is throttled."""
    caller.set("creates_per_hour", 1)
    caller.create()
    assert creation(caller, name="another") == {
        "message": "(#80008) There have been too many calls to this WhatsApp Business "
        "account. Wait a bit and try again.",
        "type": "OAuthException",
        "code": 80008,
        "error_user_title": "Too Many Message Templates",
        "error_user_msg": "You can create 1 message templates an hour.",
    }
    caller.move_clock(timedelta(hours=1))
    caller.create(name="another")


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"name": ""}, "(#100) The parameter name is required."),
        ({"language": None}, "(#100) The parameter language is required."),
        ({"category": None}, "(#100) The parameter category is required."),
        ({"components": None}, "(#100) The parameter components is required."),
        (
            {"category": "TRANSACTIONAL"},
            (
                "(#100) Param category must be one of {AUTHENTICATION, MARKETING, "
                'UTILITY} - got "TRANSACTIONAL".'
            ),
        ),
        (
            {"parameter_format": "MIXED"},
            (
                "(#100) Param parameter_format must be one of {NAMED, POSITIONAL} - "
                'got "MIXED".'
            ),
        ),
        ({"components": "none"}, "(#100) Param components must be an array."),
        ({"components": [1]}, "(#100) Param components[0] must be an object."),
        ({"components": [{}]}, "(#100) Param components[0]['type'] is required."),
        (
            {"components": [{"type": "BODY", "text": 1}]},
            "(#100) Param components[0]['text'] must be a string.",
        ),
        (
            {"components": [{"type": "BUTTONS", "buttons": {}}]},
            "(#100) Param components[0]['buttons'] must be an array.",
        ),
        (
            {"components": [{"type": "BUTTONS", "buttons": [{"text": "Yes"}]}]},
            "(#100) Param components[0]['buttons'][0]['type'] is required.",
        ),
        (
            {"message_send_ttl_seconds": "soon"},
            "(#100) Param message_send_ttl_seconds must be an integer",
        ),
        (
            {"allow_category_change": "perhaps"},
            "(#100) Param allow_category_change must be a boolean",
        ),
        ({"name": ["a"]}, "(#100) Param name must be a string"),
    ],
)
def test_arguments_of_the_wrong_form_are_named(
    caller: Caller, changes: dict[str, Json], message: str
) -> None:
    """Graph itself refuses what has not the form of a template, and names the place."""
    assert creation(caller, **changes) == plain(message)


def test_content_is_judged_by_the_rules(caller: Caller) -> None:
    """The first broken rule becomes Meta's answer, with its code and subcode."""
    error = creation(caller, name="Order Ready")
    assert isinstance(error, dict)
    assert {**error, "error_user_msg": ""} == invalid(
        "Message Template Name Format Is Incorrect",
        "",
        subcode=2388046,
        data={"blame_field_specs": [["name"]]},
    )
    error = creation(caller, components=[{"type": "BODY", "text": "Hello {{1}}"}])
    assert isinstance(error, dict)
    assert error["error_subcode"] in {2388043, 2388299}


def test_a_bad_phone_number_is_named_by_its_path(caller: Caller) -> None:
    """Code 192 has no user text, and writes the path as it was recorded."""
    button: Json = {"type": "PHONE_NUMBER", "text": "Call", "phone_number": "call us"}
    error = creation(
        caller, components=[BODY, {"type": "BUTTONS", "buttons": [button]}]
    )
    assert error == {
        "message": "(#192) Param components[1]['buttons'][0]['phone_number'] is not a "
        "valid phone number.",
        "type": "OAuthException",
        "code": 192,
    }


def test_an_unknown_language_is_refused(caller: Caller) -> None:
    """2388049 for a code that Meta's list does not have."""
    assert creation(caller, language="tlh") == invalid(
        "Language Isn't Available",
        "The language tlh isn't available.",
        subcode=2388049,
    )


@pytest.mark.parametrize("handle", ["not a handle", "12345"])
def test_a_sample_is_named_by_a_handle(caller: Caller, handle: str) -> None:
    """Only the handle of an upload is a media sample."""
    header: Json = {
        "type": "HEADER",
        "format": "IMAGE",
        "example": {"header_handle": [handle]},
    }
    assert creation(caller, components=[header, BODY]) == invalid(
        "Media Handle Is Invalid",
        "The uploaded media handle is invalid or has expired.",
        subcode=2494102,
    )


def test_a_sample_is_no_address(caller: Caller) -> None:
    """The URL that a read shows cannot be sent back."""
    header: Json = {
        "type": "HEADER",
        "format": "IMAGE",
        "example": {"header_handle": ["https://scontent.whatsapp.net/v/t61/1_n.jpg"]},
    }
    error = creation(caller, components=[header, BODY])
    assert isinstance(error, dict)
    assert error["error_subcode"] == 2388273
