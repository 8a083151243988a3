"""Templates whose texts want to be more than text on a page."""

from __future__ import annotations

from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from wa_sync.model.source import Json

MARKUP = (
    *("<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "' onload='x"),
    *("</style></title><script>alert(1)</script>", "javascript:alert(1)", "]]>-->"),
    *("{{7*7}}{% raw %}", "*<b onclick=alert(1)>*", "```</samp>```\n> `</code>`"),
    "https://evil.example/a.png",
)
"""Texts that want to be more than text on a page."""

_OURS = frozenset({"type", "format", "otp_type", "category", "parameter_format"})


def poisoned(value: Json, poison: str) -> Json:
    """Put a poison around every text of a template, but what says what it is."""
    if isinstance(value, str):
        return f"{poison}{value}{poison}"
    if isinstance(value, list):
        return [poisoned(item, poison) for item in value]
    if isinstance(value, dict):
        return {
            key: item if key in _OURS else poisoned(item, poison)
            for key, item in value.items()
        }
    return value
