"""What breaks for senders, told from two versions of a template."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from support.variants import VARIANTS, template

from wa_sync.kinds.message_template.breaks import breaks
from wa_sync.kinds.message_template.contract import contract
from wa_sync.kinds.message_template.normal import normalize
from wa_sync.kinds.message_template.outline import outline
from wa_sync.model.change import Risk
from wa_sync.model.source import at


if TYPE_CHECKING:
    from wa_sync.model.source import Json, Spec


def broken(before: Spec, after: Spec) -> list[tuple[str, str]]:
    """Path and message of what breaks when the one becomes the other."""
    one, other = normalize(before), normalize(after)
    was, now = contract(one), contract(other)
    assert was is not None
    assert now is not None
    found = list(breaks(was, now, (outline(one), outline(other))))
    assert {said.risk for said in found} <= {Risk.BREAKING}
    return [(said.path, said.message) for said in found]


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
        (BODY, taking("the body", "2 parameters by position", "1 parameter", "132000")),
    ),
    "one more position, and another order": (
        template(body("Hi {{1}}.", "Ana")),
        template(body("Hi {{1}}, {{2}}.", "A-1", "Ana")),
        (BODY, taking("the body", "2 parameters by position", "1 parameter", "132000")),
    ),
    "the first parameter": (
        PLAIN,
        named("Hi {{name}}."),
        (BODY, taking("the body", "name", "no parameters", "132000")),
    ),
    "positions become names": (
        template(body("Hi {{1}}.", "Ana")),
        named("Hi {{name}}."),
        (BODY, taking("the body", "name", "1 parameter", "100 or 132000")),
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


@pytest.mark.parametrize("name", CASES)
def test_what_breaks_is_told_once(name: str) -> None:
    """Each break says what is taken now, what was before, and Meta's answer."""
    before, after, said = CASES[name]
    assert broken(before, after) == [said]


def test_buttons_that_change_places_are_told_at_both() -> None:
    """Nothing is refused then: the wrong link is sent, so it is said at each index."""
    assert broken(buttons(TRACK, RETURN), buttons(RETURN, TRACK)) == [
        (
            "/components/buttons/0",
            moved(0, "Return", "Track"),
        ),
        (
            "/components/buttons/1",
            moved(1, "Track", "Return"),
        ),
    ]


def test_a_card_is_named_where_only_one_differs() -> None:
    """Cards count from zero, as senders count them."""
    text: Spec = {"type": "BODY", "text": "For {{1}}.", "example": ["Ana"]}
    alike = normalize(carousel(2, "IMAGE", {"type": "BODY", "text": "For all."}))
    other = normalize(carousel(2, "IMAGE", text))
    first = at(alike, ("components", 1, "cards", 0))
    last = at(other, ("components", 1, "cards", 1))
    mixed = template(
        {"type": "BODY", "text": "b"}, {"type": "CAROUSEL", "cards": [first, last]}
    )
    assert broken(alike, mixed) == [
        (
            "/components/carousel/1/body/text",
            taking("the body of card 1", "1 parameter", "no parameters", "132000"),
        )
    ]


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (named("Hi {{a}}, {{b}}."), named("For {{b}}: hi {{a}}.")),
        (template(body("Hi {{1}}.", "Ana")), template(body("Dear {{1}}.", "Eva"))),
        (
            template(body("{{1}}, {{2}} x.", "A", "A")),
            template(body("{{1}} {{2}}", "A", "B")),
        ),
        (PLAIN, header(format="TEXT", text="Hello")),
        (buttons(CALL), buttons(STILL)),
        (buttons(STILL, CALL), buttons(CALL, STILL)),
        (buttons(CALL), buttons(CALL, YES)),
        (buttons(YES), buttons({"type": "QUICK_REPLY", "text": "Yes!"})),
        (carousel(2, "PRODUCT"), carousel(3, "PRODUCT")),
        (PLAIN, named("b")),
        (offer(expires=True), offer(expires=True)),
        (
            template(body("{{1}} {{2}} {{3}} {{4}}", "A", "A", "B", "B")),
            template(body("{{1}} {{2}} {{3}} {{4}}", "B", "B", "A", "A")),
        ),
        (
            template(ANA_THEN_ORDER, parameter_format="NAMED"),
            template(ORDER_THEN_ANA, parameter_format="NAMED"),
        ),
    ],
    ids=[
        "names in another order",
        "another sample",
        "samples that are alike",
        "a title that stands still",
        "a button that takes nothing",
        "buttons that take nothing change places",
        "a reply more",
        "another label",
        "a product more",
        "no parameters, by name",
        "an end as before",
        "samples of which no one is the same",
        "names and samples in another order",
    ],
)
def test_what_senders_do_not_notice_breaks_nothing(before: Spec, after: Spec) -> None:
    """A call that was right stays right."""
    assert broken(before, after) == []


@settings(deadline=None)
@given(VARIANTS, VARIANTS)
def test_every_path_leads_into_an_outline(one: Spec, other: Spec) -> None:
    """Whatever breaks, its path names something that is there or was."""
    shown = [outline(normalize(one)), outline(normalize(other))]
    for path, _ in broken(one, other):
        steps = tuple(int(s) if s.isdecimal() else s for s in path.split("/")[1:])
        assert any(at(whole, steps) is not None for whole in shown)


@settings(deadline=None)
@given(VARIANTS, VARIANTS)
def test_equal_contracts_break_nothing_but_order(one: Spec, other: Spec) -> None:
    """Whoever may go on as before is told nothing, but of what has changed places."""
    same = contract(normalize(one)) == contract(normalize(other))
    refused = [message for _, message in broken(one, other) if WRONG not in message]
    assert not (same and refused)
