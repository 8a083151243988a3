"""Components that somebody wrote by hand, held against what the template takes."""

from __future__ import annotations

import pytest

from wa_sync.messages.fit import misfits
from wa_sync.model.contract import Button, Contract, Header, Parameter, Parts, Takes
from wa_sync.model.source import Spec


TEXT: Spec = {"type": "text", "text": "x"}
ONE = Parts(body=(Parameter("1"),))
TRACK = Button(0, "URL", Takes.URL_SUFFIX, required=True)
CARD = Parts(header=Header("IMAGE"), buttons=(Button(0, "QUICK_REPLY", Takes.PAYLOAD),))
SHOWN: Spec = {
    "type": "header",
    "parameters": [{"type": "image", "image": {"id": "1"}}],
}
TAPPED: Spec = {"type": "button", "sub_type": "url", "index": 0, "parameters": [TEXT]}


def _body(*parameters: Spec) -> Spec:
    return {"type": "BODY", "parameters": list(parameters)}


def _cards(*cards: list[Spec]) -> Spec:
    return {"type": "carousel", "cards": [{"components": one} for one in cards]}


def _contract(message: Parts, *, named: bool = False) -> Contract:
    return Contract(named=named, message=message)


OFFER = "The template takes the end of an offer: limited_time_offer is missing."

CASES: list[tuple[Contract, list[Spec], list[tuple[str, str]]]] = [
    (_contract(ONE), [_body(TEXT)], []),
    (
        _contract(ONE),
        [],
        [("parameter_count", "The body takes 1 parameter, and 0 are given.")],
    ),
    (
        _contract(Parts(body=(Parameter("1"), Parameter("2")))),
        [_body(TEXT)],
        [("parameter_count", "The body takes 2 parameters, and 1 are given.")],
    ),
    (
        _contract(Parts()),
        [{"type": "header", "parameters": [TEXT]}],
        [("parameter_count", "The header takes no parameter, and 1 are given.")],
    ),
    (
        _contract(Parts(header=Header("TEXT", (Parameter("1"),)))),
        [{"type": "header", "parameters": [TEXT]}],
        [],
    ),
    (
        _contract(Parts(body=(Parameter("name"),)), named=True),
        [_body({**TEXT, "parameter_name": "name"})],
        [],
    ),
    (
        _contract(Parts(body=(Parameter("name"),)), named=True),
        [_body(TEXT)],
        [("parameter_missing", "The body has no parameter_name name.")],
    ),
    (
        _contract(Parts(header=Header("GIF"))),
        [{"type": "header", "parameters": [{"type": "video", "video": {"id": 7}}]}],
        [],
    ),
    (
        _contract(Parts(header=Header("IMAGE"))),
        [],
        [("header_format", "The header takes IMAGE, and nothing is given.")],
    ),
    (_contract(Parts(buttons=(TRACK,))), [TAPPED], []),
    (
        _contract(Parts(buttons=(TRACK, Button(1, "PHONE_NUMBER")))),
        [{**TAPPED, "index": "1"}],
        [
            (
                "button_value_missing",
                "The component of button 0 (url) is missing.",
            ),
            ("button_unknown", "There is no button 1 that takes url."),
        ],
    ),
    (
        Contract(named=False, message=Parts(), expires=True),
        [],
        [
            (
                "offer_end_missing",
                OFFER,
            )
        ],
    ),
    (
        Contract(named=False, message=Parts(), cards=(CARD, CARD)),
        [_cards([SHOWN], [SHOWN])],
        [],
    ),
    (
        Contract(named=False, message=Parts(), cards=(CARD, CARD)),
        [_cards([SHOWN, _body(TEXT)])],
        [
            ("cards_count", "The template takes 2 cards, and there are 1."),
            ("parameter_count", "The body takes no parameter, and 1 are given."),
        ],
    ),
    (
        Contract(named=False, message=Parts(), cards=(CARD, CARD), vary=True),
        [_cards([SHOWN])],
        [],
    ),
]


@pytest.mark.parametrize(("contract", "components", "said"), CASES)
def test_components_fit_or_it_is_said_why_not(
    contract: Contract, components: list[Spec], said: list[tuple[str, str]]
) -> None:
    """All of it at once, cards included."""
    found = misfits(contract, components)
    assert [(one.rule, one.message) for one in found] == said
