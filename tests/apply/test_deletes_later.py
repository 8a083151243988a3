"""What is said of a delete that was left out, so that it can be made later."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.staged import DELETE, OLD, UPDATE, Stage

from wa_sync.apply import Terms, apply, outcomes
from wa_sync.errors import Rejected
from wa_sync.kind import Written
from wa_sync.model.change import Change
from wa_sync.model.report import Outcome, State


BASE = "0123456789" * 4
UNDECLARED = replace(DELETE, source=None)
LATER = (
    f"after other commits, say --base-ref {BASE} --allow-delete: a later base does not "
    "tell that it is to go"
)
NO = Rejected("Invalid parameter", status=400, code=100)
SAID = Written("7", "PENDING", "UTILITY")


def last(stage: Stage, terms: Terms, *changes: Change) -> Outcome:
    """Make changes in one account; return the last that was said."""
    *_, outcome = apply(changes, stage.hands, terms)
    assert isinstance(outcome, Outcome)
    return outcome


def test_without_consent_the_base_is_named() -> None:
    """A later one does not know that it was declared."""
    left = last(Stage([OLD]), Terms(base=BASE), UNDECLARED)
    assert (left.state, left.hint) == (State.BLOCKED, LATER)


def test_after_trouble_the_base_is_named() -> None:
    """Consent was there; what came before it did not go well."""
    terms = Terms(allow_delete=True, base=BASE)
    left = last(Stage([OLD], [NO]), terms, UPDATE, UNDECLARED)
    assert (left.state, left.hint) == (State.SKIPPED, LATER)


def test_what_meta_refuses_keeps_its_own_hint() -> None:
    """Both are said."""
    terms = Terms(allow_delete=True, base=BASE)
    own = outcomes.refused(UNDECLARED, NO, None).hint
    left = last(Stage([OLD], [NO]), terms, UNDECLARED)
    assert (left.state, left.hint) == (State.BLOCKED, f"{own}; {LATER}")


@pytest.mark.parametrize("change", [DELETE, UPDATE])
def test_what_the_files_ask_for_needs_no_base(change: Change) -> None:
    """A tombstone stays in its file, and a change is behind after the next commit."""
    left = last(Stage([OLD], [NO]), Terms(base=BASE), change)
    assert left == last(Stage([OLD], [NO]), Terms(), change)


def test_without_a_base_there_is_none_to_name() -> None:
    """As where the run was told not to look for one."""
    left = last(Stage([OLD]), Terms(), UNDECLARED)
    assert (left.state, left.hint) == (State.BLOCKED, None)


def test_what_is_gone_needs_nothing_more() -> None:
    """Neither what was deleted, nor what was gone already."""
    terms = Terms(allow_delete=True, base=BASE)
    done = last(Stage([OLD, None], [SAID]), terms, UNDECLARED)
    gone = last(Stage([None]), terms, UNDECLARED)
    assert [(one.state, one.hint) for one in (done, gone)] == [
        (State.DONE, None),
        (State.ALREADY, None),
    ]
