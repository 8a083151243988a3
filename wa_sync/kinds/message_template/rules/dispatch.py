"""Ask every rule about its subject.

Thousands of templates are checked in every plan, so a rule is asked only where its
subject is there: a setting, a component or a button of its type, a variable.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from wa_sync.kinds.message_template.rules.library import INPUTS
from wa_sync.kinds.message_template.rules.plain import (
    plain_body,
    plain_buttons,
    plain_examples,
    plain_footer,
    plain_header,
    plain_label,
    plain_template,
    plain_url,
    plain_variables,
    plain_wording,
)
from wa_sync.kinds.message_template.rules.tables import (
    ALWAYS,
    AUTH_COMPONENT,
    AUTH_OTHER_COMPONENT,
    AUTHENTICATION,
    BODY_VARIABLES,
    BUTTON,
    CARD,
    COMPONENT,
    EXAMPLES,
    HEADER_VARIABLES,
    INPUT,
    LABEL,
    LABELLED,
    LIBRARY_INPUTS,
    NOT_TEXT_HEADER,
    SETTING,
    TEMPLATE,
    TOGETHER,
    UNKNOWN_BUTTON,
    UNKNOWN_COMPONENT,
    VARIABLES,
)
from wa_sync.kinds.message_template.spec import library_inputs, read


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from wa_sync.kinds.message_template.rules.tables import Found
    from wa_sync.kinds.message_template.spec import Button, Component, Parts, Template
    from wa_sync.model.finding import Finding
    from wa_sync.model.resource import Declared
    from wa_sync.model.source import Spec


PLAIN = {
    "HEADER": plain_header,
    "BODY": plain_body,
    "FOOTER": plain_footer,
    "BUTTONS": plain_buttons,
}


def check(variant: Spec) -> Found:
    """Judge one variant as it was written; pointers lead into it."""
    one = read(variant)
    for rule in ALWAYS if plain_template(one) else TEMPLATE:
        yield from rule(one)
    for key in SETTING.keys() & variant.keys():
        for rule in SETTING[key]:
            yield from rule(one)
    if one.authentication:
        yield from _authentication(one)
    else:
        for component in one.parts.components:
            yield from _component(one, component)
    for button in one.parts.buttons:
        yield from _button(one, button)
    for card in one.cards:
        yield from _card(one, card)
    if not INPUTS.isdisjoint(variant):
        yield from _library(one)


def check_together(
    declared: Sequence[Declared],
) -> Iterator[tuple[Declared, Finding]]:
    """Judge all templates of one account together."""
    for rule in TOGETHER:
        yield from rule(declared)


def rule_ids() -> frozenset[str]:
    """Return the names of all rules."""
    tables = (SETTING, COMPONENT, AUTH_COMPONENT, BUTTON, INPUT)
    lists: list[Sequence[Callable[..., object]]] = [
        rules for table in tables for rules in table.values()
    ]
    lists += [TEMPLATE, AUTHENTICATION, LIBRARY_INPUTS, UNKNOWN_COMPONENT]
    lists += [NOT_TEXT_HEADER, AUTH_OTHER_COMPONENT, HEADER_VARIABLES, BODY_VARIABLES]
    lists += [VARIABLES, EXAMPLES, LABEL, UNKNOWN_BUTTON, CARD, TOGETHER]
    return frozenset(rule.__name__ for rule in chain.from_iterable(lists))


def _authentication(one: Template) -> Found:
    for rule in AUTHENTICATION:
        yield from rule(one)
    for component in one.parts.components:
        known = COMPONENT if component.type not in COMPONENT else AUTH_COMPONENT
        other = (
            AUTH_OTHER_COMPONENT if component.type in COMPONENT else UNKNOWN_COMPONENT
        )
        for judge in known.get(component.type, other):
            yield from judge(one, component)


def _button(one: Template, button: Button) -> Found:
    kind = button.type
    if kind in LABELLED and not plain_label(button):
        for rule in LABEL:
            yield from rule(one, button)
    if kind == "URL" and plain_url(button):
        return
    for rule in BUTTON.get(kind, UNKNOWN_BUTTON):
        yield from rule(one, button)


def _card(one: Template, card: Parts) -> Found:
    for rule in CARD:
        yield from rule(one, card)
    for component in card.components:
        if component.type in {"HEADER", "BODY"}:
            yield from _component(one, component)
    for button in card.buttons:
        yield from _button(one, button)


def _component(one: Template, component: Component) -> Found:
    kind = component.type
    glance = PLAIN.get(kind)
    if glance is None or not glance(one, component):
        for rule in COMPONENT.get(kind, UNKNOWN_COMPONENT):
            yield from rule(one, component)
    if kind == "HEADER" and component.format != "TEXT":
        for rule in NOT_TEXT_HEADER:
            yield from rule(one, component)
    if component.variables and kind in {"BODY", "HEADER"}:
        yield from _variables(one, component)


def _library(one: Template) -> Found:
    for rule in LIBRARY_INPUTS:
        yield from rule(one)
    for button in library_inputs(one):
        for judge in INPUT.get(button.type, ()):
            yield from judge(one, button)


def _variables(one: Template, component: Component) -> Found:
    if component.type == "HEADER":
        for rule in HEADER_VARIABLES:
            yield from rule(one, component)
    elif not plain_wording(component):
        for rule in BODY_VARIABLES:
            yield from rule(one, component)
    usual = plain_variables(one, component)
    if not usual:
        for rule in VARIABLES:
            yield from rule(one, component)
    if not usual or not plain_examples(one, component):
        for rule in EXAMPLES:
            yield from rule(one, component)
