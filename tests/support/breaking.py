"""Templates before and after, and what breaks for senders in between."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.variants import template


if TYPE_CHECKING:
    from wa_sync.model.source import Json, Spec


def body(text: str, *samples: Json) -> Spec:
    """A body with samples by position."""
    return {"type": "BODY", "text": text, "example": list(samples)}


def named(text: str) -> Spec:
    """A template whose parameters have names."""
    return template({"type": "BODY", "text": text}, parameter_format="NAMED")


def buttons(*found: Spec) -> Spec:
    """A template with buttons."""
    part: Spec = {"type": "BUTTONS", "buttons": list(found)}
    return template({"type": "BODY", "text": "b"}, part)


def header(**fields: Json) -> Spec:
    """A template with a header."""
    return template({"type": "HEADER", **fields}, {"type": "BODY", "text": "b"})


PLAIN = template({"type": "BODY", "text": "b"})
TITLE = header(format="TEXT", text="Order {{1}}", example=["A-1"])
IMAGE = header(format="IMAGE")
TRACK: Spec = {"type": "URL", "text": "Track", "url": "https://a.example/{{1}}"}
RETURN: Spec = {"type": "URL", "text": "Return", "url": "https://b.example/{{1}}"}
STILL: Spec = {"type": "URL", "text": "Shop", "url": "https://a.example/shop"}
CALL: Spec = {"type": "PHONE_NUMBER", "text": "Call", "phone_number": "15550051310"}
YES: Spec = {"type": "QUICK_REPLY", "text": "Yes"}
NO: Spec = {"type": "QUICK_REPLY", "text": "No"}
FLOW: Spec = {"type": "FLOW", "text": "Book", "flow_id": "1"}
BODY = "/components/body/text"
WRONG = "who sends as before gets no error, and a wrong message"


def offer(*, expires: bool) -> Spec:
    """A limited-time offer."""
    terms: Spec = {"text": "Now!", "has_expiration": expires}
    part: Spec = {"type": "LIMITED_TIME_OFFER", "limited_time_offer": terms}
    return template({"type": "BODY", "text": "b"}, part)


def carousel(count: int, form: str = "IMAGE", *more: Spec) -> Spec:
    """A carousel of cards that are all alike."""
    card: Spec = {"components": [{"type": "HEADER", "format": form}, *more]}
    cards: Spec = {"type": "CAROUSEL", "cards": [card] * count}
    return template({"type": "BODY", "text": "b"}, cards)


ANA_THEN_ORDER: Spec = {
    "type": "BODY",
    "text": "Hi {{a}}, {{b}}.",
    "example": {"a": "Ana", "b": "A-1"},
}
ORDER_THEN_ANA: Spec = {**ANA_THEN_ORDER, "text": "For {{b}}: hi {{a}}."}
SAMPLES_MOVED = (
    "samples of the body have changed places ({{1}} to {{2}}, {{2}} to {{1}}); " + WRONG
)


def taking(what: str, now: str, was: str, answer: str) -> str:
    """How it is said that something is passed in another way."""
    return f"{what} takes {now} instead of {was}; who sends as before gets {answer}"


def moved(index: int, now: str, was: str) -> str:
    """How it is said that buttons have changed places."""
    where = f"at index {index} is {now} instead of {was}"
    return f"buttons have changed places: {where}; {WRONG}"


CASES: dict[str, tuple[Spec, Spec, tuple[str, str]]] = {
    "one more name": (
        named("Hi {{name}}, {{order}}."),
        named("Hi {{name}}, {{order}}: {{link}}."),
        (BODY, taking("the body", "name, order and link", "name and order", "132000")),
    ),
    "one name less": (
        named("Hi {{name}}, {{order}}."),
        named("Hi {{name}}."),
        (BODY, taking("the body", "name", "name and order", "132000")),
    ),
    "another name": (
        named("Hi {{name}}."),
        named("Hi {{first_name}}."),
        (BODY, taking("the body", "first_name", "name", "100 or 132000")),
    ),
    "one more position": (
        template(body("Hi {{1}}.", "Ana")),
        template(body("Hi {{1}}, {{2}}.", "Ana", "A-1")),
        (BODY, taking("the body", "2 parameters", "1 parameter", "132000")),
    ),
    "one more position, and another order": (
        template(body("Hi {{1}}.", "Ana")),
        template(body("Hi {{1}}, {{2}}.", "A-1", "Ana")),
        (BODY, taking("the body", "2 parameters", "1 parameter", "132000")),
    ),
    "the first parameter": (
        PLAIN,
        named("Hi {{name}}."),
        (BODY, taking("the body", "name", "no parameters", "132000")),
    ),
    "positions become names": (
        template(body("Hi {{1}}.", "Ana")),
        named("Hi {{name}}."),
        (BODY, taking("the body", "name", "1 parameter by position", "100 or 132000")),
    ),
    "samples change places": (
        template(body("Hi {{1}}, {{2}}.", "Ana", "A-1")),
        template(body("For {{1}}: {{2}}.", "A-1", "Ana")),
        (BODY, SAMPLES_MOVED),
    ),
    "a title with a variable": (
        PLAIN,
        TITLE,
        (
            "/components/header/text",
            taking("the header", "1 parameter", "no parameters", "132000"),
        ),
    ),
    "a picture for a title": (
        TITLE,
        IMAGE,
        ("/components/header", taking("the header", "an image", "a text", "132012")),
    ),
    "no picture any more": (
        IMAGE,
        PLAIN,
        ("/components/header", taking("the header", "nothing", "an image", "132012")),
    ),
    "a format that is new": (
        IMAGE,
        header(format="HOLOGRAM"),
        ("/components/header", taking("the header", "hologram", "an image", "132012")),
    ),
    "a URL with a variable": (
        buttons(STILL),
        buttons(TRACK),
        (
            "/components/buttons/0",
            taking(
                "the button at index 0",
                "the end of its URL (Track)",
                "nothing",
                "131008",
            ),
        ),
    ),
    "a URL without its variable": (
        buttons(TRACK),
        buttons(STILL),
        (
            "/components/buttons/0",
            taking(
                "the button at index 0",
                "nothing",
                "the end of its URL (Track)",
                "132018",
            ),
        ),
    ),
    "a flow": (
        buttons(CALL),
        buttons(CALL, FLOW),
        (
            "/components/buttons/1",
            taking(
                "the button at index 1", "a flow's action (Book)", "nothing", "131009"
            ),
        ),
    ),
    "another type": (
        buttons(YES),
        buttons({"type": "COPY_CODE", "example": "A"}),
        (
            "/components/buttons/0",
            taking(
                "the button at index 0", "a coupon code", "a payload (Yes)", "132018"
            ),
        ),
    ),
    "a reply less": (
        buttons(YES, NO),
        buttons(YES),
        (
            "/components/buttons/1",
            taking("the button at index 1", "nothing", "a payload (No)", "132018"),
        ),
    ),
    "a card more": (
        carousel(2),
        carousel(3),
        ("/components/carousel", taking("the carousel", "3 cards", "2", "132018")),
    ),
    "no carousel any more": (
        carousel(2),
        PLAIN,
        ("/components/carousel", taking("the carousel", "no cards", "2", "132018")),
    ),
    "a carousel": (
        PLAIN,
        carousel(2),
        ("/components/carousel", taking("the carousel", "2 cards", "none", "132018")),
    ),
    "other cards": (
        carousel(2),
        carousel(2, "VIDEO"),
        (
            "/components/carousel/0/header",
            taking("the header of cards 0, 1", "a video", "an image", "132012"),
        ),
    ),
    "an end": (
        offer(expires=False),
        offer(expires=True),
        (
            "/components/limited_time_offer",
            taking(
                "the limited-time offer", "the moment of its end", "nothing", "131008"
            ),
        ),
    ),
    "no end": (
        offer(expires=True),
        offer(expires=False),
        (
            "/components/limited_time_offer",
            taking(
                "the limited-time offer", "nothing", "the moment of its end", "132018"
            ),
        ),
    ),
}
