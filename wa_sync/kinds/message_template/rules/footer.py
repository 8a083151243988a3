"""Rules about footers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.kinds.message_template import limits
from wa_sync.kinds.message_template.rules import codes
from wa_sync.kinds.message_template.rules.characters import emojis
from wa_sync.model.finding import Finding


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.kinds.message_template.spec import Component, Template


def footer_emoji(_: Template, footer: Component) -> Iterator[Finding]:
    """Meta answers that a footer can have neither line breaks nor emoji."""
    if emojis(footer.text):
        yield Finding(
            rule="footer_emoji",
            at=(*footer.at, "text"),
            message="The footer has an emoji, which Meta refuses there.",
            hint="Move it to the body.",
            meta=codes.FOOTER,
        )


def footer_expiration_field(_: Template, footer: Component) -> Iterator[Finding]:
    """An expiration belongs to a code."""
    if "code_expiration_minutes" in footer.fields:
        yield Finding(
            rule="footer_expiration_field",
            at=(*footer.at, "code_expiration_minutes"),
            message="code_expiration_minutes is for AUTHENTICATION templates.",
            hint="Remove it, or use category: AUTHENTICATION.",
            meta=codes.INVALID,
            key=True,
        )


def footer_newline(_: Template, footer: Component) -> Iterator[Finding]:
    """A footer is one line."""
    if "\n" in footer.text:
        yield Finding(
            rule="footer_newline",
            at=(*footer.at, "text"),
            message="The footer has a line break; it must be one line.",
            hint="Write it as one line, or move some of it to the body.",
            meta=codes.FOOTER,
        )


def footer_text_missing(_: Template, footer: Component) -> Iterator[Finding]:
    """A footer has a text."""
    if not footer.text and "code_expiration_minutes" not in footer.fields:
        yield Finding(
            rule="footer_text_missing",
            at=footer.at,
            message="The footer has no text.",
            hint="Add text, or remove the footer.",
            meta=codes.FOOTER,
        )


def footer_too_long(_: Template, footer: Component) -> Iterator[Finding]:
    """A footer has at most 60 characters."""
    length = len(footer.text)
    if length > limits.FOOTER_LENGTH:
        yield Finding(
            rule="footer_too_long",
            at=(*footer.at, "text"),
            message=f"The footer has {length} of at most {limits.FOOTER_LENGTH} "
            "characters.",
            hint="Shorten it, or move some of it to the body.",
            meta=codes.TOO_LONG,
        )


def footer_variable(_: Template, footer: Component) -> Iterator[Finding]:
    """A footer has no variables."""
    if footer.variables:
        yield Finding(
            rule="footer_variable",
            at=(*footer.at, "text"),
            message=f"The footer has {len(footer.variables)} of at most 0 variables.",
            hint="Move what varies to the body.",
            meta=codes.FOOTER,
        )
