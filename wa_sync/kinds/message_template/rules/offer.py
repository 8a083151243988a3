"""Rules about limited-time offers, and about requests for permission to call."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.kinds.message_template import limits
from wa_sync.kinds.message_template.rules import codes
from wa_sync.model.finding import Finding, Severity
from wa_sync.model.source import mapping, text


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.kinds.message_template.spec import Component, Template


def offer_category(template: Template, offer: Component) -> Iterator[Finding]:
    """An offer is marketing."""
    if template.category != "MARKETING":
        yield Finding(
            rule="offer_category",
            at=offer.at,
            message="A limited-time offer is for MARKETING templates, "
            f"not for {template.category or 'one without a category'}.",
            hint="Use category: MARKETING.",
            meta=codes.INVALID,
        )


def offer_code_not_first(template: Template, _: Component) -> Iterator[Finding]:
    """The documentation puts the code before all other buttons."""
    for button in template.parts.buttons[1:]:
        if button.type == "COPY_CODE":
            yield Finding(
                rule="offer_code_not_first",
                at=button.at,
                message="In a limited-time offer the COPY_CODE button is documented as "
                "the first.",
                hint="Move it to the front.",
                severity=Severity.WARNING,
                meta=codes.INVALID,
            )


def offer_footer(template: Template, _: Component) -> Iterator[Finding]:
    """An offer has no footer."""
    footer = template.parts.find("FOOTER")
    if footer:
        yield Finding(
            rule="offer_footer",
            at=footer.at,
            message="A limited-time offer has no footer.",
            hint="Remove the footer, or move its text to the body.",
            meta=codes.INVALID,
        )


def offer_header(template: Template, _: Component) -> Iterator[Finding]:
    """An offer's header, if any, is an image or a video."""
    header = template.parts.find("HEADER")
    if header and header.format not in {"IMAGE", "VIDEO"}:
        yield Finding(
            rule="offer_header",
            at=header.at,
            message="The header of a limited-time offer is an IMAGE or a VIDEO, "
            f"not {header.format}.",
            hint="Use format: IMAGE, or remove the header.",
            meta=codes.INVALID,
        )


def offer_text_missing(_: Template, offer: Component) -> Iterator[Finding]:
    """An offer has a title."""
    if not text(mapping(offer.fields.get("limited_time_offer")).get("text")).strip():
        yield Finding(
            rule="offer_text_missing",
            at=offer.at,
            message="The limited-time offer has no text.",
            hint="Add limited_time_offer: {text: …}.",
            meta=codes.INVALID,
        )


def offer_text_too_long(_: Template, offer: Component) -> Iterator[Finding]:
    """An offer's title has at most 16 characters."""
    title = text(mapping(offer.fields.get("limited_time_offer")).get("text")).rstrip()
    if len(title) > limits.OFFER_LENGTH:
        yield Finding(
            rule="offer_text_too_long",
            at=(*offer.at, "limited_time_offer", "text"),
            message=f"The offer's text has {len(title)} of at most "
            f"{limits.OFFER_LENGTH} characters.",
            hint="Shorten it.",
            meta=codes.TOO_LONG,
        )


def offer_url_missing(template: Template, offer: Component) -> Iterator[Finding]:
    """The documentation asks for a URL button in an offer."""
    if not any(button.type == "URL" for button in template.parts.buttons):
        yield Finding(
            rule="offer_url_missing",
            at=offer.at,
            message="A limited-time offer is documented with a URL button, "
            "and there is none.",
            hint="Add {type: URL, text: …, url: …} to the buttons.",
            severity=Severity.WARNING,
            meta=codes.INVALID,
        )
