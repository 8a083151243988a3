"""Rules about templates that are made from Meta's library."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.kinds.message_template import limits
from wa_sync.kinds.message_template.rules import codes
from wa_sync.kinds.message_template.spec import (
    integer,
    library_inputs,
    parsed,
    variables,
)
from wa_sync.model.finding import Finding, Severity
from wa_sync.model.source import mapping, text


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.kinds.message_template.spec import Button, Template
    from wa_sync.model.source import Pointer


# meta-api: the types of library_template_button_inputs (SDK, 2026-04)
INPUT_TYPES = frozenset(
    {
        "APP",
        "CATALOG",
        "FLOW",
        "MPM",
        "OTP",
        "PHONE_NUMBER",
        "QUICK_REPLY",
        "URL",
        "VOICE_CALL",
    }
)
INPUTS = frozenset({"library_template_button_inputs", "library_template_body_inputs"})


def library_base_url_variable(template: Template) -> Iterator[Finding]:
    """A library button's base URL is the fixed part; Meta's page shows otherwise."""
    for button in library_inputs(template):
        base = text(mapping(button.fields.get("url")).get("base_url"))
        if variables(base):
            yield Finding(
                rule="library_base_url_variable",
                at=_below(button, "url", "base_url"),
                message="The base_url of a library template's button has a variable; "
                "Meta refuses that.",
                hint="Write only the fixed part; the library adds the variable.",
                meta=codes.LIBRARY_URL,
            )


def library_category(template: Template) -> Iterator[Finding]:
    """The library holds utility and authentication templates."""
    if template.category not in {"AUTHENTICATION", "UTILITY"}:
        yield Finding(
            rule="library_category",
            at=("category",),
            message="The library holds UTILITY and AUTHENTICATION templates, "
            f"none of category {template.category}.",
            hint="Use the category of the library's template.",
            severity=Severity.WARNING,
            meta=codes.INVALID,
        )


def library_components_given(template: Template) -> Iterator[Finding]:
    """A template from the library takes its content from there."""
    if "components" in template.fields:
        yield Finding(
            rule="library_components_given",
            at=("components",),
            message="A template is made either from components or from "
            "library_template_name, not from both.",
            hint="Remove one of the two.",
            meta=codes.INVALID,
            key=True,
        )


def library_expiration_out_of_range(template: Template) -> Iterator[Finding]:
    """A code from the library expires within the same bounds as any other."""
    inputs = mapping(parsed(template.fields.get("library_template_body_inputs")))
    minutes = integer(inputs.get("code_expiration_minutes"))
    if minutes is not None and minutes not in limits.EXPIRATION_MINUTES:
        yield Finding(
            rule="library_expiration_out_of_range",
            at=("library_template_body_inputs", "code_expiration_minutes"),
            message=f"{minutes} minutes are outside of what is allowed: 1 to 90.",
            hint="Choose a value in between.",
            meta=codes.INVALID,
        )


def library_input_type_unknown(template: Template) -> Iterator[Finding]:
    """The inputs for a library template's buttons name the button's type."""
    for button in library_inputs(template):
        if button.type not in INPUT_TYPES:
            yield Finding(
                rule="library_input_type_unknown",
                at=_below(button, "type"),
                message=f"{button.type or 'This'} is no type of button input.",
                hint=f"Use one of {', '.join(sorted(INPUT_TYPES))}.",
                meta=codes.INVALID,
            )


def library_input_unreadable(template: Template) -> Iterator[Finding]:
    """Inputs written as a text are JSON."""
    for key in sorted(INPUTS):
        written = template.fields.get(key)
        if isinstance(written, str) and parsed(written) is None:
            yield Finding(
                rule="library_input_unreadable",
                at=(key,),
                message=f"{key} is a text that is not JSON.",
                hint="Write it as YAML instead.",
                meta=codes.INVALID,
            )


def library_name_missing(template: Template) -> Iterator[Finding]:
    """Inputs for the library need a template from it."""
    for key in sorted(INPUTS):
        if key in template.fields and "library_template_name" not in template.fields:
            yield Finding(
                rule="library_name_missing",
                at=(key,),
                message=f"{key} has no effect without library_template_name.",
                hint="Add library_template_name, or remove the inputs.",
                severity=Severity.WARNING,
                key=True,
            )


def _below(button: Button, *keys: str) -> Pointer:
    return (*button.at, *keys) if keys[0] in button.fields else button.at
