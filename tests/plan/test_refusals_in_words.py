"""What a plan refuses, whole: the rule, the numbers, and the way out."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from support import plans
from support.signed import signed

from wa_sync.errors import StalePlan
from wa_sync.kinds.message_template import MESSAGE_TEMPLATE
from wa_sync.model.account import Account, Limits
from wa_sync.model.change import Blocked, Change, Summary
from wa_sync.model.resource import Live
from wa_sync.plan import safety, saved


WHOLE = signed(plans.everything())
UNMANAGED = Blocked(rule="unmanaged", reason="3 live objects", way_out="import them")
BOTH = "'one' and 'two' (one account to Meta: 102290129340398)"


def deletes(count: int) -> list[Change]:
    """Return deletes of different objects, in turn under each of two names."""
    return [
        plans.delete(
            plans.template(f"old_{n}/en_US"),
            plans.ORDER_LIVE,
            line=n + 1,
            account=("one", "two")[n % 2],
        )
        for n in range(count)
    ]


@pytest.mark.parametrize(
    ("limits", "max_deletes", "refusals"),
    [
        (
            Limits(max_deletes=9, max_changes=2),
            3,
            [
                Blocked(
                    rule="max_changes",
                    reason=f"3 changes to {BOTH}, 2 allowed at once",
                    way_out="raise limits.max_changes, or narrow the run with --only",
                )
            ],
        ),
        (
            Limits(max_deletes=9, max_changes=2),
            2,
            [
                Blocked(
                    rule="max_changes",
                    reason=f"3 changes to {BOTH}, 2 allowed at once",
                    way_out="raise limits.max_changes, or narrow the run with --only",
                ),
                Blocked(
                    rule="max_deletes",
                    reason=f"3 deletes in {BOTH}, 2 allowed at once",
                    way_out="if all of them are meant, say so: --max-deletes 3",
                ),
            ],
        ),
        (
            Limits(max_deletes=3),
            None,
            [
                Blocked(
                    rule="max_delete_percent",
                    reason=f"3 of 29 deletable objects in {BOTH} (managed, not "
                    "protected, no samples) would be deleted, 10 % allowed at once",
                    way_out="if all of them are meant, say so: --max-deletes 3",
                )
            ],
        ),
        (Limits(max_deletes=3, max_changes=3), 3, []),
    ],
)
def test_limits_are_refused_with_their_numbers(
    limits: Limits, max_deletes: int | None, refusals: list[Blocked]
) -> None:
    """And with what a person has to say or do who means it."""
    accounts = [
        plans.account(name, limits=limits, deletable_count=29)
        for name in ("one", "two")
    ]
    found = safety.exceeded(accounts, deletes(3), max_deletes=max_deletes)
    assert found == tuple(refusals)


def test_what_was_not_read_may_declare_it() -> None:
    """The first of what was passed over is named."""
    gone = Live(address=plans.template("promo/en_US"), spec={}, live_id="1")
    account = Account(name="demo", waba_id="1")
    skipped = ("a.yaml", "b.yaml")
    assert safety.refuse_delete(
        MESSAGE_TEMPLATE, gone, account, declared=1, skipped=skipped
    ) == Blocked(
        rule="delete_files_skipped",
        reason="a.yaml was not read, and may declare it",
        way_out="put the file itself where the link is, or take the link away",
    )


def test_a_plan_for_another_address_says_how_to_apply_it() -> None:
    """Both addresses are named."""
    first, *others = WHOLE.accounts
    moved = replace(first, origin="https://127.0.0.1:1")
    with pytest.raises(StalePlan) as caught:
        saved.restrict(replace(WHOLE, accounts=(moved, *others)), WHOLE)
    message = (
        f"the plan is for account 'demo' at {first.origin}, and this run asks "
        "https://127.0.0.1:1"
    )
    assert (caught.value.message, caught.value.hint) == (
        message,
        "give the options that it was planned with, or plan again",
    )


@pytest.mark.parametrize("field", ["waba_id", "phone_number_id", "endpoint", "name"])
def test_a_plan_for_another_account_says_which_is_missing(field: str) -> None:
    """Whatever it is that tells them apart."""
    first, *others = WHOLE.accounts
    more: dict[str, Any] = {field: "other"}
    other = replace(first, **more)
    with pytest.raises(StalePlan) as caught:
        saved.restrict(replace(WHOLE, accounts=(*others, other)), WHOLE)
    assert (caught.value.message, caught.value.hint) == (
        f"the plan file says nothing about account {other.name!r}",
        "plan again, for the accounts that are meant",
    )


def test_one_change_that_moved_is_told_as_one() -> None:
    """With what to do about it."""
    first, *others = WHOLE.changes
    moved = replace(first, send={"name": "other"})
    with pytest.raises(StalePlan) as caught:
        saved.restrict(replace(WHOLE, changes=(moved, *others)), WHOLE)
    assert (caught.value.message, caught.value.hint) == (
        f"{first.address} is no longer as it was when the plan was saved",
        "plan again and look at the difference; --stale skip makes the others",
    )


def test_what_is_left_is_counted_and_limited_anew() -> None:
    """All else of the new plan stays, its other refusals among it."""
    narrow = signed(replace(WHOLE, changes=WHOLE.changes[:2]))
    fresh = replace(WHOLE, safety=(plans.TOO_MANY_DELETES, UNMANAGED))
    kept = saved.restrict(fresh, narrow).plan
    assert kept == replace(
        fresh,
        accounts=narrow.accounts,
        changes=narrow.changes,
        safety=(UNMANAGED,),
        summary=Summary(create=2, unchanged=2, drift=2, unmanaged=3),
        digest=narrow.digest,
    )


def test_limits_are_those_of_the_new_plan_after_its_other_refusals() -> None:
    """A number that a person said counts for what is left."""
    fresh = replace(WHOLE, safety=(plans.TOO_MANY_DELETES, UNMANAGED))
    kept = saved.restrict(fresh, WHOLE, max_deletes=0).plan
    assert kept.safety == (
        UNMANAGED,
        Blocked(
            rule="max_deletes",
            reason="1 delete in 'demo', 0 allowed at once",
            way_out="if all of them are meant, say so: --max-deletes 1",
        ),
    )
