"""Rules about the sample values of headers and bodies."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.kinds.message_template.rules import codes
from wa_sync.kinds.message_template.rules.wording import many
from wa_sync.kinds.message_template.spec import examples
from wa_sync.model.finding import Finding, Severity


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.kinds.message_template.spec import Component, Template


def example_count(template: Template, component: Component) -> Iterator[Finding]:
    """There are as many sample values as variables."""
    given = examples(component)
    needed = len({variable.name for variable in component.variables})
    if given.values and not template.named and len(given.values) != needed:
        yield Finding(
            rule="example_count",
            at=given.at,
            message=f"{many(len(given.values), 'sample value')} for "
            f"{many(needed, 'variable')}: the numbers have to be the same.",
            hint="Give one value for each variable, in their order.",
            meta=codes.EXAMPLE,
        )


def example_empty(_: Template, component: Component) -> Iterator[Finding]:
    """A sample value says something."""
    given = examples(component)
    values = given.named.values() if given.named is not None else given.values
    if not all(value.strip() for value in values):
        yield Finding(
            rule="example_empty",
            at=given.at,
            message="A sample value is empty.",
            hint="Give a value as customers would see it.",
            severity=Severity.WARNING,
            meta=codes.EXAMPLE,
        )


def example_flat(_: Template, component: Component) -> Iterator[Finding]:
    """The API's body_text is a list of lists."""
    given = examples(component)
    if component.type == "BODY" and given.flat and len(given.values) > 1:
        yield Finding(
            rule="example_flat",
            at=given.at,
            message="body_text is a flat list; with more than one variable Meta takes "
            "only a list of lists.",
            hint="Write example: [a, b], or body_text: [[a, b]].",
            meta=codes.EXAMPLE,
        )


def example_missing(template: Template, component: Component) -> Iterator[Finding]:
    """Every text with variables has sample values for Meta's review."""
    given = examples(component)
    if given.named if template.named else given.values:
        return
    names = [variable.name for variable in component.variables]
    other = given.values or given.named
    if template.named:
        sugar = f"{{{', '.join(f'{name}: …' for name in dict.fromkeys(names))}}}"
    else:
        sugar = f"[{', '.join('…' for _ in dict.fromkeys(names))}]"
    form = "names" if template.named else "numbers"
    yield Finding(
        rule="example_missing",
        at=given.at if "example" in component.fields else component.at,
        message=f"The sample values do not fit variables that are {form}."
        if other
        else f"The {component.type.lower()} has variables, but no sample values.",
        hint=f"Add example: {sugar}.",
        meta=codes.EXAMPLE,
    )


def example_names(template: Template, component: Component) -> Iterator[Finding]:
    """The sample values have the names of the variables."""
    given = examples(component)
    if not template.named or not given.named:
        return
    names = dict.fromkeys(variable.name for variable in component.variables)
    missing = [name for name in names if name not in given.named]
    unused = [name for name in given.named if name not in names]
    if missing or unused:
        sentences = []
        if missing:
            sentences.append(f"There is no sample value for {', '.join(missing)}.")
        if unused:
            sentences.append(f"No variable is called {', '.join(unused)}.")
        yield Finding(
            rule="example_names",
            at=given.at,
            message=" ".join(sentences),
            hint="Give one value for each variable, under its name.",
            meta=codes.EXAMPLE,
        )
