"""Whom a message is for: a phone number in international form, digits only.

People type ``+1 (555) 010-0100``; Meta wants 15550100100 (gateway.md, recipients).
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from wa_sync.messages import limits
from wa_sync.messages.wrong import invalid, missing


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.model.finding import Finding


AT: Final = ("to",)
# spaces of all sorts, also those that come with a copied number
_TYPED: Final = re.compile(r"[\s().\-\u2010-\u2015\u202a-\u202e\u2066-\u2069]+")
_FORM: Final = "Write it with its country code, like +1 555 010 0100."
_ABROAD: Final = "Write it as it is dialled from abroad: +44 20 …, not +44 (0)20 …."
# 0 after the country code: a prefix in most countries, a part of it in some
_TRUNK: Final = re.compile(r"[0-9][^0-9]*\(\s*0")


def dialled(typed: str) -> str:
    """Return a number as it is sent: a plus at its head and what divides it go."""
    return _TYPED.sub("", typed).removeprefix("+")


def check(typed: str) -> Iterator[Finding]:
    """Judge a number as a person types it."""
    to = dialled(typed)
    if not to:
        yield missing("recipient_missing", AT, "The message has no recipient.", _FORM)
    elif not (to.isascii() and to.isdecimal()):
        what = "The recipient is no phone number: it has more than digits."
        yield invalid("recipient_malformed", AT, what, _FORM)
    elif _TRUNK.search(typed):
        what = "The recipient has a 0 in brackets, which is not dialled from abroad."
        yield invalid("recipient_not_international", AT, what, _ABROAD)
    elif to.startswith("0"):
        what = "The recipient begins with 0: the international form has no 0 there."
        yield invalid("recipient_not_international", AT, what, _FORM)
    elif len(to) not in limits.RECIPIENT_DIGITS:
        least, most = limits.RECIPIENT_DIGITS.start, limits.RECIPIENT_DIGITS.stop - 1
        what = f"The recipient has {len(to)} digits; there are {least} to {most}."
        yield invalid("recipient_length", AT, what, _FORM)
