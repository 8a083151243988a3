"""What breaks for senders, told from two versions of a template."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from support.breaking import (
    ANA_THEN_ORDER,
    CALL,
    CASES,
    ORDER_THEN_ANA,
    PLAIN,
    RETURN,
    STILL,
    TRACK,
    WRONG,
    YES,
    body,
    buttons,
    carousel,
    header,
    moved,
    named,
    offer,
    taking,
)
from support.variants import VARIANTS, template

from wa_sync.kinds.message_template.breaks import breaks
from wa_sync.kinds.message_template.contract import contract
from wa_sync.kinds.message_template.normal import normalize
from wa_sync.kinds.message_template.outline import outline
from wa_sync.model.change import Risk
from wa_sync.model.source import at


if TYPE_CHECKING:
    from wa_sync.model.source import Spec


def broken(before: Spec, after: Spec) -> list[tuple[str, str]]:
    """Path and message of what breaks when the one becomes the other."""
    one, other = normalize(before), normalize(after)
    was, now = contract(one), contract(other)
    assert was is not None
    assert now is not None
    found = list(breaks(was, now, (outline(one), outline(other))))
    assert {said.risk for said in found} <= {Risk.BREAKING}
    return [(said.path, said.message) for said in found]


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
