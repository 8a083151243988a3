"""Plan → outcomes, one at a time.

The protocol for one change: look again, compare with what the plan was computed
from, note the intent, write, settle, note the outcome; in the end all that was done
is read back. Nothing here decides what is shown: whoever iterates does.
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import cache
from typing import TYPE_CHECKING

from wa_sync.apply import outcomes
from wa_sync.apply.confirm import confirm
from wa_sync.apply.hands import Hands
from wa_sync.apply.make import make
from wa_sync.errors import WaSyncError
from wa_sync.model.change import Action, Blocked
from wa_sync.model.report import Started, State


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from wa_sync.model.change import Change
    from wa_sync.model.report import Outcome


__all__ = ["Ending", "Hands", "Terms", "apply", "apply_in_a_row"]

TROUBLE = frozenset({State.FAILED, State.UNKNOWN, State.STALE, State.BLOCKED})
STOPPED = "the run was stopped before this change"
ALL_ELSE_FIRST = "nothing is deleted unless all else went well"
NO_CONSENT = Blocked(
    rule="delete_without_consent",
    reason="deleting needs consent",
    way_out="say --allow-delete; the name stays locked for about 30 days",
)


class Ending:
    """Whether the rest is to be left alone, and on account of which change."""

    def __init__(self) -> None:
        """Nothing stands in the way yet."""
        self.at: Change | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Terms:
    """What a run may do, and when it is to give up.

    ``skip_stale``: a change that no longer fits is left out, and the others are made.
    ``fail_fast``: the first change that does not go well ends the run, in every
    account that shares ``ending``. ``base`` is the commit that causes are told from.
    """

    allow_delete: bool = False
    skip_stale: bool = False
    fail_fast: bool = False
    base: str | None = None
    ending: Ending = field(default_factory=Ending)


def apply(
    changes: Sequence[Change], hands: Hands, terms: Terms
) -> Iterator[Started | Outcome]:
    """Make one account's changes in their order; yield what became of each."""
    return apply_in_a_row(changes, lambda _: hands, terms)


def apply_in_a_row(
    changes: Sequence[Change],
    hands_of: Callable[[str], Hands],
    terms: Terms,
    *,
    trouble: bool = False,
) -> Iterator[Started | Outcome]:
    """Make changes in their order, each with the hands of its account, by name.

    A delete is made only if everything before it went well: what is to replace a
    template has to be there before the template goes. ``trouble`` says that something
    went wrong before the first of them. In the end a second outcome comes for what
    was called done and does not show.
    """
    done: list[Outcome] = []
    hands_of = cache(hands_of)
    for change in changes:
        hands = hands_of(change.account)
        outcome = _without_asking(change, hands, terms, trouble=trouble)
        if outcome is None:
            yield Started(change)
            outcome = make(change, hands)
            if _ends(outcome, terms):
                terms.ending.at = terms.ending.at or change
        trouble = trouble or _is_trouble(outcome)
        if outcome.state is State.DONE:
            done.append(outcome)
        yield _at_any_time(outcome, terms.base)
    for outcome in confirm(done, hands_of):
        with suppress(WaSyncError):  # the journal is a courtesy; all has been sent
            hands_of(outcome.change.account).record(outcome)
        yield outcome


def _without_asking(
    change: Change, hands: Hands, terms: Terms, *, trouble: bool
) -> Outcome | None:
    """What can be said of a change before the API is asked about it."""
    if change.blocked is not None:
        return outcomes.blocked(change, change.blocked)
    if hands.stopped():
        return outcomes.skipped(change, STOPPED)
    if change.action is Action.DELETE and terms.ending.at is None:
        if trouble:
            return outcomes.skipped(change, ALL_ELSE_FIRST)
        if not terms.allow_delete:
            return outcomes.blocked(change, NO_CONSENT)
    # another account may have ended the run while this one waited for its turn
    ended = _ended(change, terms) or hands.pace.before(change, hands.wait)
    return ended or _ended(change, terms)


def _at_any_time(outcome: Outcome, base: str | None) -> Outcome:
    """Say how a delete is asked for later: a tombstone stays, and a base moves on.

    The next commit is told from one that does not declare it either: then it is only
    unmanaged.
    """
    change = outcome.change
    asked = change.action is Action.DELETE and change.source is None
    if not asked or base is None or outcome.state in {State.DONE, State.ALREADY}:
        return outcome
    known = (
        f"after other commits, say --base-ref {base} --allow-delete: a later base does "
        "not tell that it is to go"
    )
    return replace(outcome, hint="; ".join(filter(None, (outcome.hint, known))))


def _ended(change: Change, terms: Terms) -> Outcome | None:
    if terms.ending.at is None:
        return None
    return outcomes.skipped(change, f"the run ended at {terms.ending.at.address}")


def _ends(outcome: Outcome, terms: Terms) -> bool:
    if outcome.state is State.STALE and not terms.skip_stale:
        return True
    return outcome.ends_account or (terms.fail_fast and outcome.state in TROUBLE)


def _is_trouble(outcome: Outcome) -> bool:
    """A delete that is refused is no reason against the others."""
    return outcome.state in TROUBLE and outcome.change.action is not Action.DELETE
