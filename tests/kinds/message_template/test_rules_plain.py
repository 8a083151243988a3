from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from wa_sync.kinds.message_template.rules import plain, tables
from wa_sync.kinds.message_template.spec import read


if TYPE_CHECKING:
    from wa_sync.kinds.message_template.spec import Template
    from wa_sync.model.source import Json


WORDS = st.lists(
    st.sampled_from(
        ["Hi", "order", "*now*", "{{1}}", "{{2}}", "{{name}}", "{{x", "🎉", ",", "\n"]
    ),
    max_size=12,
)
TEXTS = st.one_of(
    st.builds(" ".join, WORDS), st.builds("".join, WORDS), st.text(max_size=70)
)
EXAMPLES = st.one_of(
    st.none(),
    st.lists(st.sampled_from(["Ana", "A-1", " ", ""]), max_size=3),
    st.builds(lambda v: {"body_text": v}, st.lists(st.just("a"), max_size=3)),
    st.dictionaries(st.sampled_from(["name", "1", "x"]), st.just("Ana"), max_size=2),
)


@st.composite
def templates(draw: st.DrawFn) -> Template:
    """Return a template around the edges of what is plain."""
    kinds = ["QUICK_REPLY", "URL", "CATALOG"]
    urls = ["https://a.example/{{1}}", "https://wa.me/1", "x", "https://a.example"]
    buttons: list[Json] = [
        {
            "type": draw(st.sampled_from(kinds)),
            "text": draw(st.sampled_from(["Yes", "No", "x" * 26, "*a*", " "])),
            "url": draw(st.sampled_from(urls)),
            "example": draw(st.sampled_from([None, ["A"], [" "], "A"])),
        }
        for _ in range(draw(st.integers(0, 4)))
    ]
    components: list[Json] = [
        {
            "type": draw(st.sampled_from(["HEADER", "BODY", "FOOTER"])),
            "format": draw(st.sampled_from(["TEXT", "IMAGE"])),
            "text": draw(TEXTS),
            "example": draw(EXAMPLES),
        }
        for _ in range(draw(st.integers(1, 3)))
    ]
    return read(
        {
            "name": draw(st.sampled_from(["order", "Order", "hello_world", ""])),
            "language": draw(st.sampled_from(["en_US", "no"])),
            "category": draw(st.sampled_from(["UTILITY", "OTP", ""])),
            "parameter_format": draw(st.sampled_from(["NAMED", "POSITIONAL"])),
            "components": [*components, {"type": "BUTTONS", "buttons": buttons}],
        }
    )


@given(templates())
def test_plain_components_break_no_rule(template: Template) -> None:
    """Of a component that a glance spares, no spared rule has anything to say."""
    glances = {
        "HEADER": plain.plain_header,
        "BODY": plain.plain_body,
        "FOOTER": plain.plain_footer,
        "BUTTONS": plain.plain_buttons,
    }
    for part in template.parts.components:
        spared = glances[part.type](template, part)
        for rule in tables.COMPONENT[part.type] if spared else ():
            assert list(rule(template, part)) == []


@given(templates())
def test_plain_variables_break_no_rule(template: Template) -> None:
    """Nor has one about variables, sample values and the words around them."""
    for part in template.parts.components:
        if not part.variables or part.type == "FOOTER":
            continue
        spared: list[tables.ComponentRule] = []
        if plain.plain_variables(template, part):
            spared += tables.VARIABLES
        if plain.plain_examples(template, part) and plain.plain_variables(
            template, part
        ):
            spared += tables.EXAMPLES
        if part.type == "BODY" and plain.plain_wording(part):
            spared += tables.BODY_VARIABLES
        for rule in spared:
            assert list(rule(template, part)) == []


@given(templates())
def test_plain_buttons_and_templates_break_no_rule(template: Template) -> None:
    """Nor has one about labels, URLs, and the template as a whole."""
    for button in template.parts.buttons:
        spared: list[tables.ButtonRule] = []
        if plain.plain_label(button):
            spared += tables.LABEL
        if plain.plain_url(button):
            spared += tables.BUTTON["URL"]
        for rule in spared:
            assert list(rule(template, button)) == []
    if plain.plain_template(template):
        for judge in tables.TEMPLATE[len(tables.ALWAYS) :]:
            assert list(judge(template)) == []


def test_an_ordinary_template_is_spared() -> None:
    """A glance is enough for what most templates are made of."""
    body: Json = {
        "type": "BODY",
        "text": "Hi {{1}}, your order {{2}} is on its way to you today.",
        "example": ["Ana", "A-1"],
    }
    button: Json = {"type": "URL", "text": "Track it", "url": "https://a.example/t"}
    written: dict[str, Json] = {
        "name": "order_update",
        "language": "en_US",
        "category": "UTILITY",
        "components": [body, {"type": "BUTTONS", "buttons": [button]}],
    }
    one = read(written)
    part = one.parts.components[0]
    glances = [
        plain.plain_template(one),
        plain.plain_body(one, part),
        plain.plain_variables(one, part),
        plain.plain_examples(one, part),
        plain.plain_wording(part),
        plain.plain_buttons(one, one.parts.components[1]),
        plain.plain_label(one.parts.buttons[0]),
        plain.plain_url(one.parts.buttons[0]),
    ]
    assert glances == [True] * 8


@pytest.mark.parametrize("url", [None, 5])
def test_a_url_that_is_no_text_is_not_plain(url: Json) -> None:
    """What has the wrong shape is left to the rules."""
    button: Json = {"type": "URL", "url": url}
    written: Json = {"type": "BUTTONS", "buttons": [button]}
    one = read({"components": [written]})
    assert not plain.plain_url(one.parts.buttons[0])
