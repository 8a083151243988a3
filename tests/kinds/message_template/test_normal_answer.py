"""What Meta answers → what could have been declared, and the facts beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from support.variants import template

from wa_sync.kinds.message_template.normal import from_answer
from wa_sync.model.resource import Address, Live


if TYPE_CHECKING:
    from wa_sync.model.source import Json, Spec


OTP_URL = "https://www.whatsapp.com/otp/code/?otp_type="


def parts(*components: Spec, **fields: Json) -> Json:
    """The components of the normal form of an answer."""
    return from_answer(template(*components, **fields)).spec["components"]


def test_an_answer_is_told_apart_into_spec_and_facts() -> None:
    """What only Meta writes is a fact; null says nothing."""
    answer = template(
        id="123",
        status="approved",
        quality_score={"score": "GREEN"},
        previous_category="UTILITY",
        library_template_name="delivery_update_1",
        last_updated_time=1795325538,
        correct_category=None,
        something_new={"a": 1},
    )
    assert from_answer(answer) == Live(
        address=Address("message_template", "order_update/en_US"),
        spec={
            "name": "order_update",
            "language": "en_US",
            "category": "UTILITY",
            "components": [],
            "parameter_format": "POSITIONAL",
        },
        live_id="123",
        status="APPROVED",
        facts={
            "quality_score": {"score": "GREEN"},
            "previous_category": "UTILITY",
            "library_template_name": "delivery_update_1",
            "last_updated_time": 1795325538,
            "something_new": {"a": 1},
        },
    )


def test_a_resellers_answer_is_understood() -> None:
    """Lower-case types, a score as text, and no id."""
    answer = template(
        {"type": "body", "text": "Hello"},
        {"type": "header", "format": "text", "text": "Hi"},
        quality_score="UNKNOWN",
        updated_time=1680503207,
    )
    found = from_answer(answer)
    assert found.spec["components"] == [
        {"type": "HEADER", "format": "TEXT", "text": "Hi"},
        {"type": "BODY", "text": "Hello"},
    ]
    assert (found.live_id, found.status) == ("", None)
    assert found.facts == {"quality_score": "UNKNOWN", "updated_time": 1680503207}


@pytest.mark.parametrize(
    "fields",
    [
        {"sub_category": "CUSTOM"},
        {"sub_category": "FORM"},
        {"disable_ios_autofill": False},
        {"is_primary_device_delivery_only": False},
        {"cta_url_link_tracking_opted_out": False},
        {"category": "AUTHENTICATION", "message_send_ttl_seconds": 600},
    ],
)
def test_what_meta_adds_unasked_is_dropped(fields: Spec) -> None:
    """Defaults that answers show say nothing that anybody declared."""
    expected = from_answer(template()).spec
    if "category" in fields:
        expected = {**expected, "category": fields["category"]}
    assert from_answer(template(**fields)).spec == expected


@pytest.mark.parametrize(
    "fields",
    [
        {"message_send_ttl_seconds": 600},
        {"category": "AUTHENTICATION", "message_send_ttl_seconds": 300},
        {"is_primary_device_delivery_only": True},
        {"sub_category": "ORDER_STATUS"},
    ],
)
def test_what_somebody_asked_for_stays(fields: Spec) -> None:
    """The same fields with other values are part of the template."""
    assert from_answer(template(**fields)).spec == {
        **from_answer(template()).spec,
        **fields,
    }


def test_signed_urls_are_dropped() -> None:
    """A media header is its format; a text header keeps its examples."""
    url = "https://scontent.whatsapp.net/v/t61.jpg?oh=1&oe=2"
    media: Spec = {
        "type": "HEADER",
        "format": "IMAGE",
        "example": {"header_handle": [url]},
    }
    old: Spec = {"type": "HEADER", "format": "VIDEO", "example": {"header_url": [url]}}
    both: Spec = {
        "type": "HEADER",
        "format": "TEXT",
        "text": "{{1}}",
        "example": {"header_handle": [url], "header_text": ["a"]},
    }
    carousel: Spec = {
        "type": "CAROUSEL",
        "cards": [{"components": [media], "title": "new"}, "?", {"components": "?"}],
    }
    assert parts(media, old, both, carousel, {"type": "CAROUSEL"}) == [
        {"type": "HEADER", "format": "IMAGE"},
        {"type": "HEADER", "format": "VIDEO"},
        {
            "type": "HEADER",
            "format": "TEXT",
            "text": "{{1}}",
            "example": {"header_text": ["a"]},
        },
        {
            "type": "CAROUSEL",
            "cards": [
                {"components": [{"type": "HEADER", "format": "IMAGE"}]},
                {"components": []},
                {"components": []},
            ],
        },
        {"type": "CAROUSEL"},
    ]


@pytest.mark.parametrize(
    ("answered", "declared"),
    [
        (
            {
                "type": "URL",
                "text": "Copy code",
                "url": f"{OTP_URL}COPY_CODE&code_expiration_minutes=10&code={{{{1}}}}",
                "example": [f"{OTP_URL}COPY_CODE&code=otp123456"],
            },
            {"type": "OTP", "otp_type": "COPY_CODE", "text": "Copy code"},
        ),
        (
            {
                "type": "URL",
                "text": "Copy code",
                "url": f"{OTP_URL}ZERO_TAP&cta_display_name=Fill+it+in"
                "&package_name=com.a.b%2Ccom.c&signature_hash=K8a%2FAINcGX7%2Cabc"
                "&code=otp{{1}}",
                "new_field": True,
            },
            {
                "type": "OTP",
                "otp_type": "ZERO_TAP",
                "text": "Copy code",
                "autofill_text": "Fill it in",
                "supported_apps": [
                    {"package_name": "com.a.b", "signature_hash": "K8a/AINcGX7"},
                    {"package_name": "com.c", "signature_hash": "abc"},
                ],
                "raw": {"new_field": True},
            },
        ),
        (
            {"type": "OTP", "otp_type": "COPY_CODE", "text": "Copy"},
            {"type": "OTP", "otp_type": "COPY_CODE", "text": "Copy"},
        ),
        ({"type": "URL", "url": OTP_URL}, {"type": "OTP", "otp_type": ""}),
    ],
)
def test_otp_buttons_are_otp_again(answered: Spec, declared: Json) -> None:
    """A one-time-password button comes back as a URL, whose query says it all."""
    assert parts({"type": "BUTTONS", "buttons": [answered]}) == [
        {"type": "BUTTONS", "buttons": [declared]}
    ]


def test_texts_of_authentication_are_metas_own() -> None:
    """Beside an OTP button, body and footer keep only what was declared."""
    url = f"{OTP_URL}COPY_CODE&code_expiration_minutes=10&code=otp{{{{1}}}}"
    body: Spec = {
        "type": "BODY",
        "text": "*{{1}}* is your code.",
        "add_security_recommendation": True,
        "example": {"body_text": [["123456"]]},
    }
    footer: Spec = {"type": "FOOTER", "text": "This code expires in 10 minutes."}
    row: Spec = {"type": "BUTTONS", "buttons": ["?", {"type": "URL", "url": url}]}
    assert parts(body, footer, row, "?", category="AUTHENTICATION") == [  # type: ignore[arg-type] # what is no component
        {"type": "BODY", "add_security_recommendation": True},
        {"type": "FOOTER", "code_expiration_minutes": 10},
        {
            "type": "BUTTONS",
            "buttons": [{"type": None}, {"type": "OTP", "otp_type": "COPY_CODE"}],
        },
        {"type": None},
    ]


def test_a_footer_without_expiration_keeps_its_text() -> None:
    """An old footer of one's own is not taken for Meta's."""
    footer: Spec = {"type": "FOOTER", "text": "My shop"}
    row: Spec = {"type": "BUTTONS", "buttons": [{"type": "OTP"}]}
    assert parts(footer, row) == [footer, row]


def test_unknown_fields_go_under_raw() -> None:
    """What Meta shows and wa-sync does not know can be seen, and is sent again."""
    assert parts(
        {"type": "BODY", "text": "b", "tone": "warm", "raw": {"old": 1}},
        {
            "type": "BUTTONS",
            "buttons": [
                {"type": "QUICK_REPLY", "text": "Yes", "url": "?", "raw": "?"},
                {"type": "APP", "anything": 1},
            ],
        },
        {"type": "BUTTONS"},
        {"type": "LIST", "rows": 3},
    ) == [
        {"type": "BODY", "text": "b", "raw": {"old": 1, "tone": "warm"}},
        {
            "type": "BUTTONS",
            "buttons": [
                {"type": "QUICK_REPLY", "text": "Yes", "raw": {"url": "?"}},
                {"type": "APP", "raw": {"anything": 1}},
            ],
        },
        {"type": "BUTTONS"},
        {"type": "LIST", "raw": {"rows": 3}},
    ]


def test_what_is_unknown_comes_back_as_it_was() -> None:
    """Under raw nothing turns into a text on the way through a file."""
    unknown: Spec = {"type": "FOO", "x": {"a": [1, None, True]}, "example": {"y": 2}}
    raw = {"x": {"a": [1, None, True]}, "example": {"y": 2}}
    assert parts(unknown) == [{"type": "FOO", "raw": raw}]
