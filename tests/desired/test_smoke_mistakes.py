"""smoke_tests: what the files alone say is wrong, by what Meta would answer."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.smoking import ORDER, smoking, told


FILLED = f"{ORDER}, examples: true"
OPENING = "{template: opening, language: de"
LESS = f"{ORDER}, parameters: {{body: [a], buttons: {{0: b}}}}"
FEW = (
    "parameter_missing",
    "smoke: [a",
    "The body's parameter 2 is missing.",
    "Give it: body: {2: …}, like A-1042.",
)


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        (f"{LESS}}}", [FEW]),
        (
            f"{ORDER}, examples: true, parameters: {{body: [a, '']}}}}",
            [("parameter_empty", "smoke: ''", "The value of 2 is empty.", None)],
        ),
        (
            f"{ORDER}, examples: true, parameters: {{header: {{text: [a]}}}}}}",
            [
                (
                    "parameter_unknown",
                    "smoke: a",
                    "The header has no parameter 1.",
                    "It takes none.",
                )
            ],
        ),
        (
            f"{ORDER}, components: [{{type: body, parameters: []}}]}}",
            [
                (
                    "parameter_count",
                    "smoke: [{type: body, parameters: []",
                    "The body takes 2 parameters, and 0 are given.",
                    None,
                ),
                (
                    "button_value_missing",
                    "smoke: [{type: body, parameters: []",
                    "The component of button 0 (url) is missing.",
                    None,
                ),
            ],
        ),
        (
            f"{OPENING}, parameters: {{header: {{image: {{link: x}}}}}}}}",
            [
                (
                    "media_link",
                    "smoke: x",
                    "The link is no web address; Meta fetches media over https.",
                    "Put it where anybody can fetch it, or upload it and give its id.",
                )
            ],
        ),
        (
            "{template: opening, language: de}",
            [
                (
                    "header_missing",
                    "smoke: {template: opening, language: de",
                    "The header takes an image, and none was given.",
                    "Give it: header: {image: {link: …}}.",
                )
            ],
        ),
        (
            "{template: order_updat, language: en_US}",
            [
                (
                    "smoke_template_unknown",
                    "smoke: order_updat",
                    "no template is named 'order_updat'",
                    "did you mean 'order_update'?",
                )
            ],
        ),
        (
            "{template: xyz, language: en_US}",
            [
                (
                    "smoke_template_unknown",
                    "smoke: xyz",
                    "no template is named 'xyz'",
                    None,
                )
            ],
        ),
        (
            "{template: order_update, language: de}",
            [
                (
                    "smoke_language_unknown",
                    "smoke: de",
                    "the template order_update is not declared in de",
                    "it is in en_US",
                )
            ],
        ),
    ],
)
def test_what_cannot_go_well_is_told_at_its_line(
    tmp_path: Path, entry: str, found: list[tuple[str, str, str, str | None]]
) -> None:
    """By the same rules as wa-sync send template, held against what is declared."""
    assert told(smoking(tmp_path, entry)) == found


@pytest.mark.parametrize(
    ("entry", "found"),
    [
        ("{template: gone, language: en_US, expect: {code: 132001}}", []),
        (
            f"{LESS}, expect: {{code: 132000}}}}",
            [],
        ),
        (
            f"{LESS}, expect: {{code: 132001}}}}",
            [FEW],
        ),
        (
            f"{FILLED}, parameters: {{body: {{x: a}}}}, expect: {{code: 100}}}}",
            [
                (
                    "parameter_unknown",
                    "smoke: a",
                    "The body has no parameter x.",
                    "It takes 1, 2.",
                )
            ],
        ),
        (f"{ORDER}, components: [], expect: {{code: 132000}}}}", ["button"]),
    ],
)
def test_an_expected_refusal_is_no_mistake(
    tmp_path: Path, entry: str, found: list[object]
) -> None:
    """As far as Meta would hear of it, and for nothing but that code."""
    loaded = smoking(tmp_path, entry)
    if found == ["button"]:
        assert [row[0] for row in told(loaded)] == ["button_value_missing"]
        return
    assert told(loaded) == found
