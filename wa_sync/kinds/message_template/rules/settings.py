"""Rules about the settings beside the components."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.kinds.message_template import limits
from wa_sync.kinds.message_template.rules import codes
from wa_sync.kinds.message_template.spec import integer, upper
from wa_sync.model.finding import Finding, Severity
from wa_sync.model.source import array, mapping, text


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.kinds.message_template.spec import Template
    from wa_sync.model.source import Pointer


def bid_category(template: Template) -> Iterator[Finding]:
    """Only marketing messages are bid for."""
    if template.category != "MARKETING":
        yield Finding(
            rule="bid_category",
            at=("bid_spec",),
            message=f"bid_spec is for MARKETING templates, not {template.category}.",
            hint="Remove bid_spec.",
            severity=Severity.WARNING,
            key=True,
        )


def creative_category(template: Template) -> Iterator[Finding]:
    """Only marketing messages are optimised."""
    if template.category != "MARKETING":
        yield Finding(
            rule="creative_category",
            at=("degrees_of_freedom_spec",),
            message="degrees_of_freedom_spec is for MARKETING templates, "
            f"not for {template.category}.",
            hint="Remove degrees_of_freedom_spec.",
            severity=Severity.WARNING,
            key=True,
        )


def creative_feature_unknown(template: Template) -> Iterator[Finding]:
    """Meta names its creative optimisations; there may be new ones."""
    for at, name in _features(template):
        if name.lower() not in limits.CREATIVE_FEATURES:
            yield Finding(
                rule="creative_feature_unknown",
                at=at,
                message=f"{name} is no creative optimisation that is known.",
                hint=f"Known are {', '.join(sorted(limits.CREATIVE_FEATURES))}.",
                severity=Severity.WARNING,
                key=True,
            )


def display_format_unknown(template: Template) -> Iterator[Finding]:
    """ORDER_DETAILS is the only display format in Meta's documentation."""
    written = upper(template.fields.get("display_format"))
    if written not in limits.DISPLAY_FORMATS:
        yield Finding(
            rule="display_format_unknown",
            at=("display_format",),
            message=f"{written} is no display format that is known.",
            hint="The only one documented is ORDER_DETAILS.",
            severity=Severity.WARNING,
            meta=codes.INVALID,
        )


def sub_category_by_meta(template: Template) -> Iterator[Finding]:
    """CUSTOM and FORM appear in answers; nobody is seen to send them."""
    written = upper(template.fields.get("sub_category"))
    if written in limits.SUB_CATEGORIES_BY_META:
        yield Finding(
            rule="sub_category_by_meta",
            at=("sub_category",),
            message=f"{written} is a sub-category that Meta sets itself.",
            hint="Remove sub_category.",
            severity=Severity.WARNING,
            meta=codes.INVALID,
        )


def sub_category_misfit(template: Template) -> Iterator[Finding]:
    """An order's status is a utility."""
    written = upper(template.fields.get("sub_category"))
    if written == "ORDER_STATUS" and template.category != "UTILITY":
        yield Finding(
            rule="sub_category_misfit",
            at=("sub_category",),
            message=f"ORDER_STATUS belongs to UTILITY, not to {template.category}.",
            hint="Use category: UTILITY, or remove sub_category.",
            severity=Severity.WARNING,
            meta=codes.INVALID,
        )


def sub_category_unknown(template: Template) -> Iterator[Finding]:
    """Meta's sources list seven sub-categories, not all of them the same."""
    written = upper(template.fields.get("sub_category"))
    if written not in limits.SUB_CATEGORIES | limits.SUB_CATEGORIES_BY_META:
        yield Finding(
            rule="sub_category_unknown",
            at=("sub_category",),
            message=f"{written} is no sub-category that is known.",
            hint=f"Known are {', '.join(sorted(limits.SUB_CATEGORIES))}.",
            severity=Severity.WARNING,
            meta=codes.INVALID,
        )


def ttl_out_of_range(template: Template) -> Iterator[Finding]:
    """How long Meta tries to deliver has bounds, and they depend on the category."""
    seconds = integer(template.fields.get("message_send_ttl_seconds"))
    allowed = limits.TTL.get(template.category)
    if seconds is None or allowed is None or seconds in allowed:
        return
    unset = template.category != "MARKETING"
    if unset and seconds == limits.TTL_UNSET:
        return
    more = ", or -1 for 30 days" if unset else ""
    yield Finding(
        rule="ttl_out_of_range",
        at=("message_send_ttl_seconds",),
        message=f"{seconds} seconds are outside of what {template.category} allows: "
        f"{allowed[0]} to {allowed[-1]}{more}.",
        hint="Choose a value in between, or leave it out for Meta's default.",
        meta=codes.INVALID,
    )


def _features(template: Template) -> Iterator[tuple[Pointer, str]]:
    at = ("degrees_of_freedom_spec", "creative_features_spec")
    written = mapping(template.fields.get(at[0])).get(at[1])
    for name in mapping(written):
        yield (*at, name), name
    for number, pair in enumerate(array(written)):
        yield (*at, number, "key"), text(mapping(pair).get("key"))
