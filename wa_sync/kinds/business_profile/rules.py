"""What Meta refuses in a profile, one small function per fault; its name is the id."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from wa_sync.config.characters import describe, hidden
from wa_sync.kinds.business_profile import limits
from wa_sync.kinds.business_profile.normal import HANDLE, PICTURE
from wa_sync.model.finding import Finding, MetaCode, Severity


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from wa_sync.model.source import Json, Pointer, Spec

    Found = Iterator[Finding]

INVALID: Final = MetaCode(100)
"""Meta answers (#100) and names the field; there are no subcodes for profiles."""
EMAIL: Final = re.compile(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+")


def check(variant: Spec) -> Found:
    """Judge one profile as it was written; pointers lead into it."""
    for rule in RULES:
        yield from rule(variant)


def rule_ids() -> frozenset[str]:
    """Return the names of all rules."""
    return frozenset(rule.__name__ for rule in RULES)


def profile_about_cleared(profile: Spec) -> Found:
    """Meta keeps an about line once there is one."""
    if "about" in profile and not _trimmed(profile["about"]):
        yield Finding(
            rule="profile_about_cleared",
            at=("about",),
            message="about cannot be cleared; Meta wants at least one character.",
            hint="Write a text, or leave the key out to leave it alone.",
            meta=INVALID,
        )


def profile_about_too_long(profile: Spec) -> Found:
    """The line below the name is short."""
    yield from _too_long(
        "profile_about_too_long", ("about",), profile.get("about"), limits.ABOUT[-1]
    )


def profile_address_too_long(profile: Spec) -> Found:
    """An address has a limit."""
    yield from _too_long(
        "profile_address_too_long",
        ("address",),
        profile.get("address"),
        limits.ADDRESS,
    )


def profile_control_character(profile: Spec) -> Found:
    """What a reviewer cannot see is not sent unseen; live may hold it all the same."""
    for at, character in hidden(profile):
        yield Finding(
            rule="profile_control_character",
            at=at,
            message=f"The text holds {describe(character)}, which cannot be seen.",
            hint="Leave it out; what is live already can be allowed.",
        )


def profile_description_long(profile: Spec) -> Found:
    """Meta's own sources disagree about the limit."""
    length = len(_trimmed(profile.get("description")))
    if limits.DESCRIPTION_IN_DOUBT < length <= limits.DESCRIPTION:
        yield Finding(
            rule="profile_description_long",
            at=("description",),
            message=f"description has {length} characters. Meta documents "
            f"{limits.DESCRIPTION} in one place, but "
            f"{limits.DESCRIPTION_IN_DOUBT} in another.",
            hint=f"Cut it to {limits.DESCRIPTION_IN_DOUBT} to be on the safe side.",
            severity=Severity.WARNING,
            meta=INVALID,
        )


def profile_description_too_long(profile: Spec) -> Found:
    """A description has a limit."""
    yield from _too_long(
        "profile_description_too_long",
        ("description",),
        profile.get("description"),
        limits.DESCRIPTION,
    )


def profile_email_invalid(profile: Spec) -> Found:
    """Meta takes only what looks like an address."""
    email = _trimmed(profile.get("email"))
    if email and not EMAIL.fullmatch(email):
        yield Finding(
            rule="profile_email_invalid",
            at=("email",),
            message=f"{email!r} is no e-mail address.",
            hint="Write one address, such as contact@example.com.",
            meta=INVALID,
        )


def profile_email_too_long(profile: Spec) -> Found:
    """An e-mail address has a limit."""
    yield from _too_long(
        "profile_email_too_long", ("email",), profile.get("email"), limits.EMAIL
    )


def profile_picture_twice(profile: Spec) -> Found:
    """A picture comes from a file or from a handle."""
    if PICTURE in profile and HANDLE in profile:
        yield Finding(
            rule="profile_picture_twice",
            at=(HANDLE,),
            message=f"{PICTURE} and {HANDLE} both name the picture.",
            hint=f"Keep {PICTURE}; wa-sync uploads the file itself.",
            key=True,
        )


def profile_text_empty(profile: Spec) -> Found:
    """An empty text could be an accident; clearing is said by null."""
    for field in ("address", "description", "email", "vertical"):
        value = profile.get(field)
        if isinstance(value, str) and not value.strip():
            yield Finding(
                rule="profile_text_empty",
                at=(field,),
                message=f"{field} is an empty text.",
                hint=f"Write {field}: null to clear it, or leave the key out.",
            )


def profile_vertical_unknown(profile: Spec) -> Found:
    """Meta has a fixed list of industries."""
    name = _trimmed(profile.get("vertical")).strip().upper()
    if name and name not in limits.VERTICALS:
        from difflib import get_close_matches

        close = get_close_matches(name, sorted(limits.VERTICALS), n=1)
        known = ", ".join(sorted(limits.VERTICALS))
        yield Finding(
            rule="profile_vertical_unknown",
            at=("vertical",),
            message=f"There is no vertical {name}.",
            hint=f"Did you mean {close[0]}?" if close else f"Meta knows {known}.",
            meta=INVALID,
        )


def profile_website_not_http(profile: Spec) -> Found:
    """Meta wants the scheme written out."""
    for i, site in _websites(profile):
        host = re.match(r"https?://(.*)", site, re.IGNORECASE)
        if host is None or not host[1]:
            yield Finding(
                rule="profile_website_not_http",
                at=("websites", i),
                message=f"{site!r} does not begin with http:// or https:// and a host.",
                hint=f"Write https://{site}." if "://" not in site and site else None,
                meta=INVALID,
            )


def profile_website_too_long(profile: Spec) -> Found:
    """A website has a limit."""
    for i, site in _websites(profile):
        yield from _too_long(
            "profile_website_too_long", ("websites", i), site, limits.WEBSITE
        )


def profile_websites_too_many(profile: Spec) -> Found:
    """Meta shows two websites at most."""
    count = len(list(_websites(profile)))
    if count > limits.WEBSITES:
        yield Finding(
            rule="profile_websites_too_many",
            at=("websites", limits.WEBSITES),
            message=f"There are {count} websites; Meta takes {limits.WEBSITES}.",
            hint=f"Keep the {limits.WEBSITES} that matter most.",
            meta=INVALID,
        )


def _too_long(rule: str, at: Pointer, value: Json, limit: int) -> Found:
    length = len(_trimmed(value))
    if length > limit:
        field = at[0] if len(at) == 1 else "this website"
        yield Finding(
            rule=rule,
            at=at,
            message=f"{field} has {length} characters; Meta takes {limit}.",
            hint=f"Cut {length - limit} of them.",
            meta=INVALID,
        )


def _trimmed(value: Json) -> str:
    return value.rstrip() if isinstance(value, str) else ""


def _websites(profile: Spec) -> Iterator[tuple[int, str]]:
    written = profile.get("websites")
    for i, site in enumerate(written if isinstance(written, list) else ()):
        if isinstance(site, str):
            yield i, site.strip()


RULES: tuple[Callable[[Spec], Found], ...] = (
    profile_about_cleared,
    profile_about_too_long,
    profile_address_too_long,
    profile_control_character,
    profile_description_long,
    profile_description_too_long,
    profile_email_invalid,
    profile_email_too_long,
    profile_picture_twice,
    profile_text_empty,
    profile_vertical_unknown,
    profile_website_not_http,
    profile_website_too_long,
    profile_websites_too_many,
)
