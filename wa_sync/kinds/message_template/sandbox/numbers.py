"""Phone numbers as Meta gives them back: a plus, digits, no trunk zero.

Country codes are prefix-free: one digit, two digits, or three (ITU-T E.164.D, 2016).
"""

from __future__ import annotations

import re


ONE_DIGIT = frozenset("17")
TWO_DIGITS = frozenset(
    {"20", "27", "36", "39", "40", "41", "81", "82", "84", "86", "98"}
    | {str(code) for code in (*range(30, 35), *range(43, 50), *range(51, 59))}
    | {str(code) for code in (*range(60, 67), *range(90, 96))}
)


def canonical(number: str) -> str:
    """Return ``+`` and digits, without a zero right after the country code."""
    digits = re.sub(r"[^0-9]", "", number)
    length = 1 if digits[:1] in ONE_DIGIT else 2 if digits[:2] in TWO_DIGITS else 3
    country, rest = digits[:length], digits[length:]
    return f"+{country}{rest.removeprefix('0')}"
