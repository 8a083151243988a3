"""How much may change at once, and what may be deleted at all."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support import plans

from wa_sync.kinds.message_template import MESSAGE_TEMPLATE
from wa_sync.model.account import Account, Limits, Unmanaged
from wa_sync.model.change import Blocked, Change
from wa_sync.model.resource import Live
from wa_sync.plan import safety


ACCOUNT = Account(name="demo", waba_id="1")
STOPPED = Blocked(rule="r", reason="r", way_out="w")


def deletes(count: int) -> list[Change]:
    """Return that many deletes."""
    return [
        plans.delete(plans.template(f"old_{n}/en_US"), plans.ORDER_LIVE, line=n + 1)
        for n in range(count)
    ]


def rules(
    changes: list[Change],
    *,
    live: int,
    max_deletes: int | None = None,
    limits: Limits | None = None,
) -> list[tuple[str, str, str]]:
    """Name the limits that are exceeded, with their numbers."""
    account = replace(ACCOUNT, limits=limits or Limits())
    found = safety.exceeded(account, changes, live=live, max_deletes=max_deletes)
    return [(one.rule, one.reason, one.way_out) for one in found]


def test_one_delete_is_within_the_default_limits() -> None:
    """One delete of one live object is no mass delete."""
    assert rules(deletes(1), live=1) == []


def test_two_deletes_are_too_many() -> None:
    """The count comes first, with both numbers and the flag that consents."""
    assert rules(deletes(2), live=100) == [
        (
            "max_deletes",
            "2 deletes in 'demo', 1 allowed at once",
            "if all of them are meant, say so: --max-deletes 2",
        )
    ]


def test_a_large_share_is_too_much_from_the_second_delete_on() -> None:
    """The percentage is of what is live."""
    limits = Limits(max_deletes=5)
    assert rules(deletes(2), live=19, limits=limits) == [
        (
            "max_delete_percent",
            "2 of 19 live objects in 'demo' would be deleted, 10 % allowed at once",
            "if all of them are meant, say so: --max-deletes 2",
        )
    ]
    assert rules(deletes(2), live=20, limits=limits) == []


def test_a_number_on_the_command_line_stands_in_for_both_delete_limits() -> None:
    """Whoever names the number has seen the deletes."""
    assert rules(deletes(3), live=3, max_deletes=3) == []
    assert [rule for rule, _, _ in rules(deletes(3), live=3, max_deletes=2)] == [
        "max_deletes"
    ]
    assert [rule for rule, _, _ in rules(deletes(1), live=9, max_deletes=0)] == [
        "max_deletes"
    ]


def test_blocked_changes_do_not_count() -> None:
    """What is not going to happen exceeds nothing."""
    changes = [replace(change, blocked=STOPPED) for change in deletes(5)]
    assert rules(changes, live=5) == []


def test_too_many_changes_are_refused() -> None:
    """The limit on changes counts every action."""
    assert rules(deletes(1), live=9, limits=Limits(max_changes=0)) == [
        (
            "max_changes",
            "1 change to 'demo', 0 allowed at once",
            "raise limits.max_changes, or narrow the run with --only",
        )
    ]


@pytest.mark.parametrize("policy", [Unmanaged.IGNORE, Unmanaged.REPORT])
def test_unmanaged_objects_are_refused_only_where_the_account_says_so(
    policy: Unmanaged,
) -> None:
    """Report and ignore never refuse; error does, unless there are none."""
    assert safety.unmanaged_refused(replace(ACCOUNT, unmanaged=policy), 2) == ()
    strict = replace(ACCOUNT, unmanaged=Unmanaged.ERROR)
    assert safety.unmanaged_refused(strict, 0) == ()
    way_out = "import them, or set unmanaged: report"
    for count, reason in (
        (1, "1 live object of 'demo' is not declared"),
        (2, "2 live objects of 'demo' are not declared"),
    ):
        assert safety.unmanaged_refused(strict, count) == (
            Blocked(rule="unmanaged", reason=reason, way_out=way_out),
        )


def test_as_many_changes_as_the_limit_are_within_it() -> None:
    """The limit is what is allowed, not what is refused."""
    assert rules(deletes(1), live=9, limits=Limits(max_changes=1)) == []


class TestDelete:
    """What may not be deleted, each with its reason and its way out."""

    LIVE = Live(address=plans.template("promo/en_US"), spec={}, live_id="1")

    def refused(self, account: Account, declared: int = 1, *, sample: bool) -> object:
        """Ask about one live object."""
        kind = replace(MESSAGE_TEMPLATE, sample=lambda _: sample)
        return safety.refuse_delete(kind, self.LIVE, account, declared=declared)

    def test_what_is_ours_may_go(self) -> None:
        """Nothing stands in the way of an ordinary template."""
        other = replace(ACCOUNT, protect=("prom",))
        assert self.refused(other, sample=False) is None

    def test_a_sample_of_metas_stays(self) -> None:
        """Meta deletes none of its samples, whatever a file says."""
        assert self.refused(ACCOUNT, sample=True) == Blocked(
            rule="delete_sample",
            reason="promo is one of Meta's samples",
            way_out="Meta does not let anyone delete it; remove the tombstone",
        )

    def test_what_is_protected_stays(self) -> None:
        """Protection is taken off in a change of its own."""
        protecting = replace(ACCOUNT, protect=("otp_*", "pro*"))
        assert self.refused(protecting, sample=False) == Blocked(
            rule="delete_protected",
            reason="promo is protected by account 'demo'",
            way_out="take it off protect: in a change of its own",
        )

    def test_a_project_that_declares_nothing_deletes_nothing(self) -> None:
        """An empty folder is a mistake and no wish."""
        assert self.refused(ACCOUNT, declared=0, sample=False) == Blocked(
            rule="delete_nothing_declared",
            reason="nothing at all is declared for account 'demo'",
            way_out="check that the files are where they should be; a project that "
            "declares nothing deletes nothing",
        )
