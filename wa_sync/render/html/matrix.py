"""Names × languages: where a plan does something, at a glance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from wa_sync.render.wording import SIGN


if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from wa_sync.model.address import Address
    from wa_sync.model.change import Plan


@dataclass(frozen=True, slots=True)
class Cell:
    """What is said of a name in a language: a sign, its meaning, and where it leads."""

    sign: str
    meaning: str
    target: str = ""


@dataclass(frozen=True, slots=True)
class Matrix:
    """One account's; ``rows`` are names with a cell, or None, for each language."""

    account: str
    languages: Sequence[str]
    rows: Sequence[tuple[str, Sequence[Cell | None]]]


def matrices(plan: Plan, anchors: Mapping[int, str]) -> list[Matrix]:
    """Return a matrix of each account that says something of a template.

    ``anchors`` lead from the place of a change in the plan to its element.
    """
    found: dict[str, dict[tuple[str, str], Cell]] = {}
    for one in plan.unmanaged:
        _put(found, one.account, one.address, Cell("?", "live, but in no file"))
    for note in plan.drift:
        _put(found, note.account, note.address, Cell("!", "differs, left alone"))
    for place, change in enumerate(plan.changes):
        blocked = change.blocked is not None
        cell = Cell(
            "×" if blocked else SIGN[change.action],
            "blocked" if blocked else change.action.value,
            anchors[place],
        )
        _put(found, change.account, change.address, cell)
    return [_matrix(account, cells) for account, cells in found.items()]


def _put(
    found: dict[str, dict[tuple[str, str], Cell]],
    account: str,
    address: Address,
    cell: Cell,
) -> None:
    name, slash, language = address.key.partition("/")
    if slash:
        found.setdefault(account, {})[name, language] = cell


def _matrix(account: str, cells: Mapping[tuple[str, str], Cell]) -> Matrix:
    languages = sorted({language for _, language in cells})
    names = sorted({name for name, _ in cells})
    return Matrix(
        account,
        languages,
        [(name, [cells.get((name, one)) for one in languages]) for name in names],
    )
