"""What a glance shows to be in order, so that the rules about it need not be asked.

Most parts of most templates are plain, and thousands are checked in every plan. A
test holds that the rules which a glance spares have nothing to say.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wa_sync.kinds.message_template import limits
from wa_sync.kinds.message_template.languages import LANGUAGES
from wa_sync.kinds.message_template.rules.buttons import ALONE
from wa_sync.kinds.message_template.rules.links import OWN_HOSTS
from wa_sync.kinds.message_template.spec import button_examples, examples


if TYPE_CHECKING:
    from wa_sync.kinds.message_template.spec import Button, Component, Template


_LABEL = re.compile(rf"[A-Za-z0-9][A-Za-z0-9 '!?.,&-]{{0,{limits.BUTTON_LENGTH - 1}}}")
_SIGNS = r"[A-Za-z0-9 '\"!?.,:;&()/+#%$€-]"
_LINE = re.compile(rf"{_SIGNS}+")
_HEADER = re.compile(rf"{_SIGNS}+(?:\{{\{{1\}}\}}{_SIGNS}*)?")
_NAME = re.compile(rf"[a-z0-9_]{{1,{limits.NAME_LENGTH}}}")
_PARAMETER = re.compile(r"[a-z_]+")
_URL = re.compile(r"https://[a-z0-9.-]+(?:/[\w./?=&%-]{0,1000})?")
_LETTER = re.compile(r"[^\W_]")
_FEW = 3
_NUMBERS = tuple(str(number) for number in range(1, 100))


def plain_body(template: Template, component: Component) -> bool:
    """Whether nothing but the variables of a body needs a look."""
    text = component.text
    short = component.in_card or "SPM" in [b.type for b in template.parts.buttons]
    limit = limits.BODY_LENGTH_CARD if short else limits.BODY_LENGTH_OFFER
    return (
        0 < len(text) <= limit
        and text.isascii()
        and "\n\n\n" not in text
        and "\r" not in text
        and text.count("{") == 2 * len(component.variables) == text.count("}")
        and "add_security_recommendation" not in component.fields
    )


def plain_buttons(template: Template, _: Component) -> bool:
    """Whether there are one or two different buttons, or a few quick replies."""
    buttons = template.parts.buttons
    types = {button.type for button in buttons}
    labels = {_label(button) for button in buttons}
    return (
        1 <= len(buttons) <= _FEW
        and len(labels) == len(buttons)
        and types.isdisjoint(ALONE)
        and (types == {"QUICK_REPLY"} or len(types) == len(buttons) < _FEW)
    )


def plain_examples(template: Template, component: Component) -> bool:
    """Whether each variable has a sample value, in the usual spelling."""
    if template.named:
        return False
    given = examples(component)
    return (
        not given.flat
        and len(given.values) == len(component.variables)
        and all(map(str.strip, given.values))
        and not given.named
    )


def plain_footer(_: Template, component: Component) -> bool:
    """Whether a footer is a short line without anything special."""
    text = component.text
    return (
        len(text) <= limits.FOOTER_LENGTH
        and _LINE.fullmatch(text) is not None
        and "code_expiration_minutes" not in component.fields
    )


def plain_header(_: Template, component: Component) -> bool:
    """Whether a header is a short line of text without anything special."""
    text = component.text
    return (
        component.format == "TEXT"
        and len(text) <= limits.HEADER_LENGTH
        and _HEADER.fullmatch(text) is not None
    )


def plain_label(button: Button) -> bool:
    """Whether a button has a short label of letters and digits."""
    label = button.fields.get("text")
    return isinstance(label, str) and _LABEL.fullmatch(label) is not None


def plain_template(template: Template) -> bool:
    """Whether name, language, category and the set of components are in order."""
    fields = template.fields
    name = fields.get("name")
    types = {component.type for component in template.parts.components}
    return (
        fields.get("language") in LANGUAGES
        and template.category in limits.CATEGORIES
        and "BODY" in types
        and len(types) == len(template.parts.components)
        and isinstance(name, str)
        and _NAME.fullmatch(name) is not None
        and name not in limits.SAMPLE_NAMES
    )


def plain_url(button: Button) -> bool:
    """Whether a URL leads to somebody's site, with a variable only at its end."""
    url = button.fields.get("url")
    if not isinstance(url, str):
        return False
    fixed = url.removesuffix("{{1}}")
    return (
        _URL.fullmatch(fixed) is not None
        and not any(host in fixed for host in OWN_HOSTS)
        and (fixed == url or any(map(str.strip, button_examples(button))))
    )


def plain_variables(template: Template, component: Component) -> bool:
    """Whether the variables are ``{{1}}``, ``{{2}}`` …, or different plain names."""
    variables = component.variables
    names = tuple(variable.name for variable in variables)
    if template.named:
        usual = len(set(names)) == len(names) and all(map(_PARAMETER.fullmatch, names))
    else:
        usual = names == _NUMBERS[: len(names)]
    return usual and "}}{{" not in component.text


def plain_wording(component: Component) -> bool:
    """Whether a body has many words, before and after its variables too."""
    text, variables = component.text, component.variables
    needed = limits.WORDS_PER_VARIABLE * len(variables)
    # the first words are enough to see that there are many
    first = text.split(maxsplit=needed + len(variables))
    return (
        len([word for word in first if word[0].isalnum()]) >= needed
        and text[0].isalnum()
        and _LETTER.search(text, variables[-1].end) is not None
    )


def _label(button: Button) -> str | None:
    label = button.fields.get("text")
    return label.strip() if isinstance(label, str) else None
