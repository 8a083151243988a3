"""A plan in Markdown that fits into a comment, whatever its size.

GitHub takes 65,536 characters in a comment (peers.md §3.6). What does not fit is left
out in tiers, by whole changes: first the fields of changes without a risk, then all
fields, then rows. Verdict, counts, blockers and digest are always there, and a plan
that was cut says so, to people and in its marker: it is no basis for an approval.
"""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING

from wa_sync.render.markdown import change as one_change
from wa_sync.render.markdown import table, verdict
from wa_sync.render.markdown.marks import mark_of
from wa_sync.render.markdown.small_print import small_print
from wa_sync.render.sinks.markdown import Markdown
from wa_sync.render.weighing import risky


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from wa_sync.model.change import Plan

LIMIT = 60_000
"""Bytes of UTF-8: never fewer than characters, and some systems count those."""
_OPEN = 3  # as many changes are shown unfolded


class Tier(IntEnum):
    """How much is shown."""

    FULL = 0
    RISKS = 1
    TABLE = 2


def plan(plan: Plan, *, limit: int = LIMIT, run: str | None = None) -> Markdown:
    """Return a plan as Markdown of at most ``limit`` bytes, with a line end.

    ``run`` is the address of the CI's run that made it.
    """
    last = small_print(plan, run)
    if empty(plan):
        return _joined([_mark(plan, whole=True), verdict.nothing(plan), last])
    for tier in (Tier.FULL, Tier.RISKS):
        fitting = _fitted((*_paragraphs(plan, tier), last), limit)
        if fitting is not None:
            return fitting
    return _tabled(plan, limit, last)


def _joined(paragraphs: Iterable[Markdown]) -> Markdown:
    return Markdown("\n\n").join(filter(None, paragraphs)) + Markdown("\n")


def _fitted(paragraphs: Iterable[Markdown], limit: int) -> Markdown | None:
    """Join paragraphs; None as soon as they are too many."""
    kept, size = [], 0
    for one in filter(None, paragraphs):
        size += len(one.encode()) + 2
        if size > limit:
            return None
        kept.append(one)
    return _joined(kept)


def _paragraphs(plan: Plan, tier: Tier) -> Iterator[Markdown]:
    detailed = [c for c in plan.changes if tier is Tier.FULL or risky(c)]
    rest = [c for c in plan.changes if tier is not Tier.FULL and not risky(c)]
    several = len(plan.accounts) > 1
    yield from _opening(plan, whole=tier is Tier.FULL)
    unfolded = len(detailed) <= _OPEN
    for change in detailed:
        yield one_change.details(change, unfolded=unfolded, several=several)
    if rest:
        yield from table.changes(rest, several=several)
    yield from verdict.beside(plan)
    yield verdict.closing(plan, whole=tier is Tier.FULL)


def _tabled(plan: Plan, limit: int, last: Markdown) -> Markdown:
    """Show rows, as many as there is room for; risks come first."""
    changes = sorted(plan.changes, key=lambda change: not risky(change))
    opening = list(_opening(plan, whole=False))
    closing = verdict.closing(plan, whole=False)
    taken = sum(len(one.encode()) + 2 for one in (*opening, closing, last))
    rows = table.fitting(changes, limit - taken, several=len(plan.accounts) > 1)
    return _joined([*opening, *rows, closing, last])


def empty(plan: Plan) -> bool:
    """Whether a plan comes to one line, since there is nothing in it."""
    told = plan.changes or plan.drift or plan.unmanaged or plan.diagnostics
    return plan.complete and not (told or plan.safety)


def _opening(plan: Plan, *, whole: bool) -> Iterator[Markdown]:
    yield _mark(plan, whole=whole)
    yield from verdict.opening(plan)


def _mark(plan: Plan, *, whole: bool) -> Markdown:
    return mark_of(plan).closed(plan.digest, whole=whole)
