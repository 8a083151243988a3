"""Sections of a list as somebody wrote them in Meta's JSON → values, and what is odd.

What is not known is not dropped: it would be missed only by whoever reads the message.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from wa_sync.messages import interactive
from wa_sync.messages.lists import Row, Section
from wa_sync.messages.wrong import invalid, unknown


if TYPE_CHECKING:
    from collections.abc import Sequence

    from wa_sync.model.finding import Finding
    from wa_sync.model.source import Json, Pointer, Spec


_AT: Final = (*interactive.AT, "action", "sections")
_SECTION: Final = frozenset({"rows", "title"})
_ROW: Final = frozenset({"description", "id", "title"})
_RULE: Final = "list_field_unknown"


def read(given: Sequence[Spec], found: list[Finding]) -> list[Section]:
    """Return the sections; whatever cannot be sent as it was written is ``found``."""
    return [_section(one, (*_AT, place), found) for place, one in enumerate(given)]


def _section(one: Spec, at: Pointer, found: list[Finding]) -> Section:
    found += unknown(_RULE, at, "A section", one, _SECTION)
    rows = one.get("rows", [])
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        what = "The rows of a section are no list of objects."
        found.append(invalid("list_field_malformed", (*at, "rows"), what))
        rows = []
    made = [_row(row, (*at, "rows", place), found) for place, row in enumerate(rows)]
    return Section(made, _text(one, "title", at, found))


def _row(one: Spec, at: Pointer, found: list[Finding]) -> Row:
    found += unknown(_RULE, at, "A row", one, _ROW)
    return Row(
        _text(one, "id", at, found) or "",
        _text(one, "title", at, found) or "",
        _text(one, "description", at, found),
    )


def _text(one: Spec, key: str, at: Pointer, found: list[Finding]) -> str | None:
    value: Json = one.get(key)
    if value is None or isinstance(value, str):
        return value
    what = f"The {key} {value} is no text."
    found.append(invalid("list_field_malformed", (*at, key), what, "Put it in quotes."))
    return str(value)
