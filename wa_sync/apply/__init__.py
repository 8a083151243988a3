"""Plan → outcomes, one at a time.

The protocol for one change: look again, compare with what the plan was computed
from, write, and say what became of it. Nothing here decides what is shown: whoever
iterates does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.apply.make import Hands, make
from wa_sync.model.change import Action, Blocked
from wa_sync.model.report import Outcome, State


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wa_sync.model.change import Change


__all__ = ["Hands", "apply"]

TROUBLE = frozenset({State.FAILED, State.UNKNOWN, State.STALE, State.BLOCKED})
NO_CONSENT = Blocked(
    rule="delete_without_consent",
    reason="deleting needs consent",
    way_out="say --allow-delete; the name stays locked for about 30 days",
)


def apply(
    changes: Sequence[Change], hands: Hands, *, allow_delete: bool
) -> Iterator[Outcome]:
    """Make one account's changes in their order; yield what became of each.

    A delete is made only if everything before it went well: what is to replace a
    template has to be there before the template goes. An outcome that concerns the
    whole account (a bad token, an API that is gone, an unknown fate) ends the run:
    the rest is reported as skipped.
    """
    trouble = False
    ended: Outcome | None = None
    for change in changes:
        outcome = _without_asking(change, hands, trouble=trouble, ended=ended)
        if outcome is None and change.action is Action.DELETE and not allow_delete:
            outcome = blocked(change, NO_CONSENT)
        if outcome is None:
            outcome = make(change, hands)
            if outcome.state in {State.FAILED, State.UNKNOWN}:
                ended = outcome
        trouble = trouble or _is_trouble(outcome)
        yield outcome


def _without_asking(
    change: Change, hands: Hands, *, trouble: bool, ended: Outcome | None
) -> Outcome | None:
    """What can be said of a change before the API is asked about it."""
    if change.blocked is not None:
        return blocked(change, change.blocked)
    if hands.stopped():
        return skipped(change, "the run was interrupted before this change")
    if ended is not None:
        return skipped(change, f"the run ended at {ended.change.address}")
    if change.action is Action.DELETE and trouble:
        return skipped(change, "nothing is deleted unless all else went well")
    return None


def _is_trouble(outcome: Outcome) -> bool:
    """A delete that is refused is no reason against the others."""
    return outcome.state in TROUBLE and outcome.change.action is not Action.DELETE


def blocked(change: Change, why: Blocked) -> Outcome:
    """Report a change that was not tried, or that Meta refused."""
    return Outcome(
        change=change, state=State.BLOCKED, message=why.reason, blocked=why, exit_code=5
    )


def skipped(change: Change, message: str) -> Outcome:
    """Report a change that the run did not come to."""
    return Outcome(change=change, state=State.SKIPPED, message=message)
