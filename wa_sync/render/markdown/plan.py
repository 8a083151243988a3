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
from wa_sync.render.sinks.markdown import Markdown, marker
from wa_sync.render.weighing import risky


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from wa_sync.model.change import Plan

LIMIT = 60_000
"""Bytes of UTF-8: never fewer than characters, and some systems count those."""
_OPEN = 3  # as many changes are shown unfolded
MARKER = "wa-sync:plan"


class Tier(IntEnum):
    """How much is shown."""

    FULL = 0
    RISKS = 1
    TABLE = 2


def plan(plan: Plan, *, limit: int = LIMIT) -> Markdown:
    """Return a plan as Markdown of at most ``limit`` bytes, with a line end."""
    if empty(plan):
        return Markdown("\n\n").join([_mark(plan, whole=True), verdict.nothing(plan)])
    for tier in (Tier.FULL, Tier.RISKS):
        fitting = _fitted(_paragraphs(plan, tier), limit)
        if fitting is not None:
            return fitting
    return _tabled(plan, limit)


def marked(account: str) -> str:
    """Return what the Markdown of this account's plan begins with, whatever follows."""
    return str(_marker(account, {})).removesuffix(" -->")


def _marker(account: str, more: Mapping[str, str]) -> Markdown:
    return marker(MARKER, {"account": account, "v": "1", **more})


def _fitted(paragraphs: Iterable[Markdown], limit: int) -> Markdown | None:
    """Join paragraphs; None as soon as they are too many."""
    kept, size = [], 0
    for one in filter(None, paragraphs):
        size += len(one.encode()) + 2
        if size > limit:
            return None
        kept.append(one)
    return Markdown("\n\n").join(kept) + Markdown("\n")


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


def _tabled(plan: Plan, limit: int) -> Markdown:
    """Show rows, as many as there is room for; risks come first."""
    changes = sorted(plan.changes, key=lambda change: not risky(change))
    opening = list(_opening(plan, whole=False))
    closing = verdict.closing(plan, whole=False)
    taken = sum(len(one.encode()) + 2 for one in (*opening, closing))
    rows = table.fitting(changes, limit - taken, several=len(plan.accounts) > 1)
    return Markdown("\n\n").join([*opening, *rows, closing]) + Markdown("\n")


def empty(plan: Plan) -> bool:
    """Whether a plan comes to one line, since there is nothing in it."""
    told = plan.changes or plan.drift or plan.unmanaged or plan.diagnostics
    return plan.complete and not (told or plan.safety)


def _opening(plan: Plan, *, whole: bool) -> Iterator[Markdown]:
    yield _mark(plan, whole=whole)
    yield from verdict.opening(plan)


def _mark(plan: Plan, *, whole: bool) -> Markdown:
    names = [account.name for account in plan.accounts]
    return _marker(
        names[0] if len(names) == 1 else "*",
        {"digest": plan.digest, "truncated": "false" if whole else "true"},
    )
