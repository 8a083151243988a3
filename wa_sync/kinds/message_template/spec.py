"""A typed, read-only view of one variant as it was written, for those who judge it.

The view keeps the order and the spelling of what was written, and for every part the
pointer to it. Types and formats are upper-cased, since Meta takes either case. It
reads anything: what has the wrong shape counts as absent.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wa_sync.model.source import array, mapping, text


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from wa_sync.model.source import Json, Pointer, Spec


VARIABLE = re.compile(r"\{\{([^{}]*)\}\}")

TEXT_KEYS = {"HEADER": "header_text", "BODY": "body_text"}
API_EXAMPLES = frozenset(
    {
        "body_text",
        "body_text_named_params",
        "header_handle",
        "header_text",
        "header_text_named_params",
        "header_url",
    }
)


@dataclass(frozen=True, slots=True)
class Variable:
    """One ``{{name}}`` of a text; ``start`` and ``end`` are offsets, end exclusive."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Component:
    """One component: of the template, or of a card of its carousel.

    ``format`` is that of a header. ``text`` is without the whitespace at its end,
    which Meta drops.
    """

    at: Pointer
    type: str
    format: str
    fields: Spec
    text: str
    variables: tuple[Variable, ...]
    in_card: bool = False


@dataclass(frozen=True, slots=True)
class Button:
    """One button: of the template, of a card, or an input for a library template."""

    at: Pointer
    type: str
    fields: Spec
    in_card: bool = False


@dataclass(frozen=True, slots=True)
class Parts:
    """Components and their buttons: those of a template, or those of a card."""

    at: Pointer
    components: tuple[Component, ...]
    buttons: tuple[Button, ...]

    def find(self, kind: str) -> Component | None:
        """Return the first component of a type."""
        for component in self.components:
            if component.type == kind:
                return component
        return None


@dataclass(frozen=True, slots=True)
class Template:
    """One template in one language, as it was written."""

    fields: Spec
    category: str
    named: bool
    parts: Parts
    cards: tuple[Parts, ...]

    @property
    def authentication(self) -> bool:
        """Whether Meta writes the texts itself."""
        return self.category == "AUTHENTICATION"


@dataclass(frozen=True, slots=True)
class Examples:
    """The sample values of one text. ``flat`` tells the API's list without its nest.

    ``values`` belong to ``{{1}}``, ``{{2}}`` …, ``named`` to ``{{name}}``.
    """

    at: Pointer
    values: tuple[str, ...] = ()
    named: Mapping[str, str] | None = None
    flat: bool = False


def button_examples(button: Button) -> tuple[str, ...]:
    """Return the sample values of a button, written as a text or as a list."""
    written = button.fields.get("example")
    return (written,) if isinstance(written, str) else _texts(array(written))


def examples(component: Component) -> Examples:
    """Return the sample values of a header's or body's text, in either spelling."""
    written = component.fields.get("example")
    at = (*component.at, "example")
    if isinstance(written, str):
        return Examples(at, (written,))
    if isinstance(written, list):
        return _listed(written, at)
    fields = mapping(written)
    if fields and API_EXAMPLES.isdisjoint(fields):
        return Examples(at, named={key: text(fields[key]) for key in fields})
    return _api_examples(fields, TEXT_KEYS.get(component.type, ""), at)


def handles(component: Component) -> tuple[str, ...]:
    """Return the upload handles of a media header."""
    written = mapping(component.fields.get("example")).get("header_handle")
    return (written,) if isinstance(written, str) else _texts(array(written))


def integer(value: Json) -> int | None:
    """Narrow to an integer; the API takes the digits of one as well."""
    if isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(value, str) and re.fullmatch(r"-?[0-9]{1,18}", value):
        return int(value)
    return None


def library_inputs(template: Template) -> tuple[Button, ...]:
    """Return ``library_template_button_inputs``, a list or that list as JSON text."""
    key = "library_template_button_inputs"
    entries = enumerate(array(parsed(template.fields.get(key))))
    return tuple(_button((key, number), entry) for number, entry in entries)


def parsed(value: Json) -> Json:
    """Undo the JSON encoding that the API asks for in some fields."""
    if not isinstance(value, str):
        return value
    try:
        decoded: Json = json.loads(value)
    except ValueError:
        return None
    return decoded


def read(variant: Spec) -> Template:
    """Read a variant as it was written; nothing fails."""
    category = variant.get("category")
    named = upper(variant.get("parameter_format")) == "NAMED"
    parts = _parts((), variant.get("components"), in_card=False)
    carousel = parts.find("CAROUSEL")
    cards = tuple(_cards(carousel)) if carousel else ()
    return Template(variant, upper(category), named, parts, cards)


def upper(value: Json) -> str:
    """Upper-case an enum, which the API takes in any case; anything else is empty."""
    return value.upper() if isinstance(value, str) else ""


def variables(value: str) -> tuple[Variable, ...]:
    """Return every ``{{…}}`` of a text, in order."""
    if "{{" not in value:
        return ()
    return tuple([Variable(m[1], *m.span()) for m in VARIABLE.finditer(value)])


def _api_examples(fields: Mapping[str, Json], key: str, at: Pointer) -> Examples:
    named = fields.get(f"{key}_named_params")
    if named is not None:
        return Examples((*at, f"{key}_named_params"), named=_named(array(named)))
    written = fields.get(key)
    if isinstance(written, str):
        return Examples((*at, key), (written,))
    values, flat = _positional(array(written))
    return Examples((*at, key) if key in fields else at, values, flat=flat)


def _button(at: Pointer, value: Json, *, in_card: bool = False) -> Button:
    fields = _fields(value)
    return Button(at, upper(fields.get("type")), fields, in_card)


def _cards(carousel: Component) -> Iterator[Parts]:
    for number, card in enumerate(array(carousel.fields.get("cards"))):
        at = (*carousel.at, "cards", number)
        yield _parts(at, mapping(card).get("components"), in_card=True)


def _component(at: Pointer, value: Json, *, in_card: bool) -> Component:
    fields = _fields(value)
    content = text(fields.get("text")).rstrip()
    kind = upper(fields.get("type"))
    form = upper(fields["format"]) if "format" in fields else ""
    return Component(at, kind, form, fields, content, variables(content), in_card)


def _fields(value: Json) -> Spec:
    # asking whether something is a dict is far cheaper than whether it is a Mapping
    return value if isinstance(value, dict) else mapping(value)


def _listed(written: Sequence[Json], at: Pointer) -> Examples:
    if any(isinstance(value, dict) for value in written):
        return Examples(at, named=_named(written))
    return Examples(at, _positional(written)[0])


def _named(written: Sequence[Json]) -> Mapping[str, str]:
    pairs = [mapping(pair) for pair in written]
    return {text(p.get("param_name")): text(p.get("example")) for p in pairs}


def _parts(at: Pointer, value: Json, *, in_card: bool) -> Parts:
    components = []
    buttons: list[Button] = []
    for number, entry in enumerate(array(value)):
        here = (*at, "components", number)
        component = _component(here, entry, in_card=in_card)
        components.append(component)
        if component.type == "BUTTONS":
            written = array(component.fields.get("buttons"))
            for place, button in enumerate(written):
                below = (*here, "buttons", place)
                buttons.append(_button(below, button, in_card=in_card))
    return Parts(at, tuple(components), tuple(buttons))


def _positional(written: Sequence[Json]) -> tuple[tuple[str, ...], bool]:
    if written and isinstance(written[0], list):
        return _texts(written[0]), False
    return _texts(written), bool(written)


def _texts(values: Sequence[Json]) -> tuple[str, ...]:
    return tuple([value if isinstance(value, str) else "" for value in values])
