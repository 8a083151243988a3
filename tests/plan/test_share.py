"""A plan of several accounts, and what it says about one of them."""

from __future__ import annotations

from dataclasses import replace

from support.changes import account
from support.plans import everything

from wa_sync.model.change import Blocked, Summary
from wa_sync.plan.build import drifted
from wa_sync.plan.digest import plan_digest
from wa_sync.plan.safety import exceeded, undeclared
from wa_sync.plan.share import share


def test_shares_make_up_the_whole() -> None:
    """Everything that belongs to an account is in its share, and in no other one."""
    whole = everything()
    shares = [share(whole, one) for one in whole.accounts]
    assert len(shares) > 1
    assert [one.accounts for one in shares] == [(a,) for a in whole.accounts]
    for part in ("changes", "drift", "unmanaged"):
        parts = [thing for one in shares for thing in getattr(one, part)]
        assert parts == list(getattr(whole, part)), part
    assert all(one.diagnostics == whole.diagnostics for one in shares)
    counts = [one.summary for one in shares]
    assert sum(one.blocked for one in counts) == sum(
        change.blocked is not None for change in whole.changes
    )
    assert sum(one.drift for one in counts) == drifted(whole.drift)


def test_a_share_is_what_a_run_for_this_account_says() -> None:
    """Its digest is the one that such a run has; its counts are its own."""
    whole = everything()
    one, *_ = whole.accounts
    alone = share(whole, one)
    assert alone.digest == plan_digest([one.digest])
    assert alone.summary.unchanged == one.unchanged
    empty = share(replace(whole, changes=(), drift=(), unmanaged=()), one)
    assert empty.summary == Summary(unchanged=one.unchanged)


def test_limits_stand_against_the_accounts_that_they_count() -> None:
    """Names of one WABA are counted together; another account has no part in it."""
    whole = everything()
    first = whole.accounts[0]
    few = replace(first, limits=replace(first.limits, max_changes=0))
    twin = replace(few, name="twin")
    other = account("elsewhere", waba_id="999")
    accounts = (few, twin, other)
    refused = exceeded(accounts, whole.changes, max_deletes=None)
    plan = replace(whole, accounts=accounts, safety=refused)
    assert refused
    assert share(plan, few).safety == share(plan, twin).safety == refused
    assert share(plan, other).safety == ()


def test_what_nobody_declared_stands_against_its_own_account() -> None:
    """And what no rule attributes to anybody stands against all."""
    whole = everything()
    first, second, *_ = whole.accounts
    count = len(share(whole, first).unmanaged)
    own = undeclared(first.name, count)
    theirs = undeclared(second.name, 77)
    anybody = Blocked(rule="odd", reason="odd", way_out="none")
    plan = replace(whole, safety=(own, theirs, anybody))
    assert share(plan, first).safety == (own, anybody)
    assert share(plan, second).safety == (anybody,)
