"""Rules about buttons that sell: MPM, SPM, ORDER_DETAILS."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.kinds.message_template.rules import codes
from wa_sync.kinds.message_template.spec import upper
from wa_sync.model.finding import Finding, Severity


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.kinds.message_template.spec import Button, Template


def commerce_category(template: Template, button: Button) -> Iterator[Finding]:
    """Catalog, multi- and single-product templates are documented as MARKETING."""
    if template.category in {"UTILITY", "AUTHENTICATION"}:
        yield Finding(
            rule="commerce_category",
            at=button.at,
            message=f"The {button.type} button is for MARKETING templates, "
            f"not for {template.category}.",
            hint="Use category: MARKETING.",
            severity=Severity.WARNING,
            meta=codes.INVALID,
        )


def mpm_header(template: Template, button: Button) -> Iterator[Finding]:
    """A multi-product template has a text header."""
    header = template.parts.find("HEADER")
    if header is None or header.format != "TEXT":
        yield Finding(
            rule="mpm_header",
            at=button.at,
            message="An MPM button needs a TEXT header, and there is none.",
            hint="Add {type: HEADER, format: TEXT, text: …}.",
            meta=codes.INVALID,
        )


def order_details_buttons(template: Template, button: Button) -> Iterator[Finding]:
    """Beside ORDER_DETAILS there are only quick replies."""
    types = {other.type for other in template.parts.buttons}
    others = types - {"ORDER_DETAILS", "QUICK_REPLY"}
    if others:
        yield Finding(
            rule="order_details_buttons",
            at=button.at,
            message="Beside an ORDER_DETAILS button only quick replies are documented; "
            f"here is {', '.join(sorted(others))}.",
            hint="Remove the other buttons.",
            severity=Severity.WARNING,
            meta=codes.INVALID,
        )


def order_details_format(template: Template, button: Button) -> Iterator[Finding]:
    """An ORDER_DETAILS button goes with the display format of that name."""
    keys = ("display_format", "sub_category")
    if not any(upper(template.fields.get(k)) == "ORDER_DETAILS" for k in keys):
        yield Finding(
            rule="order_details_format",
            at=button.at,
            message="An ORDER_DETAILS button goes with display_format or sub_category "
            "ORDER_DETAILS, and there is neither.",
            hint="Add display_format: ORDER_DETAILS.",
            severity=Severity.WARNING,
            meta=codes.INVALID,
        )


def spm_header(template: Template, button: Button) -> Iterator[Finding]:
    """A single-product template has a product header."""
    header = template.parts.find("HEADER")
    if not button.in_card and (header is None or header.format != "PRODUCT"):
        yield Finding(
            rule="spm_header",
            at=button.at,
            message="An SPM button needs a PRODUCT header, and there is none.",
            hint="Add {type: HEADER, format: PRODUCT}.",
            meta=codes.INVALID,
        )
