"""All accounts together: one plan, in the order in which it is carried out."""

from __future__ import annotations

from dataclasses import replace

from support.sides import ACCOUNT, NOW, declared, live, spec, state, tombstone

from wa_sync.kinds import KINDS
from wa_sync.model.account import Manage
from wa_sync.model.change import Plan, Summary
from wa_sync.plan.build import Question, build
from wa_sync.plan.pair import AccountState


ORIGIN = "https://graph.facebook.com"
QUESTION = Question(now=NOW, origin_of=lambda _: ORIGIN)


def planned(plan: Plan) -> list[tuple[str, str, bool]]:
    """Each change by what it does, to what, and whether it is blocked."""
    return [
        (one.action.value, one.address.key, one.blocked is not None)
        for one in plan.changes
    ]


def mixed(*, changed: str = "Your parcel is there.") -> AccountState:
    """A state with something of everything."""
    return state(
        declared(spec("same/de")),
        declared(spec("changed/de", changed)),
        declared(spec("new/de")),
        *(live(spec(key)) for key in ("same/de", "changed/de", "a_old/de", "stray/de")),
        live(spec("moved/de", category="MARKETING"), previous_category="UTILITY"),
        declared(spec("moved/de")),
        tombstone("a_old/de"),
    )


def test_creates_come_first_and_deletes_last() -> None:
    """What is added is there before anything goes."""
    plan = build([mixed()], KINDS, QUESTION)
    assert planned(plan) == [
        ("create", "new/de", False),
        ("update", "changed/de", False),
        ("delete", "a_old/de", False),
    ]
    assert plan.summary == Summary(
        create=1, update=1, delete=1, unchanged=2, drift=1, unmanaged=1, blocked=0
    )
    assert [one.address.key for one in plan.unmanaged] == ["stray/de"]
    (account,) = plan.accounts
    assert (account.declared_count, account.live_count, account.unchanged) == (4, 5, 2)
    assert plan.safety == ()


def test_the_first_create_over_the_template_limit_is_blocked() -> None:
    """Creates planned before count as live; blocked ones do not."""
    many = [declared(spec(f"t{n}/de")) for n in range(4)]
    plan = build([state(*many, live(spec("x/de")), limit=3)], KINDS, QUESTION)
    assert planned(plan) == [
        ("create", "t0/de", False),
        ("create", "t1/de", False),
        ("create", "t2/de", True),
        ("create", "t3/de", True),
    ]
    assert (plan.summary.create, plan.summary.blocked) == (2, 2)


def test_the_whole_of_the_percentage_is_what_could_be_deleted() -> None:
    """Of one WABA, under any of its names; samples and the protected do not count."""
    ours = [live(spec(key)) for key in ("a/de", "b/de", "shop_c/de", "shop_d/de")]
    outside = [live(spec(key)) for key in ("hello_world/en_US", "kept/de")]
    one = replace(ACCOUNT, protect=("kept",), manage=Manage(exclude=("shop_*",)))
    two = replace(ACCOUNT, name="two", manage=Manage(include=("shop_*", "a")))
    states = [state(*ours, *outside, account=account) for account in (one, two)]
    plan = build(states, KINDS, QUESTION)
    assert [account.deletable_count for account in plan.accounts] == [4, 4]
    (alone,) = build(states[:1], KINDS, QUESTION).accounts
    assert (alone.live_count, alone.deletable_count) == (6, 2)


def test_a_digest_is_of_what_would_be_done() -> None:
    """The same sides give the same digest; another text, limit or account another."""
    digests = {
        build(states, KINDS, QUESTION).digest
        for states in (
            [mixed()],
            [mixed()],
            [mixed(changed="Your parcel is lost.")],
            [
                replace(
                    mixed(),
                    account=replace(
                        ACCOUNT, limits=replace(ACCOUNT.limits, max_deletes=2)
                    ),
                )
            ],
            [mixed(), replace(state(), account=replace(ACCOUNT, name="other"))],
        )
    }
    assert len(digests) == 4
