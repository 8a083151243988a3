"""The small conversions of single values. Each is unconditional and idempotent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.graph import urls


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
    return urls.slashed(value.rstrip()) if isinstance(value, str) else value


def integer(value: Json) -> Json:
    """Read an integer that was written as text; anything else stays as it is."""
    return int(value) if isinstance(value, str) and _is_integer(value) else value


def _is_integer(value: str) -> bool:
    digits = value.removeprefix("-")
    return digits.isascii() and digits.isdigit()
