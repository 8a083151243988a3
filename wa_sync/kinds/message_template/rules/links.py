"""Rules about buttons that lead somewhere: URL, PHONE_NUMBER, VOICE_CALL, COPY_CODE."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from wa_sync.kinds.message_template import limits
from wa_sync.kinds.message_template.rules import codes
from wa_sync.kinds.message_template.spec import button_examples, integer, variables
from wa_sync.model.finding import Finding, Severity
from wa_sync.model.source import text


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.kinds.message_template.spec import Button, Template


# 2388081 answers to these (live, 2026)
OWN_HOSTS = ("whatsapp.com", "wa.me", "whatsapp.net")
_URL = re.compile(r"https?://[^\s/?#{}\[\]<>]+(?:[/?#]\S*|\{\S*)?", re.IGNORECASE)
_PHONE_FILLER = re.compile(r"[\s().\-]")


def copy_code_example_missing(_: Template, button: Button) -> Iterator[Finding]:
    """A code to copy has a sample."""
    if not any(example.strip() for example in button_examples(button)):
        yield Finding(
            rule="copy_code_example_missing",
            at=button.at,
            message="The COPY_CODE button has no sample code.",
            hint="Add example: CODE.",
            meta=codes.EXAMPLE,
        )


def copy_code_too_long(template: Template, button: Button) -> Iterator[Finding]:
    """A code has at most 20 characters, 15 in a limited-time offer."""
    offer = template.parts.find("LIMITED_TIME_OFFER") is not None
    limit = limits.COPY_CODE_LENGTH_OFFER if offer else limits.COPY_CODE_LENGTH
    length = max(map(len, button_examples(button)), default=0)
    if length > limit:
        yield Finding(
            rule="copy_code_too_long",
            at=(*button.at, "example"),
            message=f"The code has {length} of at most {limit} characters.",
            hint="Use a shorter code.",
            meta=codes.TOO_LONG,
        )


def phone_number_invalid(_: Template, button: Button) -> Iterator[Finding]:
    """A phone number has its country code and nothing but digits."""
    written = text(button.fields.get("phone_number"))
    digits = _PHONE_FILLER.sub("", written).removeprefix("+")
    fits = digits.isascii() and digits.isdigit() and len(digits) in limits.PHONE_DIGITS
    if written and not fits:
        yield Finding(
            rule="phone_number_invalid",
            at=(*button.at, "phone_number"),
            message=f"{written} is no phone number.",
            hint="Write the country code and the number: +15550051310.",
            meta=codes.PHONE,
        )


def phone_number_missing(_: Template, button: Button) -> Iterator[Finding]:
    """A button that calls has a number to call."""
    if not text(button.fields.get("phone_number")):
        yield Finding(
            rule="phone_number_missing",
            at=button.at,
            message="The PHONE_NUMBER button has no phone_number.",
            hint="Add phone_number with its country code.",
            meta=codes.BUTTON_FIELDS,
        )


def phone_number_too_long(_: Template, button: Button) -> Iterator[Finding]:
    """A phone number has at most 20 characters."""
    length = len(text(button.fields.get("phone_number")))
    if length > limits.PHONE_LENGTH:
        yield Finding(
            rule="phone_number_too_long",
            at=(*button.at, "phone_number"),
            message=f"The phone number has {length} of at most {limits.PHONE_LENGTH} "
            "characters.",
            hint="Write it without spaces.",
            meta=codes.TOO_LONG,
        )


def url_example_missing(_: Template, button: Button) -> Iterator[Finding]:
    """A URL with a variable has a sample."""
    found = variables(text(button.fields.get("url")))
    if found and not any(example.strip() for example in button_examples(button)):
        yield Finding(
            rule="url_example_missing",
            at=button.at,
            message="The URL has a variable, but no sample value.",
            hint="Add example: with the value or the whole URL.",
            meta=codes.EXAMPLE,
        )


def url_malformed(_: Template, button: Button) -> Iterator[Finding]:
    """A URL is complete: scheme, host, and no space."""
    url = text(button.fields.get("url"))
    if not url or _URL.fullmatch(url):
        return
    if not re.match("https?://", url, re.IGNORECASE):
        problem = "does not start with https://"
    elif re.search(r"\s", url):
        problem = "has a space"
    else:
        problem = "has no host that is fixed and well formed"
    yield Finding(
        rule="url_malformed",
        at=(*button.at, "url"),
        message=f"{url} is no complete URL: it {problem}.",
        hint="Write the whole address, such as https://shop.example/orders.",
        meta=codes.INVALID,
    )


def url_missing(_: Template, button: Button) -> Iterator[Finding]:
    """A URL button has a URL."""
    if not text(button.fields.get("url")):
        yield Finding(
            rule="url_missing",
            at=button.at,
            message="The URL button has no url.",
            hint="Add url.",
            meta=codes.BUTTON_FIELDS,
        )


def url_own_host(_: Template, button: Button) -> Iterator[Finding]:
    """A URL does not lead to WhatsApp itself."""
    url = text(button.fields.get("url")).lower()
    if not any(own in url for own in OWN_HOSTS):
        return
    host = _host(url.partition("{{")[0])
    if host.endswith(tuple(f".{own}" for own in OWN_HOSTS)) or host in OWN_HOSTS:
        yield Finding(
            rule="url_own_host",
            at=(*button.at, "url"),
            message=f"{host} is WhatsApp's own; Meta refuses buttons that lead there.",
            hint="Link to your own site, or use a QUICK_REPLY or FLOW button.",
            meta=codes.OWN_HOST,
        )


def url_too_long(_: Template, button: Button) -> Iterator[Finding]:
    """A URL has at most 2000 characters."""
    length = len(text(button.fields.get("url")))
    if length > limits.URL_LENGTH:
        yield Finding(
            rule="url_too_long",
            at=(*button.at, "url"),
            message=f"The URL has {length} of at most {limits.URL_LENGTH} characters.",
            hint="Shorten it.",
            meta=codes.TOO_LONG,
        )


def url_variable_misplaced(_: Template, button: Button) -> Iterator[Finding]:
    """A URL has its one variable at the very end."""
    url = text(button.fields.get("url"))
    found = variables(url)
    if not found or (len(found) == 1 and found[0].end == len(url)):
        return
    if len(found) > 1:
        message = f"The URL has {len(found)} of at most 1 variable."
    else:
        message = f"The variable {{{{{found[0].name}}}}} is not at the end of the URL."
    yield Finding(
        rule="url_variable_misplaced",
        at=(*button.at, "url"),
        message=message,
        hint="Use one variable, as the last part of the URL.",
        meta=codes.BUTTON_FORMAT,
    )


def url_variable_name(template: Template, button: Button) -> Iterator[Finding]:
    """The variable of a URL is ``{{1}}``; names are not seen anywhere."""
    found = variables(text(button.fields.get("url")))
    if found and found[0].name != "1":
        name = found[0].name
        unsure = template.named and not name.isdigit()
        yield Finding(
            rule="url_variable_name",
            at=(*button.at, "url"),
            message=f"The URL has the variable {{{{{name}}}}}; "
            "in URLs it is called {{1}}, with names too.",
            hint="Write {{1}}.",
            severity=Severity.WARNING if unsure else Severity.ERROR,
            meta=codes.BUTTON_FORMAT,
        )


def voice_call_ttl_out_of_range(_: Template, button: Button) -> Iterator[Finding]:
    """A call button is valid for a minute to thirty days."""
    minutes = integer(button.fields.get("ttl_minutes"))
    if minutes is not None and minutes not in limits.VOICE_CALL_TTL:
        yield Finding(
            rule="voice_call_ttl_out_of_range",
            at=(*button.at, "ttl_minutes"),
            message=f"{minutes} minutes are outside of what is allowed: "
            f"1 to {limits.VOICE_CALL_TTL[-1]}.",
            hint="Choose a value in between, or leave it out.",
            meta=codes.INVALID,
        )


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or ""
    except ValueError:
        return ""
