"""Cards, samples and settings read back as Meta has them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from support.graph_caller import NOW, Caller, calling
from support.read_back import components

from wa_sync.model.source import array, mapping


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.model.source import Spec


HANDLE = "4::aW1hZ2UvanBlZw==:ARbVx-1:e:1700000000:1:2:ARc"


@pytest.fixture
def caller() -> Iterator[Caller]:
    """A fresh sandbox."""
    with calling() as one:
        yield one


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
