"""What this machine remembers of its own writes, as a plan makes use of it."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import pytest
from support.sides import ACCOUNT, NOW, declared, live, spec, state, tombstone

from wa_sync.kinds import KINDS
from wa_sync.model.change import Action
from wa_sync.model.finding import Finding, Severity
from wa_sync.model.history import NOTHING, Event, Fate, History
from wa_sync.plan.build import Question, build


if TYPE_CHECKING:
    from wa_sync.model.account import Account
    from wa_sync.model.change import Change, Plan
    from wa_sync.model.resource import Declared, Live, Tombstone


KEY = "a/de"
QUESTION = Question(now=NOW, origin_of=lambda _: "https://graph.facebook.com")
OLD, NEW = spec(KEY, "Your parcel is here."), spec(KEY, "Your parcel is there.")
EDIT = Event(
    at=NOW - timedelta(hours=1),
    address=live(OLD).address,
    action=Action.UPDATE,
    fate=Fate.DONE,
    live_id=live(OLD).live_id,
    status="APPROVED",
)


def planned(
    *things: Declared | Live | Tombstone,
    history: History = NOTHING,
    account: Account = ACCOUNT,
) -> Plan:
    """Plan on a machine that remembers this of the account ``demo``."""

    def history_of(asked: Account) -> History:
        return history if asked.name == "demo" else NOTHING

    question = replace(QUESTION, history_of=history_of)
    return build([state(*things, account=account)], KINDS, question)


def only(plan: Plan) -> Change:
    """The only change of a plan."""
    (change,) = plan.changes
    return change


def test_a_plan_knows_what_was_edited() -> None:
    """An edit too many is shown, blocked, and counts as blocked only."""
    plan = planned(declared(NEW), live(OLD), history=History((EDIT,)))
    change = only(plan)
    assert change.blocked is not None
    assert change.blocked.rule == "edit_quota"
    assert change.diff
    assert (plan.summary.update, plan.summary.blocked) == (0, 1)


def test_another_account_has_a_history_of_its_own() -> None:
    """What was edited in one account blocks nothing in another."""
    other = replace(ACCOUNT, name="other")
    plan = planned(declared(NEW), live(OLD), history=History((EDIT,)), account=other)
    assert only(plan).blocked is None


def test_without_a_history_nothing_is_known() -> None:
    """A fresh runner plans as if nothing had been written."""
    plan = build([state(declared(NEW), live(OLD))], KINDS, QUESTION)
    assert only(plan).blocked is None


def test_what_is_blocked_is_not_risked() -> None:
    """A change that is not made has no costs to be shown."""
    plan = planned(declared(NEW), live(OLD), history=History((EDIT,)))
    assert only(plan).findings == ()


@pytest.mark.parametrize(
    ("things", "action", "word"),
    [
        ((declared(NEW),), Action.CREATE, "create"),
        ((declared(NEW), live(OLD, "REJECTED")), Action.UPDATE, "update"),
        ((tombstone(KEY), live(OLD), declared(spec("b/de")), live(spec("b/de"))),
         Action.DELETE, "delete"),
    ],
)  # fmt: skip
def test_a_run_that_was_cut_off_is_told(
    things: tuple[Declared | Live | Tombstone, ...], action: Action, word: str
) -> None:
    """Whoever runs it again learns that it was looked up again, and not believed."""
    begun = replace(EDIT, action=action, fate=Fate.CUT_OFF, status=None)
    plan = planned(*things, history=History((begun,)))
    assert (
        Finding(
            rule="last_run_cut_off",
            at=(),
            message=f"an earlier run was cut off at its {word} of this, on 2026-03-01 "
            "11:00 UTC; what is live was looked up again",
            severity=Severity.INFO,
        )
        in only(plan).findings
    )


def test_what_is_settled_is_not_told() -> None:
    """Where live is as declared, it does not matter which run made it so."""
    begun = replace(EDIT, fate=Fate.CUT_OFF)
    assert planned(declared(OLD), live(OLD), history=History((begun,))).changes == ()


def test_a_journal_that_lies_hides_nothing() -> None:
    """Whatever it says, the plan has the same changes; at most more are blocked."""
    lies = [
        replace(EDIT, action=action, fate=fate, at=NOW + timedelta(days=days))
        for action in Action
        for fate in Fate
        for days in (-40, -1, 0, 4000)
    ]
    things = (declared(NEW), live(OLD), tombstone("b/de"), live(spec("b/de")))
    honest = planned(*things)
    for lie in (*((one,) for one in lies), lies):
        told = planned(*things, history=History(tuple(lie)))
        assert [
            replace(change, blocked=None, findings=()) for change in told.changes
        ] == [replace(change, blocked=None, findings=()) for change in honest.changes]
        for change, before in zip(told.changes, honest.changes, strict=True):
            assert before.blocked is None or change.blocked == before.blocked
