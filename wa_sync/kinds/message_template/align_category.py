"""A category that differs: Meta's own doing, or ours to change.

Meta moves templates between categories on its own, and the category of an approved
template cannot be changed by the API, so the difference is no work for apply.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.model.account import CategoryPolicy
from wa_sync.model.finding import Finding, Severity


if TYPE_CHECKING:
    from wa_sync.model.account import Account
    from wa_sync.model.resource import Live
    from wa_sync.model.source import Json


CHANGEABLE = frozenset({"REJECTED", "PAUSED"})
"""Statuses in which the API lets the category be changed (meta-api.md §4.1)."""


def align_category(
    mine: dict[str, Json], theirs: dict[str, Json], live: Live, account: Account
) -> tuple[str | None, tuple[Finding, ...]]:
    """Drop a category that Meta decides about, in place; say so, as the policy asks."""
    wanted, shown = mine.get("category"), theirs.get("category")
    if wanted == shown or account.category_policy is CategoryPolicy.ENFORCE:
        return None, ()
    moved = live.facts.get("previous_category") == wanted
    if not moved and live.status in CHANGEABLE:
        return None, ()
    del mine["category"]
    theirs.pop("category", None)
    said = (
        f"Meta moved it from {wanted} to {shown}"
        if moved
        else f"live says {shown}, declared is {wanted}; "
        f"the category cannot be changed while it is {live.status or 'live'}"
    )
    if account.category_policy is CategoryPolicy.WARN:
        return said, (_warning(said, str(shown)),)
    return said, ()


def _warning(said: str, shown: str) -> Finding:
    return Finding(
        rule="category_changed_by_meta",
        at=("category",),
        message=said,
        hint=f"declare category: {shown} for all languages, or ask Meta for a review",
        severity=Severity.WARNING,
    )
