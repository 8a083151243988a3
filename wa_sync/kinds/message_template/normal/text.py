"""The small conversions of single values. Each is unconditional and idempotent."""

from __future__ import annotations

from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from wa_sync.model.source import Json


DIGITS = frozenset("0123456789")


def trimmed(value: Json) -> Json:
    """Drop whitespace at the very end, as Meta does; inner lines stay as they are."""
    return value.rstrip() if isinstance(value, str) else value


def upper(value: Json) -> Json:
    """Write an enum as Meta answers it."""
    return value.upper() if isinstance(value, str) else value


def as_text(value: Json) -> Json:
    """Write an id as text: Meta answers some as JSON numbers (meta-api.md §3.4, 9)."""
    return str(value) if isinstance(value, int) else value


def phone(value: Json) -> Json:
    """Write a number as ``+`` and digits; what holds no digit stays as it is."""
    written = str(value) if isinstance(value, int) else value
    if not isinstance(written, str):
        return written
    digits = written.removeprefix("+")
    if not (digits.isascii() and digits.isdigit()):
        digits = "".join(sign for sign in written if sign in DIGITS)
    return f"+{digits}" if digits else written


def slashed(value: Json) -> Json:
    """Give a URL that is only a host the slash that Meta gives it."""
    if not isinstance(value, str):
        return value
    url = value.rstrip()
    if url.find("/", SCHEME) >= 0 or "{" in url:
        return url
    scheme, mark, rest = url.partition("://")
    bare = rest and scheme.lower() in {"http", "https"} and mark
    return f"{url}/" if bare and "?" not in rest and "#" not in rest else url


SCHEME = len("https://")
"""A slash at or after this place is one behind the host."""


def integer(value: Json) -> Json:
    """Read an integer that was written as text; anything else stays as it is."""
    return int(value) if isinstance(value, str) and _is_integer(value) else value


def _is_integer(value: str) -> bool:
    digits = value.removeprefix("-")
    return digits.isascii() and digits.isdigit()
