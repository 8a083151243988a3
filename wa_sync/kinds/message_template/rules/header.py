"""Rules about headers: of templates, and of the cards of a carousel."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.kinds.message_template import limits
from wa_sync.kinds.message_template.rules import codes
from wa_sync.kinds.message_template.rules.characters import emojis, markup, without
from wa_sync.kinds.message_template.rules.wording import an
from wa_sync.kinds.message_template.spec import handles
from wa_sync.model.finding import Finding, Severity
from wa_sync.model.source import text


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.kinds.message_template.spec import Component, Template


def header_asset_unsuited(_: Template, header: Component) -> Iterator[Finding]:
    """The sample of a media header is a file of the kinds that WhatsApp shows."""
    asset = text(header.fields.get("asset"))
    suffixes = limits.MEDIA_SUFFIXES.get(header.format, ())
    if asset and suffixes and not asset.lower().endswith(suffixes):
        yield Finding(
            rule="header_asset_unsuited",
            at=(*header.at, "asset"),
            message=f"{asset} is no file for a header of format {header.format}.",
            hint=f"Use a file that ends in {', '.join(suffixes)}.",
            meta=codes.MEDIA_SAMPLE,
        )


def header_emoji(_: Template, header: Component) -> Iterator[Finding]:
    """Meta's error text forbids emoji in headers, its documentation allows them."""
    if emojis(header.text):
        yield Finding(
            rule="header_emoji",
            at=(*header.at, "text"),
            message="The header has an emoji; Meta is seen to refuse that.",
            hint="Move it to the body.",
            severity=Severity.WARNING,
            meta=codes.HEADER,
        )


def header_format_unknown(_: Template, header: Component) -> Iterator[Finding]:
    """A header is a text, a medium, a location or a product."""
    if header.format not in limits.HEADER_FORMATS:
        yield Finding(
            rule="header_format_unknown",
            at=(*header.at, "format") if "format" in header.fields else header.at,
            message=f"{header.format} is no format of a header."
            if header.format
            else "The header has no format.",
            hint=f"Use one of {', '.join(sorted(limits.HEADER_FORMATS))}.",
            meta=codes.INVALID,
        )


def header_gif_category(template: Template, header: Component) -> Iterator[Finding]:
    """GIF headers are sent by the Marketing Messages API only."""
    if header.format == "GIF" and template.category != "MARKETING":
        yield Finding(
            rule="header_gif_category",
            at=(*header.at, "format"),
            message="GIF headers are for MARKETING templates, "
            f"not for {template.category}.",
            hint="Use format: VIDEO.",
            severity=Severity.WARNING,
            meta=codes.INVALID,
        )


def header_handle_is_url(_: Template, header: Component) -> Iterator[Finding]:
    """A handle is what an upload gave, not an address."""
    if any("://" in handle for handle in handles(header)):
        yield Finding(
            rule="header_handle_is_url",
            at=(*header.at, "example", "header_handle"),
            message="header_handle is a URL; Meta takes only the handle of an upload.",
            hint="Write asset: path/to/file instead; wa-sync uploads it.",
            meta=codes.MEDIA_SAMPLE,
        )


def header_markup(_: Template, header: Component) -> Iterator[Finding]:
    """A header is one plain line."""
    found = markup(without(header.text, header.variables))
    if found:
        what = "a line break" if found == "\n" else f"formatting ({found})"
        yield Finding(
            rule="header_markup",
            at=(*header.at, "text"),
            message=f"The header has {what}; it must be one plain line.",
            hint="Write it plainly: WhatsApp shows headers in bold anyway.",
            meta=codes.HEADER,
        )


def header_product_alone(template: Template, header: Component) -> Iterator[Finding]:
    """A product header shows the product of an SPM button."""
    types = {button.type for button in template.parts.buttons}
    if header.format == "PRODUCT" and not header.in_card and "SPM" not in types:
        yield Finding(
            rule="header_product_alone",
            at=(*header.at, "format"),
            message="A PRODUCT header goes with an SPM button, and there is none.",
            hint="Add {type: SPM, text: View} to the buttons.",
            severity=Severity.WARNING,
            meta=codes.INVALID,
        )


def header_sample_missing(_: Template, header: Component) -> Iterator[Finding]:
    """Meta reviews a media header by a sample."""
    if header.format not in limits.MEDIA_FORMATS or text(header.fields.get("asset")):
        return
    if not any(handles(header)):
        yield Finding(
            rule="header_sample_missing",
            at=header.at,
            message=f"The {header.format} header has no sample for Meta's review.",
            hint="Add asset: path/to/file.",
            meta=codes.MEDIA_SAMPLE,
        )


def header_text_missing(_: Template, header: Component) -> Iterator[Finding]:
    """A text header has a text."""
    if header.format == "TEXT" and not header.text:
        yield Finding(
            rule="header_text_missing",
            at=header.at,
            message="The TEXT header has no text.",
            hint="Add text, or remove the header.",
            meta=codes.HEADER,
        )


def header_text_unexpected(_: Template, header: Component) -> Iterator[Finding]:
    """A header that is no text has no text."""
    if header.text and header.format in limits.HEADER_FORMATS - {"TEXT"}:
        yield Finding(
            rule="header_text_unexpected",
            at=(*header.at, "text"),
            message=f"There is no text in {an(header.format)} header.",
            hint="Move it to the body.",
            severity=Severity.WARNING,
            meta=codes.TEXT_UNEXPECTED,
            key=True,
        )


def header_too_long(_: Template, header: Component) -> Iterator[Finding]:
    """A header has at most 60 characters."""
    length = len(header.text)
    if length > limits.HEADER_LENGTH:
        yield Finding(
            rule="header_too_long",
            at=(*header.at, "text"),
            message=f"The header has {length} of at most {limits.HEADER_LENGTH} "
            "characters.",
            hint="Shorten it, or move some of it to the body.",
            meta=codes.TOO_LONG,
        )


def header_too_many_variables(_: Template, header: Component) -> Iterator[Finding]:
    """A header has at most one variable."""
    count = len(header.variables)
    if count > limits.HEADER_VARIABLES:
        yield Finding(
            rule="header_too_many_variables",
            at=(*header.at, "text"),
            message=f"The header has {count} of at most {limits.HEADER_VARIABLES} "
            "variable.",
            hint="Move the others to the body.",
            meta=codes.HEADER,
        )
