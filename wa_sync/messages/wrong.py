"""Findings about a message, in the few forms that all its rules share.

Meta answers 131008 where something is missing and 131009 where a value is not valid;
which text it adds differs, so only the code is named (meta-api.md §9.3).
"""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Final

from wa_sync.model.finding import Finding, MetaCode, Severity


if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from wa_sync.model.source import Pointer, Spec


MISSING: Final = MetaCode(131008)
INVALID: Final = MetaCode(131009)
PARAMETER: Final = MetaCode(100)


def missing(rule: str, at: Pointer, what: str, hint: str | None = None) -> Finding:
    """Say that something is not there which Meta wants."""
    return Finding(rule=rule, at=at, message=what, hint=hint, meta=MISSING)


def invalid(rule: str, at: Pointer, what: str, hint: str | None = None) -> Finding:
    """Say that something is there which Meta does not take."""
    return Finding(rule=rule, at=at, message=what, hint=hint, meta=INVALID)


def unsure(rule: str, at: Pointer, what: str, hint: str | None = None) -> Finding:
    """Warn of what the sources do not agree about."""
    return Finding(rule=rule, at=at, message=what, hint=hint, severity=Severity.WARNING)


def too_long(
    rule: str, at: Pointer, named: str, value: str, most: int
) -> Iterator[Finding]:
    """Count characters; ``named`` begins the sentence."""
    if len(value) > most:
        what = f"{named} has {len(value)} of at most {most} characters."
        yield invalid(rule, at, what, "Shorten it.")


def repeated(values: Sequence[str]) -> Iterator[tuple[int, str]]:
    """Yield the place of each value that stood there before; empty ones never count."""
    seen: set[str] = set()
    for place, value in enumerate(values):
        if value and value in seen:
            yield place, value
        seen.add(value)


def unknown(
    rule: str, at: Pointer, whose: str, given: Spec, known: Collection[str]
) -> Iterator[Finding]:
    """Name each key that is not ``known``; ``whose`` begins the sentence."""
    for key in sorted(given.keys() - known):
        close = get_close_matches(key, sorted(known), n=1)
        hint = f"Did you mean {close[0]}?" if close else None
        yield invalid(rule, (*at, key), f"{whose} has no field {key}.", hint)
