"""Who meets whom, and what is none of our business."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.sides import (
    ACCOUNT,
    TEMPLATE,
    declared,
    live,
    spec,
    state,
    tombstone,
)

from wa_sync.kinds import KINDS
from wa_sync.model.account import Manage, Unmanaged
from wa_sync.model.resource import Address, Live
from wa_sync.plan.pair import AccountState, Pair, Pairs, Scope, pair


ALL = Scope()


def address(key: str) -> Address:
    """The address of a template."""
    return Address("message_template", key)


def unmanaged(of: AccountState, scope: Scope = ALL) -> list[str]:
    """Name what is live and undeclared."""
    found = pair(of, KINDS, scope)
    assert found.pairs == ()
    return [one.address.key for one in found.unmanaged]


def test_both_sides_meet_by_address_and_by_nothing_else() -> None:
    """Pairs come in the order of addresses; a tombstone without a live object is none.

    Another language of the same name is another template.
    """
    here, new = declared(spec("b/en_US")), declared(spec("a/de"))
    there, german, old = (live(spec(key)) for key in ("b/en_US", "b/de", "old/en_US"))
    buried = tombstone("old/en_US")
    found = pair(
        state(here, new, there, german, old, buried, tombstone("gone/de")), KINDS, ALL
    )
    assert found == Pairs(
        (
            Pair(TEMPLATE, address("a/de"), new, None),
            Pair(TEMPLATE, address("b/en_US"), here, there),
            Pair(TEMPLATE, address("old/en_US"), None, old, buried),
        ),
        (german,),
    )


def test_what_is_declared_outlives_its_tombstone() -> None:
    """A contradiction is an error of the files; even so nothing would be deleted."""
    here, there = declared(spec("a/de")), live(spec("a/de"))
    found = pair(state(here, there, tombstone("a/de")), KINDS, ALL)
    assert found == Pairs((Pair(TEMPLATE, address("a/de"), here, there),), ())


@pytest.mark.parametrize("status", ["PENDING_DELETION", "DELETED"])
def test_what_is_on_its_way_out_is_neither_buried_nor_reported(status: str) -> None:
    """Meta is deleting it already."""
    leaving = live(spec("a/de"), status)
    assert unmanaged(state(leaving)) == []
    assert unmanaged(state(leaving, tombstone("a/de"))) == []


def test_only_what_could_be_declared_is_reported() -> None:
    """Meta's samples, what is outside manage:, and singletons are not."""
    profile = Live(address=Address("business_profile", "2"), spec={}, live_id="2")
    some = [live(spec(key)) for key in ("a/de", "hello_world/en_US", "x_1/de")]
    account = replace(ACCOUNT, manage=Manage(exclude=("x_*",)))
    assert unmanaged(state(profile, *some, account=account)) == ["a/de"]


def test_an_account_may_not_want_to_know() -> None:
    """``unmanaged: ignore`` reports nothing."""
    account = replace(ACCOUNT, unmanaged=Unmanaged.IGNORE)
    assert unmanaged(state(live(spec("a/de")), account=account)) == []


@pytest.mark.parametrize(
    "scope",
    [Scope(files=frozenset({"a.yaml"})), Scope(only=("*",)), Scope(exclude=("zz",))],
)
def test_a_narrowed_run_reports_nothing_unmanaged(scope: Scope) -> None:
    """Who looks at a part does not ask about the rest."""
    assert scope.narrowed
    assert unmanaged(state(live(spec("a/de"))), scope) == []


@pytest.mark.parametrize(
    ("scope", "keys"),
    [
        (Scope(), ["a/de", "b/de", "c/de", "d/de"]),
        (Scope(files=frozenset({"a.yaml"})), ["a/de", "c/de"]),
        (Scope(only=("b", "c")), ["b/de", "c/de"]),
        (Scope(only=("a/de",)), ["a/de"]),
        (Scope(only=("message_template.d/*",)), ["d/de"]),
        (Scope(exclude=("b", "message_template.c/de")), ["a/de", "d/de"]),
        (Scope(files=frozenset({"a.yaml"}), exclude=("a",)), ["c/de"]),
        (Scope(files=frozenset({"b.yaml"}), only=("a",)), []),
    ],
)
def test_a_scope_narrows_both_declarations_and_tombstones(
    scope: Scope, keys: list[str]
) -> None:
    """By file and by globs over names, keys and addresses; all of them have to fit."""
    both = state(
        declared(spec("a/de"), file="a.yaml"),
        declared(spec("b/de"), file="b.yaml"),
        *(live(spec(key)) for key in ("c/de", "d/de")),
        tombstone("c/de", file="a.yaml"),
        tombstone("d/de", file="b.yaml"),
    )
    assert [one.address.key for one in pair(both, KINDS, scope).pairs] == keys


def test_what_no_file_names_is_outside_every_choice_of_files() -> None:
    """A scope of files covers nothing that comes from none."""
    assert not Scope(files=frozenset({"a.yaml"})).covers(address("a/de"), None)
    assert Scope(only=("a",)).covers(address("a/de"), None)
