"""Header, body and footer: what was written, or what Meta writes in its place."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.kinds.message_template import spec
from wa_sync.kinds.message_template.preview import wordings
from wa_sync.kinds.message_template.preview.filled import Filled, fill, plain, rich
from wa_sync.model.bubble import Line, Origin, Run, Value


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


def header(component: spec.Component) -> tuple[Run, ...]:
    """Fill in a header, which knows no formatting."""
    return plain(filled(component))


def body(template: spec.Template, component: spec.Component | None) -> Filled:
    """Fill in the body; that of an authentication template is Meta's."""
    if by_meta(template):
        fields = component.fields if component else {}
        said = wordings.CODE
        if fields.get("add_security_recommendation") is True:
            said = f"{said} {wordings.SECURITY}"
        return fill(said, {"1": wordings.SAMPLE_CODE}, Origin.META)
    return filled(component) if component else fill("", {})


def lines(said: Filled) -> tuple[Line, ...]:
    """Read the formatting of a body; an empty one has no lines."""
    return rich(said) if said.text else ()


def footer(component: spec.Component | None) -> tuple[Run, ...]:
    """Write the footer, which has no variables, or when a code expires."""
    if component is None:
        return ()
    minutes = spec.integer(component.fields.get("code_expiration_minutes"))
    if minutes is not None and not component.text:
        return (Run(wordings.expires(minutes), origin=Origin.META),)
    return plain(fill(component.text, {}))


def filled(component: spec.Component) -> Filled:
    """Put the sample values of a component into its text."""
    return fill(component.text, _given(component))


def by_meta(template: spec.Template) -> bool:
    """Whether Meta writes the texts: of passcodes, but for some that are older."""
    written = template.parts.find("BODY")
    library = template.fields.get("library_template_name")
    return (
        template.authentication
        and not library
        and not (written is not None and written.text)
    )


def values(part: str, parts: spec.Parts) -> Iterator[Value]:
    """Name the variables of header and body; ``part`` is what stands before those."""
    for component in parts.components:
        given = _given(component)
        for name in dict.fromkeys(one.name for one in component.variables):
            where = f"{part}{component.type.lower()}"
            yield Value(where, name, given.get(name) or None)


def _given(component: spec.Component) -> Mapping[str, str]:
    examples = spec.examples(component)
    if examples.named is not None:
        return examples.named
    return {str(place): value for place, value in enumerate(examples.values, 1)}
