"""Rules about the variables of headers and bodies."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING
from unicodedata import category

from wa_sync.kinds.message_template.rules import codes
from wa_sync.kinds.message_template.rules.characters import without
from wa_sync.model.finding import Finding, Severity


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.kinds.message_template.spec import Component, Template


_NAME = re.compile(r"[1-9][0-9]*|[a-z_][a-z0-9_]*")
_SPECIAL = re.compile(r"[#$%]")


def variable_at_end(_: Template, body: Component) -> Iterator[Finding]:
    """A body does not end with a variable; punctuation after it does not count."""
    last = body.variables[-1]
    if not any(char.isalnum() for char in body.text[last.end :]) and not _symbols(
        body.text[last.end :]
    ):
        yield Finding(
            rule="variable_at_end",
            at=(*body.at, "text"),
            message=f"The body ends with the variable {{{{{last.name}}}}}; "
            "punctuation after it does not count.",
            hint="Add words after it.",
            meta=codes.DANGLING,
        )


def variable_at_start(_: Template, body: Component) -> Iterator[Finding]:
    """A body does not start with a variable."""
    first = body.variables[0]
    before = body.text[: first.start].strip()
    if any(char.isalnum() for char in before) or _symbols(before):
        return
    yield Finding(
        rule="variable_at_start",
        at=(*body.at, "text"),
        message=f"The body starts with the variable {{{{{first.name}}}}}"
        + (", as far as words go." if before else "."),
        hint="Add words before it.",
        severity=Severity.WARNING if before else Severity.ERROR,
        meta=codes.DANGLING,
    )


def variable_braces(_: Template, component: Component) -> Iterator[Finding]:
    """Braces come in pairs of two."""
    if "{{" not in component.text and "}}" not in component.text:
        return
    rest = without(component.text, component.variables, "\0")
    if re.search(r"\{\{|\}\}|\{\0|\0\}", rest):
        yield Finding(
            rule="variable_braces",
            at=(*component.at, "text"),
            message=f"The {component.type.lower()} has braces that do not match; "
            "Meta's review rejects that.",
            hint="Write a variable as {{1}} or {{name}}.",
            meta=codes.FORMAT.get(component.type),
        )


def variable_format(template: Template, component: Component) -> Iterator[Finding]:
    """All variables are numbers or all are names, as parameter_format says."""
    wrong = [v.name for v in component.variables if v.name.isdigit() is template.named]
    if wrong and all(_NAME.fullmatch(name) for name in wrong):
        expected = "NAMED" if template.named else "POSITIONAL"
        if template.named:
            hint = "Use names, or remove parameter_format."
        else:
            hint = "Use numbers, or add parameter_format: NAMED."
        yield Finding(
            rule="variable_format",
            at=(*component.at, "text"),
            message=f"parameter_format is {expected}, but the "
            f"{component.type.lower()} has {{{{{wrong[0]}}}}}.",
            hint=hint,
            meta=codes.FORMAT.get(component.type),
        )


def variable_gap(template: Template, component: Component) -> Iterator[Finding]:
    """Numbers start at 1 and leave none out."""
    numbers = _numbers(template, component)
    missing = sorted(set(range(1, max(numbers, default=0) + 1)) - set(numbers))
    if missing and len(numbers) == len(component.variables):
        names = ", ".join(f"{{{{{number}}}}}" for number in missing[:10])
        yield Finding(
            rule="variable_gap",
            at=(*component.at, "text"),
            message=f"The {component.type.lower()} has {{{{{max(numbers)}}}}} "
            f"but not {names}.",
            hint="Number the variables from 1, without a gap.",
            meta=codes.FORMAT.get(component.type),
        )


def variable_malformed(_: Template, component: Component) -> Iterator[Finding]:
    """A variable is a number, or a name of lower-case letters and underscores."""
    for variable in component.variables:
        name = variable.name
        if not _NAME.fullmatch(name) and not _SPECIAL.search(name):
            yield Finding(
                rule="variable_malformed",
                at=(*component.at, "text"),
                message=f"{{{{{name}}}}} is no variable: only numbers from 1, and "
                "names of lower-case letters and underscores are.",
                hint=_meant(name),
                meta=codes.FORMAT.get(component.type),
            )


def variable_name_digits(template: Template, component: Component) -> Iterator[Finding]:
    """Whether a name may have digits is not documented."""
    if not template.named:
        return
    for name in dict.fromkeys(variable.name for variable in component.variables):
        if re.search("[0-9]", name) and not name.isdigit() and _NAME.fullmatch(name):
            yield Finding(
                rule="variable_name_digits",
                at=(*component.at, "text"),
                message=f"The name {{{{{name}}}}} has digits; Meta's documentation "
                "speaks of lower-case letters and underscores only.",
                hint="Spell the digits out.",
                severity=Severity.WARNING,
                meta=codes.FORMAT.get(component.type),
            )


def variable_order(template: Template, component: Component) -> Iterator[Finding]:
    """Numbers come in order, says the documentation; translations often differ."""
    numbers = list(dict.fromkeys(_numbers(template, component)))
    if numbers != sorted(numbers):
        written = ", ".join(f"{{{{{number}}}}}" for number in numbers)
        yield Finding(
            rule="variable_order",
            at=(*component.at, "text"),
            message=f"The variables are not in order: {written}.",
            hint="Number them in the order in which they appear.",
            severity=Severity.WARNING,
            meta=codes.FORMAT.get(component.type),
        )


def variable_repeated(_: Template, component: Component) -> Iterator[Finding]:
    """Each variable appears once, says the documentation of names."""
    names = [variable.name for variable in component.variables]
    for name in dict.fromkeys(names):
        count = names.count(name)
        if count > 1:
            yield Finding(
                rule="variable_repeated",
                at=(*component.at, "text"),
                message=f"{{{{{name}}}}} appears {count} times in the "
                f"{component.type.lower()}.",
                hint="Give each place a variable of its own.",
                severity=Severity.WARNING,
                meta=codes.FORMAT.get(component.type),
            )


def variable_special(_: Template, component: Component) -> Iterator[Finding]:
    """A variable has none of the characters #, $ and %."""
    for variable in component.variables:
        if _SPECIAL.search(variable.name):
            yield Finding(
                rule="variable_special",
                at=(*component.at, "text"),
                message=f"{{{{{variable.name}}}}} has one of the characters #, $, %; "
                "Meta's review rejects that.",
                hint="Write the character outside of the braces.",
                meta=codes.FORMAT.get(component.type),
            )


def variables_adjacent(_: Template, component: Component) -> Iterator[Finding]:
    """Something stands between two variables."""
    for left, right in pairwise(component.variables):
        if left.end == right.start:
            yield Finding(
                rule="variables_adjacent",
                at=(*component.at, "text"),
                message=f"{{{{{left.name}}}}} and {{{{{right.name}}}}} follow each "
                "other directly; Meta's review rejects that.",
                hint="Put a word between them, or make them one variable.",
                meta=codes.FORMAT.get(component.type),
            )


def _meant(name: str) -> str | None:
    meant = re.sub(r"[^a-z0-9]+", "_", name.strip().lower()).strip("_")
    return f"Did you mean {{{{{meant}}}}}?" if meant else None


def _numbers(template: Template, component: Component) -> list[int]:
    if template.named:
        return []
    names = (variable.name for variable in component.variables)
    return [int(name) for name in names if re.fullmatch("[1-9][0-9]{0,5}", name)]


def _symbols(value: str) -> bool:
    return any(category(char) == "So" for char in value)
