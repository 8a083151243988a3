"""A category that differs: Meta's own doing, ours to change, or nobody's.

Meta moves templates between categories on its own, and the category of an approved
template cannot be changed by the API, so the difference is no work for apply.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.kind import Remark
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
) -> tuple[Remark | None, tuple[Finding, ...]]:
    """Drop a category that nobody can set, in place; say so, as the policy asks.

    Only ``previous_category`` proves that Meta moved it. A category that Meta chose
    in its answer to the create leaves no trace, so that without one nobody knows.
    """
    wanted, shown = mine.get("category"), theirs.get("category")
    if wanted == shown or account.category_policy is CategoryPolicy.ENFORCE:
        return None, ()
    moved = live.facts.get("previous_category") == wanted
    if not moved and live.status in CHANGEABLE:
        return None, ()
    del mine["category"]
    theirs.pop("category", None)
    said = _moved(wanted, shown) if moved else _settled(wanted, shown, live.status)
    if account.category_policy is CategoryPolicy.WARN:
        return said, (_warning(said, str(shown)),)
    return said, ()


def _moved(wanted: Json, shown: Json) -> Remark:
    return Remark(f"Meta moved it from {wanted} to {shown}", by_meta=True)


def _settled(wanted: Json, shown: Json, status: str | None) -> Remark:
    which = (
        "an approved template"
        if status == "APPROVED"
        else f"a template that is {status or 'live'}"
    )
    return Remark(
        f"live says {shown}, declared is {wanted}; Meta lets nobody change the "
        f"category of {which}: declare {shown}, or use another name",
        by_meta=False,
    )


def _warning(said: Remark, shown: str) -> Finding:
    declare = f"declare category: {shown} for all languages"
    return Finding(
        rule="category_changed_by_meta" if said.by_meta else "category_differs",
        at=("category",),
        message=said.message,
        hint=f"{declare}, or ask Meta for a review" if said.by_meta else declare,
        severity=Severity.WARNING,
    )
