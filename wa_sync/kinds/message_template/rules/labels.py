"""Rules about what is written on buttons, and about their types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.kinds.message_template import limits
from wa_sync.kinds.message_template.rules import codes
from wa_sync.kinds.message_template.rules.characters import emojis, markup
from wa_sync.model.finding import Finding, Severity
from wa_sync.model.source import text


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.kinds.message_template.spec import Button, Template


# meta-api, 2026-05: what Meta writes on these, in English
FIXED = {
    "CATALOG": ("View catalog",),
    "COPY_CODE": ("Copy offer code",),
    "MPM": ("View items",),
    "ORDER_DETAILS": ("Review and Pay", "Copy Pix code", "Buy now"),
    "REQUEST_CONTACT_INFO": ("Share Contact Info",),
    "SPM": ("View",),
}


def button_text_fixed(template: Template, button: Button) -> Iterator[Finding]:
    """Some labels are Meta's; only the English ones are known."""
    label = text(button.fields.get("text")).strip()
    english = text(template.fields.get("language")).startswith("en")
    fixed = FIXED[button.type]
    if english and label and label.lower() not in {known.lower() for known in fixed}:
        yield Finding(
            rule="button_text_fixed",
            at=(*button.at, "text"),
            message=f"The label of the {button.type} button is Meta's: "
            f"{' or '.join(fixed)}, not {label!r}.",
            hint=f"Write {fixed[0]}.",
            severity=Severity.WARNING,
            meta=codes.BUTTON_FORMAT,
        )


def button_text_malformed(_: Template, button: Button) -> Iterator[Finding]:
    """A label is plain: no variables, line breaks, emoji or formatting characters."""
    label = text(button.fields.get("text")).rstrip()
    if label.isascii() and label.isalnum():
        return
    found = markup(label)
    if found == "\n":
        what = "a line break"
    elif found:
        what = f"formatting ({found})"
    elif "{{" in label:
        what = "a variable"
    elif emojis(label):
        what = "an emoji"
    else:
        return
    yield Finding(
        rule="button_text_malformed",
        at=(*button.at, "text"),
        message=f"The label has {what}, which Meta refuses on buttons.",
        hint="Write plain words.",
        meta=codes.BUTTON_FORMAT,
    )


def button_text_missing(_: Template, button: Button) -> Iterator[Finding]:
    """A button has a label."""
    if not text(button.fields.get("text")).strip():
        yield Finding(
            rule="button_text_missing",
            at=button.at,
            message=f"The {button.type} button has no label.",
            hint="Add text.",
            meta=codes.BUTTON_FIELDS,
        )


def button_text_too_long(_: Template, button: Button) -> Iterator[Finding]:
    """A label has at most 25 characters."""
    length = len(text(button.fields.get("text")).rstrip())
    if length > limits.BUTTON_LENGTH:
        yield Finding(
            rule="button_text_too_long",
            at=(*button.at, "text"),
            message=f"The label has {length} of at most {limits.BUTTON_LENGTH} "
            "characters.",
            hint="Shorten it.",
            meta=codes.TOO_LONG,
        )


def button_type_unknown(_: Template, button: Button) -> Iterator[Finding]:
    """Only documented buttons can be created; others are seen in answers."""
    yield Finding(
        rule="button_type_unknown",
        at=(*button.at, "type") if "type" in button.fields else button.at,
        message=f"{button.type} is no type of button that can be created."
        if button.type
        else "The button has no type.",
        hint=f"Use one of {', '.join(sorted((*limits.BUTTONS_OF_TYPE, 'OTP')))}.",
        meta=codes.INVALID,
    )
