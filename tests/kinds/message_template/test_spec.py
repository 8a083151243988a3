from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from wa_sync.kinds.message_template.spec import (
    Button,
    Component,
    Examples,
    Parts,
    Variable,
    button_examples,
    examples,
    handles,
    integer,
    library_inputs,
    parsed,
    read,
    upper,
    variables,
)


if TYPE_CHECKING:
    from wa_sync.model.source import Json


AT = ("components", 0, "example")


def component(kind: str, example: Json) -> Component:
    """Return a component with sample values."""
    return read({"components": [{"type": kind, "example": example}]}).parts.components[
        0
    ]


@pytest.mark.parametrize(
    ("kind", "written", "expected"),
    [
        ("BODY", ["Ana", "A-1"], Examples(AT, ("Ana", "A-1"))),
        ("BODY", [["Ana", "A-1"]], Examples(AT, ("Ana", "A-1"))),
        ("BODY", "Ana", Examples(AT, ("Ana",))),
        ("BODY", {"first_name": "Ana"}, Examples(AT, named={"first_name": "Ana"})),
        (
            "BODY",
            [{"param_name": "first_name", "example": "Ana"}],
            Examples(AT, named={"first_name": "Ana"}),
        ),
        (
            "BODY",
            {"body_text": [["Ana"], ["Bo"]]},
            Examples((*AT, "body_text"), ("Ana",)),
        ),
        (
            "BODY",
            {"body_text": ["Ana", "A-1"]},
            Examples((*AT, "body_text"), ("Ana", "A-1"), flat=True),
        ),
        ("BODY", {"body_text": "Ana"}, Examples((*AT, "body_text"), ("Ana",))),
        (
            "HEADER",
            {"header_text": ["A-1"]},
            Examples((*AT, "header_text"), ("A-1",), flat=True),
        ),
        (
            "HEADER",
            {
                "header_text_named_params": [
                    {"param_name": "number", "example": "A-1"},
                    "stray",
                ]
            },
            Examples(
                (*AT, "header_text_named_params"), named={"number": "A-1", "": ""}
            ),
        ),
        ("HEADER", {"header_handle": ["4::aW"]}, Examples(AT)),
        ("BODY", None, Examples(AT)),
        ("BODY", {}, Examples(AT)),
        ("BODY", [], Examples(AT)),
    ],
)
def test_examples_in_every_spelling(
    kind: str, written: Json, expected: Examples
) -> None:
    """Sample values are read from the API's spellings and from the short ones."""
    assert examples(component(kind, written)) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [("A77", ("A77",)), (["A77"], ("A77",)), (None, ()), ([["A77"]], ("",))],
)
def test_button_examples(written: Json, expected: tuple[str, ...]) -> None:
    """A button's sample value is a text or a list."""
    assert button_examples(Button((), "URL", {"example": written})) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ({"header_handle": ["4::aW"]}, ("4::aW",)),
        ({"header_handle": "4::aW"}, ("4::aW",)),
        (["4::aW"], ()),
    ],
)
def test_handles(written: Json, expected: tuple[str, ...]) -> None:
    """Handles are a text or a list, below the API's key alone."""
    assert handles(component("HEADER", written)) == expected


@pytest.mark.parametrize(
    ("value", "expected"),
    [(5, 5), ("120", 120), ("-1", -1), (True, None), ("1.5", None), ("9" * 19, None)],
)
def test_integers(value: Json, expected: int | None) -> None:
    """An integer is a number without a fraction, or its digits; True is none."""
    assert integer(value) == expected


def test_library_inputs() -> None:
    """Inputs for a library template are a list, or that list as JSON in a text."""
    at = ("library_template_button_inputs", 0)
    expected = (Button(at, "URL", {"type": "url"}),)
    inputs: list[Json] = [{"type": "url"}]
    for written in (inputs, '[{"type": "url"}]'):
        template = read({"library_template_button_inputs": written})
        assert library_inputs(template) == expected
    assert library_inputs(read({"library_template_button_inputs": "[{"})) == ()


def test_parsed_leaves_json_alone() -> None:
    """Only texts are decoded."""
    assert (parsed([1]), parsed("[1]"), parsed("[")) == ([1], [1], None)


def test_read_keeps_places_and_spelling() -> None:
    """The view leads to everything that was written, cards and their buttons too."""
    body: dict[str, Json] = {"type": "body", "text": "Hi {{1}} \n"}
    button: dict[str, Json] = {"type": "url", "text": "Go"}
    buttons: dict[str, Json] = {"type": "buttons", "buttons": [button]}
    header: dict[str, Json] = {"type": "header", "format": "image"}
    carousel: dict[str, Json] = {
        "type": "carousel",
        "cards": [{"components": [header, buttons]}],
    }
    written: dict[str, Json] = {
        "category": "marketing",
        "parameter_format": "named",
        "components": [body, carousel],
    }
    template = read(written)
    inner = ("components", 1, "cards", 0)
    assert (template.category, template.named) == ("MARKETING", True)
    assert not template.authentication
    variable = Variable("1", 3, 8)
    expected_body = Component(
        ("components", 0), "BODY", "", body, "Hi {{1}}", (variable,)
    )
    outer = Component(("components", 1), "CAROUSEL", "", carousel, "", ())
    assert template.parts == Parts((), (expected_body, outer), ())
    below = (*inner, "components")
    assert template.cards == (
        Parts(
            inner,
            (
                Component((*below, 0), "HEADER", "IMAGE", header, "", (), in_card=True),
                Component((*below, 1), "BUTTONS", "", buttons, "", (), in_card=True),
            ),
            (Button((*below, 1, "buttons", 0), "URL", button, in_card=True),),
        ),
    )
    assert template.parts.find("BODY") is template.parts.components[0]
    assert template.parts.find("FOOTER") is None


def test_read_takes_anything() -> None:
    """What has the wrong shape counts as absent."""
    template = read({"category": 5, "components": [None, {"buttons": 3, "type": []}]})
    assert template.category == ""
    assert [part.type for part in template.parts.components] == ["", ""]
    assert upper(None) == ""
    assert read({"components": "x"}).parts == Parts((), (), ())


def test_variables_in_order() -> None:
    """Every pair of double braces is a variable, whatever is inside."""
    assert variables("{{1}} and {{ a }}, {{}} {{x{y}}") == (
        Variable("1", 0, 5),
        Variable(" a ", 10, 17),
        Variable("", 19, 23),
    )
    assert variables("none") == ()
