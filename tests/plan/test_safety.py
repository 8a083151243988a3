"""How much may change at once, and what may be deleted at all."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from support import plans
from support.sides import live, spec

from wa_sync.kind import Kind
from wa_sync.kinds.message_template import MESSAGE_TEMPLATE
from wa_sync.model.account import Account, Limits, Manage, Unmanaged
from wa_sync.model.change import Blocked, Change, Plan, Summary
from wa_sync.model.resource import Live
from wa_sync.plan import safety


ACCOUNT = Account(name="demo", waba_id="1")
SHARE = (
    "2 of 19 deletable objects in 'demo' (managed, not protected, no samples) "
    "would be deleted, 10 % allowed at once"
)
ADDRESSES = ("old_0/en_US", "message_template.old_0/en_US", "*_US", "*.old_*")
OURS = live(spec("old_0/en_US"))
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
    there: int,
    max_deletes: int | None = None,
    limits: Limits | None = None,
) -> list[tuple[str, str, str]]:
    """Name the limits that are exceeded, with their numbers."""
    account = plans.account(limits=limits or Limits(), deletable_count=there)
    found = safety.exceeded([account], changes, max_deletes=max_deletes)
    return [(one.rule, one.reason, one.way_out) for one in found]


def test_one_delete_is_within_the_default_limits() -> None:
    """One delete of one live object is no mass delete."""
    assert rules(deletes(1), there=1) == []


def test_two_deletes_are_too_many() -> None:
    """The count comes first, with both numbers and the flag that consents."""
    assert rules(deletes(2), there=100) == [
        (
            "max_deletes",
            "2 deletes in 'demo', 1 allowed at once",
            "if all of them are meant, say so: --max-deletes 2",
        )
    ]


def test_a_large_share_is_too_much_from_the_second_delete_on() -> None:
    """The percentage is of what could be deleted, and says so."""
    limits = Limits(max_deletes=5)
    assert rules(deletes(2), there=19, limits=limits) == [
        (
            "max_delete_percent",
            SHARE,
            "if all of them are meant, say so: --max-deletes 2",
        )
    ]
    assert rules(deletes(2), there=20, limits=limits) == []


def test_a_number_on_the_command_line_stands_in_for_both_delete_limits() -> None:
    """Whoever names the number has seen the deletes."""
    assert rules(deletes(3), there=3, max_deletes=3) == []
    assert [rule for rule, _, _ in rules(deletes(3), there=3, max_deletes=2)] == [
        "max_deletes"
    ]
    assert [rule for rule, _, _ in rules(deletes(1), there=9, max_deletes=0)] == [
        "max_deletes"
    ]


def test_blocked_changes_do_not_count() -> None:
    """What is not going to happen exceeds nothing."""
    changes = [replace(change, blocked=STOPPED) for change in deletes(5)]
    assert rules(changes, there=5) == []


def test_too_many_changes_are_refused() -> None:
    """The limit on changes counts every action."""
    assert rules(deletes(1), there=9, limits=Limits(max_changes=0)) == [
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
    assert rules(deletes(1), there=9, limits=Limits(max_changes=1)) == []


class TestOneWaba:
    """Two names for one account of Meta's get no limits of their own."""

    def rules(self, changes: list[Change], *limits: Limits) -> list[tuple[str, str]]:
        """Name what is exceeded where each name of a WABA has its own limits."""
        accounts = [
            plans.account(name, limits=own, deletable_count=20)
            for name, own in zip(("one", "two"), limits, strict=True)
        ]
        found = safety.exceeded(accounts, changes, max_deletes=None)
        return [(refusal.rule, refusal.reason) for refusal in found]

    def shared(self, count: int) -> list[Change]:
        """Return deletes of different objects, in turn under each of the names."""
        return [
            replace(change, account=("one", "two")[n % 2])
            for n, change in enumerate(deletes(count))
        ]

    def test_deletes_of_both_are_counted_together(self) -> None:
        """One delete under each name is two deletes."""
        reason = (
            "2 deletes in 'one' and 'two' (one account to Meta: 102290129340398), "
            "1 allowed at once"
        )
        assert self.rules(self.shared(2), Limits(), Limits()) == [
            ("max_deletes", reason)
        ]

    @pytest.mark.parametrize(
        ("strict", "rule"),
        [
            (Limits(max_deletes=1, max_delete_percent=100), "max_deletes"),
            (Limits(max_deletes=9, max_delete_percent=9), "max_delete_percent"),
            (Limits(9, 100, max_changes=1), "max_changes"),
        ],
    )
    def test_the_strictest_limit_counts(self, strict: Limits, rule: str) -> None:
        """Whichever name has it."""
        wide = Limits(max_deletes=9, max_delete_percent=100)
        for limits in ((strict, wide), (wide, strict)):
            assert [one for one, _ in self.rules(self.shared(2), *limits)] == [rule]
        assert self.rules(self.shared(2), wide, wide) == []

    def test_what_both_bury_goes_once(self) -> None:
        """The same object under two names is one delete."""
        (first,) = deletes(1)
        both = [replace(first, account=name) for name in ("one", "two")]
        assert self.rules(both, Limits(), Limits()) == []

    def test_another_waba_has_its_own_limits(self) -> None:
        """What goes on there is no business of this one."""
        accounts = [plans.account("one"), plans.account("two", waba_id="2")]
        assert safety.exceeded(accounts, self.shared(2), max_deletes=None) == ()


class TestConsent:
    """The options of apply that a plan with deletes needs."""

    def flags(self, count: int, *others: str) -> tuple[str, ...]:
        """Ask about a plan with so many deletes, beside a delete in another WABA."""
        accounts = (
            plans.account(deletable_count=99),
            *(plans.account(name, waba_id="2") for name in others),
        )
        changes = tuple(deletes(count))
        return safety.consent(
            Plan(
                complete=True,
                accounts=accounts,
                changes=changes,
                safety=safety.exceeded(accounts, changes, max_deletes=None),
                summary=Summary(delete=count),
            )
        )

    def test_nothing_is_needed_without_a_delete(self) -> None:
        """Creates and updates need no more than a yes."""
        assert self.flags(0) == ()

    def test_one_delete_needs_the_flag(self) -> None:
        """Within the limits there is no number to say."""
        assert self.flags(1) == ("--allow-delete",)

    def test_more_than_the_limits_need_the_number_too(self) -> None:
        """It is the number of the WABA with the most deletes."""
        assert self.flags(3, "other") == ("--allow-delete", "--max-deletes 3")


@pytest.mark.parametrize(
    ("change", "there"),
    [
        ({}, True),
        ({"manage": Manage(exclude=("old_*",))}, False),
        ({"protect": ("old_*",)}, False),
        *(({"protect": (glob,)}, False) for glob in ADDRESSES),
        *(({"manage": Manage(exclude=(glob,))}, False) for glob in ADDRESSES),
        *(({"manage": Manage(include=(glob,))}, True) for glob in ADDRESSES),
    ],
)
def test_deletable_is_what_the_account_manages(
    change: dict[str, Any], *, there: bool
) -> None:
    """Neither what is outside manage nor what is protected is part of the whole."""
    account = replace(ACCOUNT, **change)
    assert safety.deletable(MESSAGE_TEMPLATE, OURS, account) is there


@pytest.mark.parametrize(
    "kind",
    [
        replace(MESSAGE_TEMPLATE, sample=lambda _: True),
        replace(MESSAGE_TEMPLATE, ignored=lambda _: True),
        replace(MESSAGE_TEMPLATE, many=False),
    ],
    ids=["sample", "on its way out", "singleton"],
)
def test_deletable_is_nothing_of_metas(kind: Kind) -> None:
    """Nor are samples, what is on its way out, and profiles."""
    assert not safety.deletable(kind, OURS, ACCOUNT)


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
        for glob in ("pro*", "promo/*", "message_template.promo/??*"):
            protecting = replace(ACCOUNT, protect=("otp_*", glob))
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
