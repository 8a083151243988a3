"""Rules about buttons that hand over a one-time password."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import unquote

from wa_sync.kinds.message_template import limits
from wa_sync.kinds.message_template.rules import codes
from wa_sync.kinds.message_template.rules.wording import many
from wa_sync.kinds.message_template.spec import upper
from wa_sync.model.finding import Finding, Severity
from wa_sync.model.source import array, mapping, text


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.kinds.message_template.spec import Button, Template
    from wa_sync.model.source import Pointer, Spec


TYPES = ("COPY_CODE", "ONE_TAP", "ZERO_TAP")
_PACKAGE = re.compile(r"[A-Za-z][A-Za-z0-9_]*(?:\.[A-Za-z][A-Za-z0-9_]*)+")
_HASH = re.compile(r"[A-Za-z0-9+/=]*")


def otp_app_on_button(_: Template, button: Button) -> Iterator[Finding]:
    """Until Graph v20 the app stood on the button itself."""
    for key in ("package_name", "signature_hash"):
        if key in button.fields:
            yield Finding(
                rule="otp_app_on_button",
                at=(*button.at, key),
                message=f"{key} stands in supported_apps since Graph v21.",
                hint="Write supported_apps: [{package_name: …, signature_hash: …}].",
                severity=Severity.WARNING,
                meta=codes.INVALID,
                key=True,
            )
            return


def otp_apps_count(_: Template, button: Button) -> Iterator[Finding]:
    """A button hands its code to at most five apps."""
    if "supported_apps" not in button.fields:
        return
    count = len(array(button.fields["supported_apps"]))
    if count not in limits.SUPPORTED_APPS:
        yield Finding(
            rule="otp_apps_count",
            at=(*button.at, "supported_apps"),
            message=f"The button has {many(count, 'supported app')}; 1 to "
            f"{limits.SUPPORTED_APPS[-1]} are allowed.",
            hint="Keep those that the code is for.",
            meta=codes.INVALID,
        )


def otp_apps_missing(_: Template, button: Button) -> Iterator[Finding]:
    """One-tap and zero-tap buttons name the apps that take the code."""
    kind = upper(button.fields.get("otp_type"))
    given = {"supported_apps", "package_name"} & button.fields.keys()
    if kind in {"ONE_TAP", "ZERO_TAP"} and not given:
        yield Finding(
            rule="otp_apps_missing",
            at=button.at,
            message=f"The {kind} button needs supported_apps.",
            hint="Add supported_apps: [{package_name: …, signature_hash: …}].",
            meta=codes.BUTTON_FIELDS,
        )


def otp_autofill_too_long(_: Template, button: Button) -> Iterator[Finding]:
    """The label for autofill has at most 25 characters."""
    length = len(text(button.fields.get("autofill_text")))
    if length > limits.BUTTON_LENGTH:
        yield Finding(
            rule="otp_autofill_too_long",
            at=(*button.at, "autofill_text"),
            message=f"The label has {length} of at most {limits.BUTTON_LENGTH} "
            "characters.",
            hint="Shorten it, or leave it out for Meta's own.",
            meta=codes.TOO_LONG,
        )


def otp_outside_authentication(template: Template, button: Button) -> Iterator[Finding]:
    """One-time passwords are sent in AUTHENTICATION templates only."""
    if not template.authentication and template.category:
        yield Finding(
            rule="otp_outside_authentication",
            at=button.at,
            message="An OTP button is for AUTHENTICATION templates, "
            f"not for {template.category}.",
            hint="Use category: AUTHENTICATION, or another button.",
            meta=codes.INVALID,
        )


def otp_package_name(_: Template, button: Button) -> Iterator[Finding]:
    """An app is named as Android names it."""
    for at, app in _apps(button):
        name = text(app.get("package_name"))
        if "package_name" not in app:
            continue
        if not _PACKAGE.fullmatch(name) or len(name) > limits.PACKAGE_NAME_LENGTH:
            yield Finding(
                rule="otp_package_name",
                at=(*at, "package_name"),
                message=f"{name!r} is no package name: two or more parts with dots "
                "between, each a letter, then letters, digits, underscores; at most "
                f"{limits.PACKAGE_NAME_LENGTH} characters.",
                hint="Write it as in the app's manifest: com.example.shop.",
                meta=codes.INVALID,
            )


def otp_signature_hash(_: Template, button: Button) -> Iterator[Finding]:
    """An app is known by a hash of exactly eleven characters."""
    for at, app in _apps(button):
        value = unquote(text(app.get("signature_hash")))
        if "signature_hash" not in app:
            continue
        length = limits.SIGNATURE_HASH_LENGTH
        if len(value) != length or not _HASH.fullmatch(value):
            yield Finding(
                rule="otp_signature_hash",
                at=(*at, "signature_hash"),
                message=f"{value!r} is no signature hash: exactly {length} letters, "
                f"digits, +, / or =; these are {len(value)} characters.",
                hint="Compute it with the script in Meta's documentation.",
                meta=codes.INVALID,
            )


def otp_terms(_: Template, button: Button) -> Iterator[Finding]:
    """Zero-tap is allowed once its terms are accepted."""
    accepted = button.fields.get("zero_tap_terms_accepted")
    if upper(button.fields.get("otp_type")) == "ZERO_TAP" and upper(
        str(accepted)
    ) not in {"TRUE", "1"}:
        yield Finding(
            rule="otp_terms",
            at=(*button.at, "zero_tap_terms_accepted")
            if "zero_tap_terms_accepted" in button.fields
            else button.at,
            message="A ZERO_TAP button needs Meta's terms to be accepted.",
            hint="Read them, then add zero_tap_terms_accepted: true.",
            meta=codes.INVALID,
        )


def otp_type_missing(_: Template, button: Button) -> Iterator[Finding]:
    """An OTP button says how the code reaches the app."""
    if not button.fields.get("otp_type"):
        yield Finding(
            rule="otp_type_missing",
            at=button.at,
            message="The OTP button has no otp_type.",
            hint=f"Add otp_type: one of {', '.join(TYPES)}.",
            meta=codes.BUTTON_FIELDS,
        )


def otp_type_unknown(_: Template, button: Button) -> Iterator[Finding]:
    """There are three ways."""
    kind = upper(button.fields.get("otp_type"))
    if kind and kind not in TYPES:
        yield Finding(
            rule="otp_type_unknown",
            at=(*button.at, "otp_type"),
            message=f"{kind} is no otp_type.",
            hint=f"Use one of {', '.join(TYPES)}.",
            meta=codes.INVALID,
        )


def _apps(button: Button) -> Iterator[tuple[Pointer, Spec]]:
    yield button.at, button.fields
    for number, app in enumerate(array(button.fields.get("supported_apps"))):
        yield (*button.at, "supported_apps", number), mapping(app)
