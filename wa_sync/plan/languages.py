"""Which name has which languages: a matrix for people, without a verdict.

A language is missed where most names of the account have it, or will have it after the
changes. That is no finding: not every message is for everybody.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING

from wa_sync.model.change import Action, Cause, LanguageGap
from wa_sync.plan.names import under_each


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from wa_sync.model.address import Address
    from wa_sync.model.change import Change, Plan
    from wa_sync.model.resource import Declared


class Standing(StrEnum):
    """How one language of one name stands."""

    IN_SYNC = "in sync"
    CREATE = "create"
    UPDATE = "update"
    DELETE = "delete"
    BLOCKED = "blocked"
    DRIFT = "drift"
    """It differs, and apply leaves it alone."""
    UNMANAGED = "unmanaged"
    MISSED = "missed"


@dataclass(frozen=True, slots=True)
class Row:
    """One name: language → how it stands, for those that are or are missed there."""

    name: str
    languages: Mapping[str, Standing]


@dataclass(frozen=True, slots=True)
class Matrix:
    """One account's names of one kind, and all their languages, both in order.

    ``usual`` are the languages that most of the names have when the plan is done.
    """

    account: str
    kind: str
    languages: tuple[str, ...]
    usual: frozenset[str]
    rows: tuple[Row, ...]


def matrices(plan: Plan, declared: Iterable[Declared]) -> tuple[Matrix, ...]:
    """Return a matrix for each account and kind that has languages in its keys.

    ``declared`` is what the plan was made from: a plan does not hold what is in sync.
    """
    found: dict[tuple[str, str], dict[tuple[str, str], Standing]] = {}
    for account, address, standing in _standings(plan, declared):
        name, slash, language = address.key.partition("/")
        if slash:
            names = found.setdefault((account, address.kind), {})
            names[name, language] = standing
    return tuple(_matrix(*key, found[key]) for key in sorted(found))


def _standings(
    plan: Plan, declared: Iterable[Declared]
) -> Iterator[tuple[str, Address, Standing]]:
    """Yield what is known of each; what is said later counts."""
    accounts = {account.name for account in plan.accounts}
    for one in declared:
        if one.account in accounts:
            yield one.account, one.address, Standing.IN_SYNC
    for stranger in plan.unmanaged:
        yield stranger.account, stranger.address, Standing.UNMANAGED
    for note in (*plan.elsewhere, *plan.already_live):
        same = note.cause is Cause.ALREADY_LIVE
        standing = Standing.IN_SYNC if same else Standing.DRIFT
        yield note.account, note.address, standing
    for change in under_each(plan):
        yield change.account, change.address, _standing(change)


def _standing(change: Change) -> Standing:
    return Standing.BLOCKED if change.blocked is not None else _OF_ACTION[change.action]


_OF_ACTION: Mapping[Action, Standing] = {
    Action.CREATE: Standing.CREATE,
    Action.UPDATE: Standing.UPDATE,
    Action.DELETE: Standing.DELETE,
}


def _matrix(
    account: str, kind: str, found: Mapping[tuple[str, str], Standing]
) -> Matrix:
    names: dict[str, dict[str, Standing]] = {}
    for (name, language), standing in sorted(found.items()):
        names.setdefault(name, {})[language] = standing
    usual = _usual([_left(languages) for languages in names.values()])
    return Matrix(
        account=account,
        kind=kind,
        languages=tuple(sorted({language for _, language in found})),
        usual=usual,
        rows=tuple(Row(name, _with_missed(one, usual)) for name, one in names.items()),
    )


def _left(languages: Mapping[str, Standing]) -> frozenset[str]:
    """Which of them are there when the plan is done."""
    return frozenset(k for k, v in languages.items() if v not in _NOT_THERE)


_NOT_THERE = frozenset({Standing.DELETE, Standing.MISSED})


def _counted(names: Sequence[frozenset[str]]) -> tuple[Counter[str], int]:
    """Count the names that have a language, and those that have any."""
    counts = Counter(language for languages in names for language in languages)
    return counts, sum(bool(languages) for languages in names)


def _usual(names: Sequence[frozenset[str]]) -> frozenset[str]:
    counts, there = _counted(names)
    return frozenset(
        language for language, count in counts.items() if count * 2 > there
    )


def _with_missed(
    languages: Mapping[str, Standing], usual: frozenset[str]
) -> Mapping[str, Standing]:
    missed = dict.fromkeys(sorted(usual - languages.keys()), Standing.MISSED)
    return {**languages, **missed}


def gaps(plan: Plan, declared: Iterable[Declared]) -> tuple[LanguageGap, ...]:
    """Say which languages the names lack that this plan changes, one gap for each name.

    One that it removes is missed where most would have it if this name kept it. A name
    that goes as a whole lacks nothing.
    """
    own = {(one.account, one.address.kind, one.address.name) for one in plan.changes}
    return tuple(
        gap
        for matrix in matrices(plan, declared)
        for gap in _gaps(matrix)
        if (gap.account, gap.kind, gap.name) in own
    )


def _gaps(matrix: Matrix) -> Iterator[LanguageGap]:
    counts, there = _counted([_left(row.languages) for row in matrix.rows])
    for row in matrix.rows:
        removed = [
            language
            for language, standing in row.languages.items()
            if standing is Standing.DELETE and (counts[language] + 1) * 2 > there
        ]
        lacked = [k for k, v in row.languages.items() if v is Standing.MISSED]
        if _left(row.languages) and (removed or lacked):
            yield LanguageGap(
                account=matrix.account,
                kind=matrix.kind,
                name=row.name,
                languages=tuple(sorted([*removed, *lacked])),
                removed=tuple(sorted(removed)),
            )
