"""Two accounts side by side: what counts as different, and what the files want."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.sides import ACCOUNT, PROFILE, Line, declared, live, spec, state

from wa_sync.kind import Listing
from wa_sync.kinds import KINDS
from wa_sync.model.account import Account, Manage
from wa_sync.model.between import Between, Where
from wa_sync.model.change import Place
from wa_sync.model.resource import Address, Declared, Live
from wa_sync.model.source import Json, Origin, Spec
from wa_sync.plan.between import between
from wa_sync.plan.pair import AccountState, Scope


TWO = replace(ACCOUNT, name="two", waba_id="3", phone_number_id="4")
ENTRY = Origin(Line("both.yaml", 5))
Thing = Declared | Live


def compare(
    first: tuple[Thing, ...],
    second: tuple[Thing, ...],
    accounts: tuple[Account, Account] = (ACCOUNT, TWO),
    scope: Scope = Scope(),  # noqa: B008 - frozen
) -> Between:
    """Compare what two accounts hold."""
    one, other = accounts
    states = state(*first, account=one), state(*second, account=other)
    return between(*states, KINDS, scope, one_place)


def one_place(one: Declared, other: Declared) -> bool:
    """Whether both are declared in the same place."""
    return one.origin == other.origin


def gaps(found: Between) -> list[tuple[str, Where, list[str]]]:
    """Name, whereabouts and paths of what differs."""
    return [(g.name, g.where, [c.path for c in g.diff]) for g in found.gaps]


def profile(number: str, **fields: str) -> Live:
    """The profile of a phone number."""
    return Live(
        address=Address(PROFILE.name, number), spec=dict(fields), live_id=number
    )


def test_by_address() -> None:
    """Only here, only there, in both and not the same; the same is counted."""
    found = compare(
        (live(spec("a/de")), live(spec("b/de", "Old.")), live(spec("d/de"))),
        (live(spec("b/de", "New.")), live(spec("c/de")), live(spec("d/de"))),
    )
    assert gaps(found) == [
        ("message_template.a/de", Where.FIRST, []),
        ("message_template.b/de", Where.BOTH, ["/components/body/text"]),
        ("message_template.c/de", Where.SECOND, []),
    ]
    assert (found.first, found.second, found.same) == ("demo", "two", 1)
    assert [(c.before, c.after) for c in found.gaps[1].diff] == [("Old.", "New.")]
    assert [side.live_id for side in found.gaps[1].sides] == ["id of b/de"] * 2


@pytest.mark.parametrize("turned", [False, True])
def test_what_only_one_side_says_is_seen_from_both(turned: bool) -> None:  # noqa: FBT001
    """An omitted field is no wish here; what Meta implies is no difference."""
    one = live(spec("a/de", message_send_ttl_seconds=60))
    other = live(spec("a/de"))
    implied = live(spec("a/de", message_send_ttl_seconds=-1))
    first, second = (other, one) if turned else (one, other)
    path = ["/message_send_ttl_seconds"]
    assert [g[2] for g in gaps(compare((first,), (second,)))] == [path]
    assert gaps(compare((implied,), (other,))) == []


def test_the_side_that_says_more_of_a_field_is_heard() -> None:
    """What Meta fills in counts where the other account has it otherwise."""
    code: Spec = {"type": "OTP", "otp_type": "ONE_TAP"}
    body: Spec = {"type": "BODY"}
    parts: Json = [body, {"type": "BUTTONS", "buttons": [code]}]
    filled: Json = [body, {"type": "BUTTONS", "buttons": [{**code, "text": "Copy"}]}]
    found = compare(
        (live(spec("a/de", components=parts)),),
        (live(spec("a/de", components=filled)),),
    )
    assert [g[2] for g in gaps(found)] == [["/components/buttons/0/text"]]


def test_a_category_is_compared_whatever_the_policy() -> None:
    """Nobody can change it, and it costs more all the same."""
    one = live(spec("a/de"))
    other = live(spec("a/de", category="MARKETING"))
    assert [g[2] for g in gaps(compare((one,), (other,)))] == [["/category"]]
    both = replace(declared(one.spec), origin=ENTRY)
    assert [g[2] for g in gaps(compare((one, both), (other, both)))] == [["/category"]]


def test_profiles_are_each_accounts_own() -> None:
    """Their keys are numbers of phones, and they meet all the same."""
    found = compare((profile("2", about="Hi"),), (profile("4", email="a@b.example"),))
    assert gaps(found) == [("business_profile", Where.BOTH, ["/about", "/email"])]
    assert [str(side.address) for side in found.gaps[0].sides] == [
        "business_profile.2",
        "business_profile.4",
    ]


def test_what_the_files_want_is_no_difference() -> None:
    """Only variables differ, and each account is live as they make it."""
    sides = spec("a/de", "Ours."), spec("a/de", "Theirs.")
    mine, theirs = ((live(one), replace(declared(one), origin=ENTRY)) for one in sides)
    found = compare(mine, theirs)
    assert gaps(found) == []
    (wanted,) = found.as_declared
    assert [c.path for c in wanted.diff] == ["/components/body/text"]
    assert [s.source for s in wanted.sides] == [Place("both.yaml", 5)] * 2
    assert found.same == 0


@pytest.mark.parametrize(
    "why", ["two entries", "only one", "not said", "edited", "moved by Meta"]
)
def test_what_the_files_do_not_want(why: str) -> None:
    """Two entries, one declaration, a field that nobody declares, or an edit live."""
    ours, theirs = spec("a/de", "Ours."), spec("a/de", "Theirs.")
    mine: list[Thing] = [live(ours), replace(declared(ours), origin=ENTRY)]
    other: list[Thing] = [live(theirs), replace(declared(theirs), origin=ENTRY)]
    if why == "two entries":
        other[1] = declared(theirs)
    elif why == "only one":
        del other[1]
    elif why == "not said":
        other[0] = live({**theirs, "message_send_ttl_seconds": 60})
    elif why == "edited":
        other[0] = live(spec("a/de", "Edited."))
    else:
        moved = {**theirs, "category": "MARKETING"}
        other[0] = live(moved, previous_category="UTILITY")
    found = compare(tuple(mine), tuple(other))
    assert [g[:2] for g in gaps(found)] == [("message_template.a/de", Where.BOTH)]
    assert found.as_declared == ()


def test_what_is_left_out() -> None:
    """Samples, what is being deleted, and what either account does not manage."""
    things = (
        live(spec("hello_world/en_US")),
        live(spec("gone/de"), "PENDING_DELETION"),
        live(spec("old_a/de")),
        live(spec("new_a/de")),
    )
    one = replace(ACCOUNT, manage=Manage(("*",), ("old_*",)))
    other = replace(TWO, manage=Manage(("*",), ("new_*",)))
    for pair in ((one, other), (other, one)):
        assert compare(things, (), pair) == Between(
            first=pair[0].name, second=pair[1].name, gaps=()
        )


def test_what_is_selected() -> None:
    """A glob may name either of two profiles; what is excluded is left out."""
    first = (live(spec("a/de")), live(spec("b/de")), profile("2"))
    second = (live(spec("b/de")), profile("4", about="Hi"))
    for number in ("2", "4"):
        only = Scope(only=(f"business_profile.{number}",))
        assert [g[0] for g in gaps(compare(first, second, scope=only))] == [
            "business_profile"
        ]
        without = Scope(exclude=(f"business_profile.{number}",))
        found = compare(first, second, scope=without)
        assert [g[0] for g in gaps(found)] == ["message_template.a/de"]


def test_a_kind_that_was_not_read_is_not_compared() -> None:
    """What one of the accounts could not be asked for is in neither."""
    full = state(live(spec("a/de")))
    bare = AccountState(
        account=TWO,
        declared=(),
        tombstones=(),
        listings={PROFILE.name: Listing(())},
    )
    assert between(full, bare, KINDS, Scope(), one_place).gaps == ()
    assert between(bare, full, KINDS, Scope(), one_place).gaps == ()
