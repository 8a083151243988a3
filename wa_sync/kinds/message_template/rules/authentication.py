"""Rules about AUTHENTICATION templates, whose texts Meta writes."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.kinds.message_template import limits
from wa_sync.kinds.message_template.rules import codes
from wa_sync.kinds.message_template.spec import integer
from wa_sync.model.finding import Finding


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.kinds.message_template.spec import Component, Template


PARTS = frozenset({"BODY", "BUTTONS", "FOOTER"})


def auth_body_text(_: Template, body: Component) -> Iterator[Finding]:
    """The body is Meta's, in every language."""
    if body.text:
        yield Finding(
            rule="auth_body_text",
            at=(*body.at, "text"),
            message="The body of an AUTHENTICATION template is Meta's; it has no text.",
            hint="Remove text; add_security_recommendation: true adds a sentence.",
            meta=codes.TEXT_UNEXPECTED,
            key=True,
        )


def auth_buttons(template: Template) -> Iterator[Finding]:
    """There is one button, and it is an OTP button."""
    buttons = template.parts.buttons
    types = [button.type for button in buttons]
    if "components" in template.fields and types != ["OTP"]:
        component = template.parts.find("BUTTONS")
        found = f"here: {', '.join(types)}" if types else "here is none"
        yield Finding(
            rule="auth_buttons",
            at=component.at if component else ("components",),
            message="An AUTHENTICATION template has exactly one button, of type OTP; "
            f"{found}.",
            hint="Write {type: BUTTONS, buttons: [{type: OTP, otp_type: COPY_CODE}]}.",
            meta=codes.OTP_BUTTON,
        )


def auth_component(_: Template, component: Component) -> Iterator[Finding]:
    """There is a body, a footer and a button, nothing else."""
    yield Finding(
        rule="auth_component",
        at=component.at,
        message=f"An AUTHENTICATION template has no {component.type} component.",
        hint="Remove it, or use another category.",
        meta=codes.INVALID,
    )


def auth_expiration_missing(_: Template, footer: Component) -> Iterator[Finding]:
    """The footer says when the code expires, and nothing else."""
    if "code_expiration_minutes" not in footer.fields:
        yield Finding(
            rule="auth_expiration_missing",
            at=footer.at,
            message="The footer of an AUTHENTICATION template is Meta's sentence about "
            "when the code expires; code_expiration_minutes is missing.",
            hint="Add code_expiration_minutes, or remove the footer.",
            meta=codes.FOOTER,
        )


def auth_expiration_out_of_range(_: Template, footer: Component) -> Iterator[Finding]:
    """A code expires within 90 minutes."""
    minutes = integer(footer.fields.get("code_expiration_minutes"))
    if minutes is not None and minutes not in limits.EXPIRATION_MINUTES:
        yield Finding(
            rule="auth_expiration_out_of_range",
            at=(*footer.at, "code_expiration_minutes"),
            message=f"{minutes} minutes are outside of what is allowed: 1 to "
            f"{limits.EXPIRATION_MINUTES[-1]}.",
            hint="Choose a value in between.",
            meta=codes.INVALID,
        )


def auth_footer_text(_: Template, footer: Component) -> Iterator[Finding]:
    """The footer is Meta's too."""
    if footer.text:
        yield Finding(
            rule="auth_footer_text",
            at=(*footer.at, "text"),
            message="The footer of an AUTHENTICATION template is Meta's; "
            "it has no text.",
            hint="Remove text; code_expiration_minutes makes the sentence.",
            meta=codes.TEXT_UNEXPECTED,
            key=True,
        )
