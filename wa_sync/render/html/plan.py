"""The page of a plan.

It runs nothing: filters are checkboxes that the style sheet looks at, and what is
folded is left to the browser, so that a plan of thousands of changes can be read.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.plan.safety import consent
from wa_sync.render import pages, wording
from wa_sync.render.html import changes as one
from wa_sync.render.html.matrix import matrices
from wa_sync.render.weighing import deletes_wait, severe


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from wa_sync.model.change import AccountPlan, Change, Plan
    from wa_sync.model.resource import Declared
    from wa_sync.render.html.changes import Draw
    from wa_sync.render.sinks.html import Html

DRAWN = 300
"""Changes whose messages are drawn: they are most of a page, and of its making."""
TOLD = 1500
"""Changes whose fields are shown: a browser takes long for tens of megabytes."""
_OPEN = 3  # as many changes are shown unfolded
_FILTERS = ("create", "update", "delete", "blocked")


def plan(plan: Plan, draw: Draw, declared: Sequence[Declared] = ()) -> Html:
    """Return a page that needs nothing else; risks come first within an account.

    ``draw`` makes a message of a spec, or None where a kind has none. ``declared`` is
    what the plan was made from; a saved plan does not know.
    """
    order = sorted(range(len(plan.changes)), key=_weight(plan.changes))
    drawn, told = set(order[:DRAWN]), set(order[:TOLD])
    anchors = {place: f"change-{place + 1}" for place in range(len(plan.changes))}
    shown = [
        one.change(
            change,
            anchors[place],
            draw=draw if place in drawn else None,
            told=place in told,
            offline=plan.offline,
        )
        for place, change in enumerate(plan.changes)
    ]
    body = pages.piece(
        "plan.html",
        plan=plan,
        verdict=wording.summary(plan),
        accounts=[_account(plan, account) for account in plan.accounts],
        several=len(plan.accounts) > 1,
        matrices=matrices(plan, declared, anchors),
        filters=list(_filters(plan.changes)),
        changes=shown,
        unfolded=len(shown) <= _OPEN,
        sides=one.sides(offline=plan.offline),
        drawn=len(drawn),
        told=len(told),
        notes=[one.note(note) for note in plan.elsewhere],
        flags=" ".join(consent(plan)),
        incomplete=wording.INCOMPLETE,
        offline=wording.OFFLINE,
        held=wording.HELD if deletes_wait(plan) else "",
    )
    return pages.page("wa-sync plan", body, styles=("bubble", "plan"))


def _weight(changes: Sequence[Change]) -> Callable[[int], bool]:
    """Return the key that puts what has to be looked at first."""
    return lambda place: not severe(changes[place])


def _filters(changes: Sequence[Change]) -> Iterator[tuple[str, int]]:
    """Yield what can be hidden, and how many there are of it."""
    for name in _FILTERS:
        blocked = name == "blocked"
        count = sum(
            change.blocked is not None
            if blocked
            else change.blocked is None and change.action.value == name
            for change in changes
        )
        if count:
            yield name, count


def _account(plan: Plan, account: AccountPlan) -> Mapping[str, object]:
    return {
        "name": account.name,
        "waba": account.waba_id or "",
        "phone": account.phone_number_id or "",
        "api": f"{account.endpoint} {account.api_version}",
        "rehearsed": account.rehearsed,
        "counts": wording.counts(plan, account),
        "digest": account.digest,
        "unmanaged": [item for item in plan.unmanaged if item.account == account.name],
    }
