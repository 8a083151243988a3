"""Several names for one account: each object is changed under one of them."""

from __future__ import annotations

from dataclasses import replace

from support.sides import ACCOUNT, NOW, declared, live, spec, state, tombstone

from wa_sync.kinds import KINDS
from wa_sync.model.account import Account
from wa_sync.model.change import Cause, Plan, Summary
from wa_sync.model.resource import Declared, Live, Tombstone
from wa_sync.plan.build import Question, build
from wa_sync.plan.names import under_each
from wa_sync.plan.pair import AccountState


TWO = replace(ACCOUNT, name="two")
QUESTION = Question(now=NOW, origin_of=lambda _: "https://graph.facebook.com")


def of_both(
    *there: Declared | Live | Tombstone, two: Account = TWO, limit: int = 250
) -> list[AccountState]:
    """The same state under both names of the account."""
    return [state(*there, account=who, limit=limit) for who in (ACCOUNT, two)]


def told(plan: Plan) -> list[tuple[str, str, str, str | None]]:
    """Each change: under which name, what, to what, and the rule that blocks it."""
    return [
        (c.account, c.action, c.address.key, None if not c.blocked else c.blocked.rule)
        for c in plan.changes
    ]


def test_what_two_names_declare_is_changed_once() -> None:
    """The first name has the change, and the other says that it is the same object."""
    sides: tuple[Declared | Live | Tombstone, ...] = (
        declared(spec("new/de")),
        declared(spec("edited/de", "Your parcel is there.")),
        *(live(spec(key)) for key in ("edited/de", "old/de")),
        tombstone("old/de"),
    )
    plan = build(of_both(*sides), KINDS, QUESTION)
    assert told(plan) == [
        ("demo", "create", "new/de", None),
        ("demo", "update", "edited/de", None),
        ("demo", "delete", "old/de", None),
    ]
    assert plan.summary == Summary(create=1, update=1, delete=1)
    assert plan.elsewhere == ()
    assert [(n.account, n.address.key, n.cause) for n in plan.drift] == [
        ("two", "edited/de", Cause.OTHER_NAME),
        ("two", "new/de", Cause.OTHER_NAME),
        ("two", "old/de", Cause.OTHER_NAME),
    ]
    assert plan.drift[0].message == (
        "the same object as that of 'demo', where it is shown: both are one account "
        f"to Meta ({ACCOUNT.identity})"
    )


def test_a_delete_that_one_name_forbids_is_blocked() -> None:
    """Protection under any of the names holds for all that are asked to delete it."""
    two = replace(TWO, protect=("old",))
    sides = (declared(spec("kept/de")), live(spec("kept/de")), live(spec("old/de")))
    plan = build(of_both(*sides, tombstone("old/de"), two=two), KINDS, QUESTION)
    assert told(plan) == [("two", "delete", "old/de", "delete_protected")]
    assert [note.account for note in plan.drift] == ["demo"]


def test_names_of_an_account_share_its_room() -> None:
    """A create counts once against the template limit, under whatever name."""
    one, two = of_both(declared(spec("b/de")), limit=2)
    two = replace(two, declared=[*two.declared, declared(spec("a/de"))])
    more = declared(spec("c/de"))
    full = replace(two, declared=[*two.declared, more])
    assert told(build([one, two], KINDS, QUESTION)) == [
        ("demo", "create", "b/de", None),
        ("two", "create", "a/de", None),
    ]
    assert told(build([one, full], KINDS, QUESTION)) == [
        ("demo", "create", "b/de", None),
        ("two", "create", "a/de", None),
        ("two", "create", "c/de", "template_limit"),
    ]


def test_a_change_is_made_under_the_name_that_can() -> None:
    """Where one name may not make it and the other may, the other makes it."""
    one, two = of_both(declared(spec("new/de")))
    crowded = {k: replace(v, limit=0) for k, v in one.listings.items()}
    plan = build([replace(one, listings=crowded), two], KINDS, QUESTION)
    assert told(plan) == [("two", "create", "new/de", None)]


def test_names_of_different_accounts_have_each_their_own() -> None:
    """The same words for two accounts are two objects."""
    plan = build(
        of_both(declared(spec("new/de")), two=replace(TWO, waba_id="999")),
        KINDS,
        QUESTION,
    )
    assert [one.account for one in plan.changes] == ["demo", "two"]
    assert plan.drift == ()


def test_what_is_changed_is_known_for_each_name() -> None:
    """Who asks for a name's own changes has those that stand under another."""
    plan = build(of_both(declared(spec("new/de"))), KINDS, QUESTION)
    assert [(one.account, one.address.key) for one in under_each(plan)] == [
        ("demo", "new/de"),
        ("two", "new/de"),
    ]
    alone = replace(plan, changes=())
    assert list(under_each(alone)) == []
