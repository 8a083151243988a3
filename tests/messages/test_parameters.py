"""What was given for a template is filled in as it asks, or what is wrong is said."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.message_cases import IMAGE

from wa_sync.messages import Location, Media
from wa_sync.messages.given import Given
from wa_sync.messages.parameters import fill
from wa_sync.model.contract import Contract, Header, Parameter, Parts
from wa_sync.model.finding import MetaCode, Severity
from wa_sync.model.source import Spec


ORDER = Contract(
    named=False,
    message=Parts(
        header=Header("TEXT", (Parameter("1", "A-1"),)),
        body=(Parameter("1", "Ana"), Parameter("2")),
    ),
)
NAMED = Contract(
    named=True, message=Parts(body=(Parameter("name", "Ana"), Parameter("order_no")))
)
ODD = (
    "The value of name has a line break, a tab or more than 4 spaces in a row; Meta "
    "refuses that."
)


@pytest.mark.parametrize("value", ["x\ty", "x\ny", "x     y"])
def test_what_meta_refuses_in_a_value_is_an_error(value: str) -> None:
    """It answers 132018; four spaces are taken."""
    given = Given(body={"name": value, "order_no": "a    b"})
    [found] = fill(NAMED, given).findings
    assert (found.rule, found.severity, found.meta) == (
        *("parameter_odd_spaces", Severity.ERROR),
        MetaCode(132018),
    )


def _headed(format_: str) -> Contract:
    return Contract(named=False, message=Parts(header=Header(format_)))


def _said(contract: Contract, given: Given) -> list[tuple[str, str, str | None]]:
    found = fill(contract, given).findings
    return [(one.rule, one.message, one.hint) for one in found]


def _texts(*values: str) -> list[Spec]:
    return [{"type": "text", "text": value} for value in values]


def test_positions_fill_header_and_body() -> None:
    """Each has numbers of its own, in order, however they were given."""
    given = Given(header={"1": "B-2"}, body={"2": "B-2", "1": "Bo"})
    filled = fill(ORDER, given)
    assert filled.findings == ()
    assert filled.components == (
        {"type": "header", "parameters": _texts("B-2")},
        {"type": "body", "parameters": _texts("Bo", "B-2")},
    )


@pytest.mark.parametrize(
    "body", [{"name": "Bo", "order_no": "7"}, {"1": "Bo", "2": "7"}]
)
def test_names_or_positions_fill_a_named_template(body: dict[str, str]) -> None:
    """Meta wants the names, which a position stands for."""
    filled = fill(NAMED, Given(body=body))
    assert filled.findings == ()
    assert filled.components == (
        {
            "type": "body",
            "parameters": [
                {"type": "text", "parameter_name": "name", "text": "Bo"},
                {"type": "text", "parameter_name": "order_no", "text": "7"},
            ],
        },
    )


def test_examples_fill_what_is_not_given() -> None:
    """What has none is still missing."""
    given = Given(body={"2": "B-2"}, examples=True)
    filled = fill(ORDER, given)
    assert filled.findings == ()
    assert filled.components == (
        {"type": "header", "parameters": _texts("A-1")},
        {"type": "body", "parameters": _texts("Ana", "B-2")},
    )
    assert _said(ORDER, Given(examples=True)) == [
        (
            "parameter_missing",
            "The body's parameter 2 is missing. It has no example.",
            "Give it: --param 2=….",
        )
    ]


def test_everything_that_does_not_fit_is_told_at_once() -> None:
    """Missing ones, unknown ones, one given twice, and values that Meta refuses."""
    given = Given(
        header={"2": "x"}, body={"nane": "Bo", "name": "\t", "1": "Bo", "9": "x"}
    )
    assert _said(NAMED, given) == [
        ("parameter_unknown", "The header has no parameter 2.", "It takes none."),
        ("parameter_unknown", "The body has no parameter nane.", "Did you mean name?"),
        (
            "parameter_twice",
            "The body's parameter name is given twice, as 1, too.",
            None,
        ),
        (
            "parameter_unknown",
            "The body has no parameter 9.",
            "It takes name, order_no.",
        ),
        ("parameter_empty", "The value of name is empty.", None),
        (
            "parameter_odd_spaces",
            ODD,
            None,
        ),
        (
            "parameter_missing",
            "The body's parameter order_no is missing.",
            "Give it: --param order_no=….",
        ),
    ]
    assert _said(ORDER, Given(body={"1": "A", "2": "B"})) == [
        (
            "parameter_missing",
            "The header's parameter 1 is missing.",
            "Give it: --header-param 1=…, like A-1.",
        )
    ]


@pytest.mark.parametrize(
    ("format_", "medium", "parameter"),
    [
        ("IMAGE", IMAGE, {"type": "image", "image": {"link": IMAGE.link}}),
        (
            "GIF",
            Media(type="video", id="7"),
            {"type": "video", "video": {"id": "7"}},
        ),
        (
            "LOCATION",
            Location(latitude=1, longitude=2, name="A", address="B"),
            {
                "type": "location",
                "location": {
                    "latitude": 1,
                    "longitude": 2,
                    "name": "A",
                    "address": "B",
                },
            },
        ),
    ],
)
def test_a_header_shows_what_its_format_says(
    format_: str, medium: Media | Location, parameter: Spec
) -> None:
    """An image, a film or a place."""
    filled = fill(_headed(format_), Given(medium=medium))
    assert filled.findings == ()
    assert filled.components == ({"type": "header", "parameters": [parameter]},)


@pytest.mark.parametrize(
    ("contract", "medium", "said"),
    [
        (
            _headed("IMAGE"),
            None,
            (
                "header_missing",
                "The header takes an image, and none was given.",
                "Give it: --header-image MEDIA.",
            ),
        ),
        (
            _headed("LOCATION"),
            None,
            (
                "header_missing",
                "The header takes a location, and none was given.",
                "Give it: --header-location LAT,LON.",
            ),
        ),
        (
            _headed("VIDEO"),
            IMAGE,
            (
                "header_format",
                "The header takes a video, and an image was given.",
                None,
            ),
        ),
        (
            _headed("LOCATION"),
            Location(latitude=1, longitude=2),
            (
                "header_place_named",
                "The place of a header has a name and an address.",
                None,
            ),
        ),
        (
            replace(ORDER, message=Parts()),
            IMAGE,
            ("header_unexpected", "The template's header takes no image.", None),
        ),
    ],
)
def test_another_header_than_the_format_says_is_told(
    contract: Contract,
    medium: Media | Location | None,
    said: tuple[str, str, str | None],
) -> None:
    """Meta would answer 132012, or that something is missing."""
    assert _said(contract, Given(medium=medium)) == [said]


@pytest.mark.parametrize(
    ("contract", "what"),
    [
        (_headed("PRODUCT"), "a product"),
        (replace(_headed("X"), message=Parts(), expires=True), "the end of an offer"),
        (
            Contract(named=False, message=Parts(), cards=(Parts(),)),
            "cards of a carousel",
        ),
    ],
)
def test_what_options_cannot_say_is_given_whole(contract: Contract, what: str) -> None:
    """The hint names the way."""
    assert _said(contract, Given()) == [
        (
            "components_needed",
            f"The template takes {what}, which no single value can say.",
            "Give all components as Meta's JSON: --components FILE.",
        )
    ]
