"""What Meta says of the values of a template's parameters, however they are given."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from wa_sync.messages import limits
from wa_sync.messages.wrong import invalid, missing, too_long, unsure
from wa_sync.model.finding import Finding, MetaCode


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.model.source import Pointer


VALUE: Final = MetaCode(132018)
_ODD: Final = re.compile(r"[\n\r\t]| {5,}")  # more than limits.SPACES


def text(value: str, at: Pointer) -> Iterator[Finding]:
    """Judge a text; ``at`` ends with its name."""
    if not value.strip():
        what = f"The value of {at[-1]} is empty."
        yield missing("parameter_empty", at, what)
    if _ODD.search(value):
        what = (
            f"The value of {at[-1]} has a line break, a tab or more than "
            f"{limits.SPACES} spaces in a row; Meta refuses that."
        )
        yield Finding(rule="parameter_odd_spaces", at=at, message=what, meta=VALUE)


def code(body: str | None, button: str | None, at: Pointer) -> Iterator[Finding]:
    """Judge a one-time password, which stands in the body and in the button."""
    value = body if body is not None else button
    if value is not None:
        yield from too_long("code_too_long", at, "The code", value, limits.CODE_LENGTH)
    if body is not None and button is not None and body != button:
        what = "The body and the button have different codes."
        hint = "Give it once: --param 1=CODE is passed to the button, too."
        yield invalid("codes_differ", at, what, hint)


def coupon(value: str, at: Pointer, *, offer: bool) -> Iterator[Finding]:
    """Judge a coupon code; that of an ``offer`` which ends is shorter."""
    most = limits.OFFER_CODE_LENGTH if offer else limits.COUPON_CODE_LENGTH
    yield from too_long("coupon_code_too_long", at, "The coupon code", value, most)
    if limits.OFFER_CODE_LENGTH < len(value) <= most:
        what = (
            f"The coupon code has {len(value)} characters: Meta's page about coupons "
            f"allows {most}, its page about components {limits.OFFER_CODE_LENGTH}."
        )
        yield unsure("coupon_code_long", at, what)
