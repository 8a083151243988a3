"""Rules about a template as a whole: its name, language, category and parts."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wa_sync.config.characters import describe, hidden, may_hide
from wa_sync.kinds.message_template import limits
from wa_sync.kinds.message_template.languages import LANGUAGES, MEANT
from wa_sync.kinds.message_template.rules import codes
from wa_sync.model.finding import Finding, Severity
from wa_sync.model.source import text


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.kinds.message_template.spec import Component, Template


_NULLS = frozenset({"null", "Null", "NULL", "~"})
NAME = re.compile(r"[a-z0-9_]*")


def body_missing(template: Template) -> Iterator[Finding]:
    """Every template that is made of components has a body."""
    components = template.parts.components
    written = "components" in template.fields
    if written and not any(component.type == "BODY" for component in components):
        yield Finding(
            rule="body_missing",
            at=("components",),
            message="There is no BODY component, the one that every template needs.",
            hint="Add {type: BODY, text: …}.",
            meta=codes.INVALID,
        )


def text_control_character(template: Template) -> Iterator[Finding]:
    """What a reviewer cannot see is not sent unseen; live may hold it all the same."""
    if not may_hide(template.fields):
        return
    for at, character in hidden(template.fields):
        yield Finding(
            rule="text_control_character",
            at=at,
            message=f"The text holds {describe(character)}, which cannot be seen.",
            hint="Leave it out; what is live already can be allowed.",
        )


def text_looks_null(template: Template) -> Iterator[Finding]:
    """A text is what was typed: no text is written by leaving the component out."""
    for parts in (template.parts, *template.cards):
        for component in parts.components:
            if component.text in _NULLS:
                yield Finding(
                    rule="text_looks_null",
                    at=(*component.at, "text"),
                    message=f"The text would read {component.text!r}.",
                    hint="Leave the component out if it is to have no text.",
                    severity=Severity.WARNING,
                )


def category_retired(template: Template) -> Iterator[Finding]:
    """Meta retired its old categories in 2023."""
    if template.category in limits.CATEGORIES_RETIRED:
        yield Finding(
            rule="category_retired",
            at=("category",),
            message=f"The category {template.category} was retired in 2023.",
            hint=f"Use one of {', '.join(limits.CATEGORIES)}.",
            meta=codes.INVALID,
        )


def category_unknown(template: Template) -> Iterator[Finding]:
    """There are three categories."""
    known = {*limits.CATEGORIES, *limits.CATEGORIES_RETIRED, ""}
    if template.category not in known:
        yield Finding(
            rule="category_unknown",
            at=("category",),
            message=f"{template.category} is no category that a template can have.",
            hint=f"Use one of {', '.join(limits.CATEGORIES)}.",
            meta=codes.INVALID,
        )


def component_duplicate(template: Template) -> Iterator[Finding]:
    """There is at most one component of each type."""
    components = template.parts.components
    if len({component.type for component in components}) == len(components):
        return
    seen: dict[str, Component] = {}
    for component in components:
        if component.type in seen:
            yield Finding(
                rule="component_duplicate",
                at=component.at,
                message=f"This is a second {component.type} component; one is allowed.",
                hint="Merge the two, or remove one.",
                meta=codes.INVALID,
            )
        seen.setdefault(component.type, component)


def component_type_unknown(_: Template, component: Component) -> Iterator[Finding]:
    """Only documented components can be created; others are seen in answers."""
    yield Finding(
        rule="component_type_unknown",
        at=(*component.at, "type") if "type" in component.fields else component.at,
        message=f"{component.type} is no type of component that can be created."
        if component.type
        else "The component has no type.",
        hint=f"Use one of {', '.join(limits.COMPONENTS)}.",
        meta=codes.INVALID,
    )


def components_missing(template: Template) -> Iterator[Finding]:
    """A template has components, unless it is made from Meta's library."""
    if not {"components", "library_template_name"} & template.fields.keys():
        yield Finding(
            rule="components_missing",
            at=(),
            message="The template has neither components nor library_template_name.",
            hint="Add components: with at least a BODY.",
            meta=codes.INVALID,
        )


def language_unknown(template: Template) -> Iterator[Finding]:
    """Meta publishes the codes of its languages, and adds some now and then."""
    code = text(template.fields.get("language"))
    if code in LANGUAGES or not code:
        return
    yield Finding(
        rule="language_unknown",
        at=("language",),
        message=f"{code} is not among the languages that Meta is known to support.",
        hint=_language_meant(code),
        severity=Severity.WARNING,
        meta=codes.LANGUAGE,
    )


def name_malformed(template: Template) -> Iterator[Finding]:
    """A name is made of lower-case letters, digits and underscores."""
    name = text(template.fields.get("name"))
    if "name" in template.fields and (not name or not NAME.fullmatch(name)):
        meant = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")
        yield Finding(
            rule="name_malformed",
            at=("name",),
            message="A name has only lower-case letters, digits and underscores: "
            f"{name!r} has other characters."
            if name
            else "The name is empty.",
            hint=f"Did you mean {meant}?" if meant else None,
            meta=codes.NAME,
        )


def name_reserved(template: Template) -> Iterator[Finding]:
    """The names of the samples that Meta gives every account are taken."""
    name = text(template.fields.get("name"))
    if name in limits.SAMPLE_NAMES:
        yield Finding(
            rule="name_reserved",
            at=("name",),
            message=f"{name} is the name of a sample template by Meta; "
            "it can be neither created nor edited.",
            hint="Use another name.",
            meta=codes.SAMPLE_NAME,
        )


def name_too_long(template: Template) -> Iterator[Finding]:
    """A name has at most 512 characters."""
    length = len(text(template.fields.get("name")))
    if length > limits.NAME_LENGTH:
        yield Finding(
            rule="name_too_long",
            at=("name",),
            message=f"The name has {length} of at most {limits.NAME_LENGTH} "
            "characters.",
            hint="Shorten it.",
            meta=codes.TOO_LONG,
        )


def _language_meant(code: str) -> str | None:
    underscored = code.replace("-", "_")
    meant = MEANT.get(underscored)
    if meant is None:
        known = {language.lower(): language for language in LANGUAGES}
        language = underscored.lower().partition("_")[0]
        meant = known.get(underscored.lower()) or known.get(language)
    if meant is None:
        return "See Meta's list of supported languages."
    return f"Did you mean {meant} ({LANGUAGES[meant]})?"
