"""Names × languages: where a plan does something, and which languages are missed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wa_sync.model.address import Address
from wa_sync.plan import languages
from wa_sync.plan.languages import Standing


if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wa_sync.model.change import Plan
    from wa_sync.model.resource import Declared
    from wa_sync.plan.languages import Row

MISSING = 100
"""As many names are shown that only lack a language."""
_CELLS: Mapping[Standing, tuple[str, str]] = {
    Standing.IN_SYNC: ("=", "in sync"),
    Standing.CREATE: ("+", "create"),
    Standing.UPDATE: ("~", "update"),
    Standing.DELETE: ("-", "delete"),
    Standing.BLOCKED: ("×", "blocked"),
    Standing.DRIFT: ("!", "differs, left alone"),
    Standing.UNMANAGED: ("?", "live, but in no file"),
    Standing.MISSED: ("∅", "missing: most names have it"),
}


@dataclass(frozen=True, slots=True)
class Cell:
    """What is said of a name in a language: a sign, its meaning, and where it leads."""

    sign: str
    meaning: str
    target: str = ""


@dataclass(frozen=True, slots=True)
class Matrix:
    """One account's; ``rows`` are names with a cell, or None, for each language.

    ``left`` counts the names that lack a language and are not shown.
    """

    account: str
    languages: Sequence[str]
    rows: Sequence[tuple[str, Sequence[Cell | None]]]
    left: int = 0


def matrices(
    plan: Plan, declared: Sequence[Declared], anchors: Mapping[int, str]
) -> list[Matrix]:
    """Return a matrix of each account that says something of a template.

    ``anchors`` lead from the place of a change in the plan to its element. Where it is
    not known what is ``declared``, no language is said to be missing.
    """
    targets = {
        (change.account, change.address): anchors[place]
        for place, change in enumerate(plan.changes)
    }
    quiet = {Standing.IN_SYNC} if declared else {Standing.IN_SYNC, Standing.MISSED}
    found = (_matrix(one, quiet, targets) for one in languages.matrices(plan, declared))
    return [one for one in found if one.rows]


def _matrix(
    one: languages.Matrix,
    quiet: set[Standing],
    targets: Mapping[tuple[str, Address], str],
) -> Matrix:
    told = [row for row in one.rows if not quiet.issuperset(row.languages.values())]
    lacking = [row for row in told if _only_lacks(row)]
    hidden = {row.name for row in lacking[MISSING:]}
    return Matrix(
        one.account,
        one.languages,
        [
            (row.name, _cells(one, row, quiet, targets))
            for row in told
            if row.name not in hidden
        ],
        len(hidden),
    )


def _only_lacks(row: Row) -> bool:
    return {Standing.IN_SYNC, Standing.MISSED}.issuperset(row.languages.values())


def _cells(
    one: languages.Matrix,
    row: Row,
    quiet: set[Standing],
    targets: Mapping[tuple[str, Address], str],
) -> list[Cell | None]:
    found: list[Cell | None] = []
    for language in one.languages:
        standing = row.languages.get(language)
        if standing is None or (standing is Standing.MISSED and standing in quiet):
            found.append(None)
            continue
        address = Address(one.kind, f"{row.name}/{language}")
        target = targets.get((one.account, address), "")
        found.append(Cell(*_CELLS[standing], target))
    return found
