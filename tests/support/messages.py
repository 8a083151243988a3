"""A template for everything that a phone can show, in normal form, for previews."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from wa_sync.kinds.message_template.normal import normalize
from wa_sync.kinds.message_template.preview import preview
from wa_sync.model.address import Address
from wa_sync.model.bubble import Bubble, Preview
from wa_sync.model.change import Place
from wa_sync.model.resource import Asset
from wa_sync.model.source import Json, Pointer, Spec, array, mapping, text


if TYPE_CHECKING:
    from collections.abc import Mapping

Component: TypeAlias = dict[str, Json]

PHOTO = Asset("assets/spring.png", "image/png", 120, "a" * 64)
FILM = Asset("assets/tour.mp4", "video/mp4", 2_400_000, "b" * 64)
PAPER = Asset("assets/invoice.pdf", "application/pdf", 48_128, "c" * 64)
HUGE = Asset("assets/poster.jpg", "image/jpeg", 4_800_000, "d" * 64)

REPLY: Component = {"type": "QUICK_REPLY", "text": "Stop promotions"}
LINK: Component = {
    "type": "URL",
    "text": "Track your order",
    "url": "https://shop.example/orders/{{1}}",
    "example": ["A-1042"],
}
PHONE: Component = {
    "type": "PHONE_NUMBER",
    "text": "Call us",
    "phone_number": "+15550051310",
}


def head(form: str, **more: Json) -> Component:
    """A header of a format."""
    return {"type": "HEADER", "format": form, **more}


def body(said: str, *examples: str, **named: str) -> Component:
    """A body with its sample values."""
    written: Component = {"type": "BODY", "text": said}
    if examples:
        written["example"] = {"body_text": [list(examples)]}
    if named:
        written["example"] = dict(named)
    return written


def foot(said: str) -> Component:
    """A footer."""
    return {"type": "FOOTER", "text": said}


def tapped(*buttons: Spec) -> Component:
    """The buttons."""
    return {"type": "BUTTONS", "buttons": list(buttons)}


def card(form: str, said: str, *buttons: Spec) -> Json:
    """One card of a carousel."""
    parts: list[Json] = [head(form)]
    parts += [body(said)] if said else []
    return {"components": [*parts, tapped(*buttons)]}


def spec(name: str, *components: Spec, **more: Json) -> Spec:
    """A template in normal form."""
    fields: dict[str, Json] = {
        "name": name,
        "language": "en_US",
        "category": "MARKETING",
        "components": list(components),
    }
    return normalize({**fields, **more})


FORMATTED = (
    "*Spring sale* for _you_, {{1}}: ~€ 40~ *_€ 25_*\n"
    "\n"
    "> Only *this* week\n"
    "- candles, `SPRING25`\n"
    "* soap and snake_case_names\n"
    "1. Choose\n"
    "2. ~Queue~ Pay\n"
    "```order: {{2}}\nstate: *paid*```\n"
    "5 * 3 * 2, and *no end"
)
CODE: tuple[Spec, ...] = (
    {"type": "BODY", "add_security_recommendation": True},
    {"type": "FOOTER", "code_expiration_minutes": 10},
)
APPS: list[Json] = [
    {"package_name": "com.example.shop", "signature_hash": "K8a/AINcGX7"}
]


def otp(kind: str, **more: Json) -> Component:
    """The button of a passcode."""
    return tapped({"type": "OTP", "otp_type": kind, **more})


CASES: Mapping[str, Spec] = {
    "plain": spec("plain", body("Hello {{1}}, {{2}} is waiting.", "Ana"), foot("Bye")),
    "named": spec(
        "named",
        head("TEXT", text="Order {{order}}", example={"order": "A-77"}),
        body("Hi {{first_name}}, see {{day}}.", first_name="Ana"),
        parameter_format="NAMED",
    ),
    "formatted": spec("formatted", body(FORMATTED, "Ana _B_", "A-1042")),
    "image": spec(
        "image", head("IMAGE"), body("Look."), foot("Thanks"), tapped(LINK, REPLY)
    ),
    "video": spec("video", head("VIDEO"), body("See how we make candles.")),
    "gif": spec("gif", head("GIF"), body("Flicker.")),
    "document": spec("document", head("DOCUMENT"), body("Your invoice.")),
    "location": spec("location", head("LOCATION"), body("We are here.")),
    "unknown": spec(
        "unknown",
        head("HOLOGRAM"),
        body("New."),
        tapped({"type": "TELEPORT", "text": "Go"}, {"type": "APP"}),
        {"type": "ORBIT"},
    ),
    "buttons": spec(
        "buttons",
        body("Everything that can be tapped."),
        tapped(
            LINK,
            PHONE,
            {"type": "COPY_CODE", "example": "SPRING20"},
            {"type": "VOICE_CALL", "text": "Talk to us"},
            {
                "type": "FLOW",
                "text": "Book a visit",
                "flow_id": "777",
                "navigate_screen": "DATES",
                "icon": "REVIEW",
            },
            {"type": "REQUEST_CONTACT_INFO"},
            {"type": "URL", "text": "Home", "url": "https://shop.example/"},
            REPLY,
        ),
    ),
    "catalog": spec("catalog", body("All candles."), tapped({"type": "CATALOG"})),
    "mpm": spec(
        "mpm",
        head("TEXT", text="Made for you"),
        body("Nine candles."),
        tapped({"type": "MPM"}),
    ),
    "spm": spec("spm", head("PRODUCT"), body("One."), tapped({"type": "SPM"})),
    "order": spec(
        "order",
        body("Your bill."),
        tapped({"type": "ORDER_DETAILS", "text": "Review and Pay"}),
        category="UTILITY",
        sub_category="ORDER_DETAILS",
    ),
    "call": spec("call", body("May we call?"), {"type": "CALL_PERMISSION_REQUEST"}),
    "offer": spec(
        "offer",
        head("IMAGE"),
        body("Spring is here, {{1}}.", "Ana"),
        {
            "type": "LIMITED_TIME_OFFER",
            "limited_time_offer": {"text": "20 % off", "has_expiration": True},
        },
        tapped({"type": "COPY_CODE", "example": "SPRING20"}, LINK),
    ),
    "offer_forever": spec(
        "offer_forever",
        body("Always."),
        {"type": "LIMITED_TIME_OFFER", "limited_time_offer": {"text": "5 % off"}},
    ),
    "carousel": spec(
        "carousel",
        body("Our candles, {{1}}:", "Ana"),
        {
            "type": "CAROUSEL",
            "cards": [
                card("IMAGE", "*Fig*, a dark one", LINK, REPLY),
                card("IMAGE", "Rose", LINK, REPLY),
                card("IMAGE", "Pine", LINK, REPLY),
            ],
        },
    ),
    "products": spec(
        "products",
        body("Products."),
        {
            "type": "CAROUSEL",
            "cards": [card("PRODUCT", "", {"type": "SPM", "text": "View"})] * 2,
        },
    ),
    "code": spec("code", *CODE, otp("COPY_CODE"), category="AUTHENTICATION"),
    "code_filled": spec(
        "code_filled",
        {"type": "BODY"},
        {"type": "FOOTER", "code_expiration_minutes": 1},
        otp("ONE_TAP", autofill_text="Fill it in", supported_apps=APPS),
        category="AUTHENTICATION",
        language="de",
    ),
    "code_unseen": spec(
        "code_unseen",
        {"type": "BODY"},
        otp("ZERO_TAP", supported_apps=APPS, zero_tap_terms_accepted=True),
        category="AUTHENTICATION",
    ),
    "arabic": spec(
        "arabic",
        head("TEXT", text="تأكيد الطلب"),
        body("مرحبا {{1}}، طلبك *{{2}}* في الطريق.", "Ana", "A-1042"),
        foot("شكرا لك"),
        tapped({**LINK, "text": "تتبع الطلب"}, {**REPLY, "text": "إيقاف"}),
        language="ar_EG",
    ),
    "hebrew": spec("hebrew", body("שלום {{1}}\n> ציטוט\n- אחת", "Ana"), language="he"),
    "library": spec(
        "library",
        category="UTILITY",
        library_template_name="delivery_update_1",
        components=[],
    ),
    "nothing": spec("nothing"),
}

SAMPLES: Mapping[str, Mapping[Pointer, Asset]] = {
    "image": {("components", 0, "example", "header_handle"): PHOTO},
    "video": {("components", 0, "example", "header_handle"): FILM},
    "document": {("components", 0, "example", "header_handle"): PAPER},
    "offer": {("components", 0, "example", "header_handle"): HUGE},
    "carousel": {
        (
            *("components", 1, "cards", 1),
            "components",
            0,
            *("example", "header_handle"),
        ): (PHOTO)
    },
}


@cache
def bubble(case: str) -> Bubble:
    """What a phone shows of a case."""
    return preview(CASES[case], SAMPLES.get(case, {}))


@cache
def previews() -> tuple[Preview, ...]:
    """All cases, as a project would declare them."""
    return tuple(map(_preview, CASES))


def _preview(case: str) -> Preview:
    written = CASES[case]
    key = f"{text(written['name'])}/{text(written['language'])}"
    return Preview(
        account="demo",
        address=Address("message_template", key),
        category=text(written["category"]),
        source=Place("templates/all.yaml", 1 + list(CASES).index(case)),
        bubble=bubble(case),
    )


def types_drawn() -> frozenset[str]:
    """The types of components and buttons that the cases hold."""
    found = set()
    for written in CASES.values():
        for component in map(mapping, array(written.get("components"))):
            found.add(text(component.get("type")))
            found.update(
                text(mapping(one).get("type"))
                for one in array(component.get("buttons"))
            )
    return frozenset(found)
