"""What comes back is not what was sent: every difference that Meta makes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from support.graph_caller import NOW, Caller, calling

from wa_sync.model.source import array, mapping


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.model.source import Json, Spec


HANDLE = "4::aW1hZ2UvanBlZw==:ARbVx-1:e:1700000000:1:2:ARc"


@pytest.fixture
def caller() -> Iterator[Caller]:
    """A fresh sandbox."""
    with calling() as one:
        yield one


def components(caller: Caller, *posted: Spec, **changes: Json) -> Json:
    """Create a template and return its components as they are read."""
    node = caller.create(components=list(posted), **changes)
    return mapping(caller.get(node))["components"]


def test_a_template_reads_back_as_the_recorded_one(caller: Caller) -> None:
    """The recorded request comes back as the recorded answer, key order included."""
    body: Spec = {
        "type": "BODY",
        "text": "Thank you for your order, {{1}}! Your number is {{2}}. Bye!",
        "example": {"body_text": [["Ignacio", "860198-230332"]]},
    }
    node = caller.create(
        name="seasonal_promotion",
        language="nl",
        category="MARKETING",
        allow_category_change=True,
        components=[
            body,
            {
                "type": "BUTTONS",
                "buttons": [
                    {
                        "type": "PHONE_NUMBER",
                        "text": "Call",
                        "phone_number": "59555010038",
                    },
                    {
                        "type": "URL",
                        "text": "Support",
                        "url": "https://a.example/support",
                    },
                ],
            },
        ],
    )
    read = mapping(caller.get(node))
    assert list(read.items()) == [
        ("name", "seasonal_promotion"),
        ("parameter_format", "POSITIONAL"),
        (
            "components",
            [
                body,
                {
                    "type": "BUTTONS",
                    "buttons": [
                        {
                            "type": "PHONE_NUMBER",
                            "text": "Call",
                            "phone_number": "+59555010038",
                        },
                        {
                            "type": "URL",
                            "text": "Support",
                            "url": "https://a.example/support",
                        },
                    ],
                },
            ],
        ),
        ("language", "nl"),
        ("status", "APPROVED"),
        ("category", "MARKETING"),
        ("disable_ios_autofill", False),
        ("is_primary_device_delivery_only", False),
        ("id", node),
    ]


def test_casing_order_and_whitespace_are_metas(caller: Caller) -> None:
    """Lower case is read in upper case, parts in Meta's order, ends trimmed."""
    assert components(
        caller,
        {"type": "footer", "text": "Example Shop \n"},
        {
            "type": "body",
            "text": " Order for you,\n\nready \n now. \n",
            "example": {"body_text": []},
        },
        {"type": "header", "format": "text", "text": "Ready "},
        category="utility",
    ) == [
        {"type": "HEADER", "format": "TEXT", "text": "Ready"},
        {"type": "BODY", "text": " Order for you,\n\nready \n now."},
        {"type": "FOOTER", "text": "Example Shop"},
    ]


def test_named_variables_keep_their_examples(caller: Caller) -> None:
    """Named parameters come back as they were given, with the format in upper case."""
    header: Json = {"param_name": "order_no", "example": "A-77"}
    body: Json = {"param_name": "first_name", "example": "Ana"}
    node = caller.create(
        parameter_format="named",
        components=[
            {
                "type": "HEADER",
                "format": "TEXT",
                "text": "Order {{order_no}} ready",
                "example": {"header_text_named_params": [header]},
            },
            {
                "type": "BODY",
                "text": "Hi {{first_name}}, your parcel is ready.",
                "example": {"body_text_named_params": [body]},
            },
        ],
    )
    read = mapping(caller.get(node, fields="parameter_format,components"))
    assert read == {
        "parameter_format": "NAMED",
        "components": [
            {
                "type": "HEADER",
                "format": "TEXT",
                "text": "Order {{order_no}} ready",
                "example": {"header_text_named_params": [header]},
            },
            {
                "type": "BODY",
                "text": "Hi {{first_name}}, your parcel is ready.",
                "example": {"body_text_named_params": [body]},
            },
        ],
        "id": node,
    }


def test_short_examples_come_back_nested(caller: Caller) -> None:
    """One value alone or in a flat list is read as Meta nests it."""
    assert components(
        caller,
        {
            "type": "HEADER",
            "format": "TEXT",
            "text": "Order {{1}} ready",
            "example": {"header_text": "A-77"},
        },
        {
            "type": "BODY",
            "text": "Hi {{1}}, your parcel is ready.",
            "example": {"body_text": ["Ana"]},
        },
    ) == [
        {
            "type": "HEADER",
            "format": "TEXT",
            "text": "Order {{1}} ready",
            "example": {"header_text": ["A-77"]},
        },
        {
            "type": "BODY",
            "text": "Hi {{1}}, your parcel is ready.",
            "example": {"body_text": [["Ana"]]},
        },
    ]


def buttons(caller: Caller, *posted: Spec, **changes: Json) -> Json:
    """Create a template with buttons and return them as they are read."""
    read = components(
        caller,
        {"type": "BODY", "text": "Have a look at what we have for you."},
        {"type": "BUTTONS", "buttons": list(posted)},
        **changes,
    )
    return mapping(array(read)[-1])["buttons"]


@pytest.mark.parametrize(
    ("posted", "read"),
    [
        (
            {"type": "url", "text": "Shop", "url": "https://shop.example"},
            {"type": "URL", "text": "Shop", "url": "https://shop.example/"},
        ),
        (
            {
                "type": "URL",
                "text": "Track",
                "url": "https://shop.example/t/{{1}}",
                "example": ["A77"],
            },
            {
                "type": "URL",
                "text": "Track",
                "url": "https://shop.example/t/{{1}}",
                "example": ["https://shop.example/t/A77"],
            },
        ),
        (
            {
                "type": "URL",
                "text": "Track",
                "url": "https://shop.example/t/{{1}}",
                "example": "https://shop.example/t/A77",
            },
            {
                "type": "URL",
                "text": "Track",
                "url": "https://shop.example/t/{{1}}",
                "example": ["https://shop.example/t/A77"],
            },
        ),
        (
            {
                "type": "phone_number",
                "text": "Call",
                "phone_number": "+49 0151 23456789",
            },
            {"type": "PHONE_NUMBER", "text": "Call", "phone_number": "+4915123456789"},
        ),
        (
            {
                "type": "PHONE_NUMBER",
                "text": "Call",
                "phone_number": "1 (555) 005-1310",
            },
            {"type": "PHONE_NUMBER", "text": "Call", "phone_number": "+15550051310"},
        ),
        (
            {"type": "PHONE_NUMBER", "text": "Call", "phone_number": "+593 02 2345678"},
            {"type": "PHONE_NUMBER", "text": "Call", "phone_number": "+59322345678"},
        ),
        (
            {"type": "quick_reply", "text": "Yes "},
            {"type": "QUICK_REPLY", "text": "Yes"},
        ),
        (
            {"type": "voice_call", "text": "Call us"},
            {"type": "VOICE_CALL", "text": "Call us"},
        ),
        (
            {"type": "FLOW", "text": "Sign up", "flow_id": "1234567890123456"},
            {
                "type": "FLOW",
                "text": "Sign up",
                "flow_id": 1234567890123456,
                "flow_action": "NAVIGATE",
            },
        ),
        (
            {
                "type": "FLOW",
                "text": "Sign up",
                "flow_id": 1234567890123456,
                "flow_action": "data_exchange",
                "icon": "REVIEW",
            },
            {
                "type": "FLOW",
                "text": "Sign up",
                "icon": "REVIEW",
                "flow_id": 1234567890123456,
                "flow_action": "DATA_EXCHANGE",
            },
        ),
    ],
)
def test_buttons_come_back_in_metas_form(
    caller: Caller, posted: Spec, read: Spec
) -> None:
    """Each button type has its own way of coming back."""
    assert buttons(caller, posted) == [read]


def test_a_flow_given_otherwise_is_known_by_its_id(caller: Caller) -> None:
    """Of a Flow by name or by JSON only a number is kept, always the same."""
    design = '{"version": "6.0", "screens": [{"id": "WELCOME"}]}'
    by_name = buttons(
        caller, {"type": "FLOW", "text": "Go", "flow_name": "survey"}, name="a"
    )
    again = buttons(
        caller, {"type": "FLOW", "text": "Go", "flow_name": "survey"}, name="b"
    )
    by_json = buttons(
        caller, {"type": "FLOW", "text": "Go", "flow_json": design}, name="c"
    )
    assert by_name == again
    (named,) = map(mapping, array(by_name))
    (designed,) = map(mapping, array(by_json))
    assert isinstance(named["flow_id"], int)
    assert {**named, "flow_id": 0} == {
        "type": "FLOW",
        "text": "Go",
        "flow_id": 0,
        "flow_action": "NAVIGATE",
    }
    assert designed["flow_id"] != named["flow_id"]
    assert designed["navigate_screen"] == "WELCOME"


def test_a_coupon_gets_its_text(caller: Caller) -> None:
    """COPY_CODE comes back with Meta's text and its example as a list."""
    posted: Spec = {"type": "copy_code", "example": "250FF"}
    assert buttons(caller, posted, name="a", category="MARKETING") == [
        {"type": "COPY_CODE", "text": "Copy offer code", "example": ["250FF"]}
    ]
    assert buttons(
        caller, posted, name="b", category="MARKETING", language="es_MX"
    ) == [
        {"type": "COPY_CODE", "text": "Copiar código de oferta", "example": ["250FF"]}
    ]


@pytest.mark.parametrize(
    ("kind", "text"), [("CATALOG", "View catalog"), ("MPM", "View items")]
)
def test_commerce_buttons_have_fixed_texts(
    caller: Caller, kind: str, text: str
) -> None:
    """What may not be chosen is filled in."""
    read = components(
        caller,
        {"type": "HEADER", "format": "TEXT", "text": "For you"},
        {"type": "BODY", "text": "Have a look at what we have for you."},
        {"type": "BUTTONS", "buttons": [{"type": kind, "text": text}]},
        category="MARKETING",
    )
    assert array(read)[-1] == {
        "type": "BUTTONS",
        "buttons": [{"type": kind, "text": text}],
    }


def test_a_limited_time_offer_stands_after_the_body(caller: Caller) -> None:
    """The offer comes back between body and buttons, whatever the order was."""
    assert components(
        caller,
        {
            "type": "limited_time_offer",
            "limited_time_offer": {"text": "Ends soon! ", "has_expiration": True},
        },
        {
            "type": "buttons",
            "buttons": [
                {"type": "copy_code", "example": "CODE25"},
                {"type": "url", "text": "Book", "url": "https://shop.example/offer"},
            ],
        },
        {"type": "body", "text": "Our best offer of the year is here."},
        category="MARKETING",
    ) == [
        {"type": "BODY", "text": "Our best offer of the year is here."},
        {
            "type": "LIMITED_TIME_OFFER",
            "limited_time_offer": {"text": "Ends soon!", "has_expiration": True},
        },
        {
            "type": "BUTTONS",
            "buttons": [
                {"type": "COPY_CODE", "text": "Copy offer code", "example": ["CODE25"]},
                {"type": "URL", "text": "Book", "url": "https://shop.example/offer"},
            ],
        },
    ]


def test_cards_come_back_as_templates_do(caller: Caller) -> None:
    """Within a card the same differences are made, and the media are signed."""
    card: Spec = {
        "components": [
            {
                "type": "buttons",
                "buttons": [
                    {"type": "url", "text": "Shop", "url": "https://a.example"}
                ],
            },
            {
                "type": "header",
                "format": "image",
                "example": {"header_handle": [HANDLE]},
            },
        ]
    }
    read = components(
        caller,
        {"type": "carousel", "cards": [card, card]},
        {"type": "body", "text": "Our newest arrivals, just for you."},
        category="MARKETING",
    )
    body, carousel = map(mapping, array(read))
    assert body == {"type": "BODY", "text": "Our newest arrivals, just for you."}
    assert carousel["type"] == "CAROUSEL"
    for one in map(mapping, array(carousel["cards"])):
        header, buttons_ = map(mapping, array(one["components"]))
        assert (header["type"], header["format"]) == ("HEADER", "IMAGE")
        assert signed(header)
        assert buttons_ == {
            "type": "BUTTONS",
            "buttons": [{"type": "URL", "text": "Shop", "url": "https://a.example/"}],
        }


def signed(header: Spec) -> str:
    """Return the one media URL of a header, which has to look like Meta's."""
    (url,) = array(mapping(header["example"])["header_handle"])
    assert re.fullmatch(
        r"https://scontent\.whatsapp\.net/v/t61\.29466-34/\d+_\d+_\d+_n\.jpg"
        r"\?ccb=1-7&_nc_sid=8b1bef&_nc_ohc=[0-9a-f]{22}"
        r"&_nc_ht=scontent\.whatsapp\.net&edm=AIJs65cEAAAA&oh=01_[0-9a-f]{36}"
        r"&oe=[0-9A-F]{8}",
        str(url),
    )
    return str(url)


def test_media_urls_change_from_read_to_read(caller: Caller) -> None:
    """A sample is shown as a signed URL, at the same place with another signature."""
    node = caller.create(
        components=[
            {
                "type": "HEADER",
                "format": "IMAGE",
                "example": {"header_handle": [HANDLE]},
            },
            {"type": "BODY", "text": "Your parcel is ready."},
        ]
    )
    first, second = (
        signed(mapping(array(mapping(caller.get(node))["components"])[0]))
        for _ in range(2)
    )
    assert first != second
    assert first.partition("&_nc_ohc")[0] == second.partition("&_nc_ohc")[0]


def test_other_settings_come_back_when_named(caller: Caller) -> None:
    """What a plain read does not show is there when a read names it."""
    node = caller.create(
        category="MARKETING",
        message_send_ttl_seconds="86400",
        degrees_of_freedom_spec={
            "creative_features_spec": {"image_touchups": {"enroll_status": "OPT_OUT"}}
        },
        bid_spec={"bid_amount": 20, "bid_strategy": "LOWEST_COST"},
        cta_url_link_tracking_opted_out=True,
        sub_category="order_status",
    )
    named = (
        "message_send_ttl_seconds,degrees_of_freedom_spec,bid_spec,sub_category,"
        "cta_url_link_tracking_opted_out,rejected_reason,quality_score{score},"
        "last_updated_time,health_status,correct_category,source"
    )
    read = dict(mapping(caller.get(node, fields=named)))
    assert read == {
        "quality_score": {"score": "UNKNOWN", "date": int(NOW)},
        "last_updated_time": int(NOW),
        "message_send_ttl_seconds": 86400,
        "degrees_of_freedom_spec": {
            "creative_features_spec": [
                {"key": "IMAGE_TOUCHUPS", "value": {"enroll_status": "OPT_OUT"}}
            ]
        },
        "bid_spec": {"bid_amount": 20, "bid_strategy": "LOWEST_COST"},
        "sub_category": "ORDER_STATUS",
        "cta_url_link_tracking_opted_out": True,
        "rejected_reason": "NONE",
        "health_status": {
            "can_send_message": "AVAILABLE",
            "entities": [
                {
                    "entity_type": "MESSAGE_TEMPLATE",
                    "id": node,
                    "can_send_message": "AVAILABLE",
                }
            ],
        },
        "source": "MANUAL",
        "id": node,
    }


def test_defaults_can_be_switched(caller: Caller) -> None:
    """Which fields appear unasked differs between accounts, so it can be chosen."""
    caller.set("sub_category_custom", value=1)
    caller.set("disable_ios_autofill", value=0)
    caller.set("is_primary_device_delivery_only", value=0)
    node = caller.create()
    assert list(mapping(caller.get(node))) == [
        "name",
        "parameter_format",
        "components",
        "language",
        "status",
        "category",
        "sub_category",
        "id",
    ]


def test_unknown_components_pass_upper_cased(caller: Caller) -> None:
    """What the sandbox knows nothing about is kept, but for the case of its type."""
    read = components(
        caller,
        {"type": "call_permission_request"},
        {"type": "BODY", "text": "May we call you about your order?"},
    )
    assert read == [
        {"type": "BODY", "text": "May we call you about your order?"},
        {"type": "CALL_PERMISSION_REQUEST"},
    ]
