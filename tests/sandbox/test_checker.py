"""The checker finds each way in which a run can be wrong about what it did."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import httpx
import pytest
from support.checker import Claim, Witness, holds, of_report, of_states
from support.graph_caller import ORDER_READY, PHONE, TEMPLATES, WABA, Caller, calling

from wa_sync.model.account import Account, Endpoint


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.model.source import Json, Spec


ADDRESS = "message_template.order_ready/en_US"
PROFILE = f"business_profile.{PHONE}"
OTHER = {"type": "BODY", "text": "Your parcel waits for you at the shop."}


@pytest.fixture
def caller() -> Iterator[Caller]:
    """A fresh sandbox."""
    with calling() as one:
        yield one


def edit(caller: Caller, node: str, body: Json = OTHER) -> None:
    """Edit a template's body."""
    status, answer = caller.ask("POST", node, json={"components": [body]})
    assert status == 200, answer


def delete(caller: Caller, **named: str) -> int:
    """Delete what is named."""
    return caller.ask("DELETE", TEMPLATES, params=named)[0]


def wrong(witness: Witness, *states: str, **more: object) -> str:
    """Check, and return what is found to be wrong."""
    claims = of_states((ADDRESS, state) for state in states)
    with pytest.raises(AssertionError) as found:
        witness.check(claims, **more)  # type: ignore[arg-type] # as check takes them
    return str(found.value)


@pytest.mark.parametrize("state", ["done", "unknown"])
def test_one_mutation_is_done_or_unknown(caller: Caller, state: str) -> None:
    """What was made once may be said to be done, or not to be known."""
    witness = Witness(caller.world)
    caller.create()
    witness.check(of_states([(ADDRESS, state)]))


@pytest.mark.parametrize(
    "state", ["already", "unknown", "failed", "blocked", "stale", "skipped"]
)
def test_no_mutation_is_anything_but_done(caller: Caller, state: str) -> None:
    """What was not made may have ended in any way but well."""
    witness = Witness(caller.world)
    witness.check(of_states([(ADDRESS, state)]))
    assert "done; 0 mutations" in wrong(witness, "done")


@pytest.mark.parametrize("state", ["already", "failed", "blocked", "stale", "skipped"])
def test_a_mutation_is_not_denied(caller: Caller, state: str) -> None:
    """A run that made a change must not say that it did not."""
    witness = Witness(caller.world)
    caller.create()
    assert f"{state}; 1 mutations" in wrong(witness, state)


def test_a_mutation_that_nobody_claims_is_found(caller: Caller) -> None:
    """Nothing is done beside what is said; a run that was killed says nothing."""
    witness = Witness(caller.world)
    caller.create()
    assert "nothing; 1 mutations" in wrong(witness)
    witness.check(None)


def test_two_runs_are_held_to_the_sum(caller: Caller) -> None:
    """Of two runs one may have done it; both cannot."""
    witness = Witness(caller.world)
    caller.create()
    witness.check(of_states([(ADDRESS, "done"), (ADDRESS, "already")]))
    assert "done; 1 mutations" in wrong(witness, "done", "done")


def test_an_edit_that_changes_nothing_is_found(caller: Caller) -> None:
    """Meta counts it all the same; that it was reviewed meanwhile is no change."""
    node = caller.create()
    caller.get(TEMPLATES)
    witness = Witness(caller.world)
    edit(caller, node)
    witness.check(None)
    caller.set("clock_offset", 25 * 3600)
    edit(caller, node)
    assert "was edited without being changed" in wrong(witness, "done", "done")
    edited = [one.address for one in witness.mutations()]
    assert edited == [ADDRESS, ADDRESS]


def test_a_profile_is_an_object_too(caller: Caller) -> None:
    """It has the address of its number."""
    profile = f"{PHONE}/whatsapp_business_profile"
    caller.get(profile)
    witness = Witness(caller.world)
    sent = {"messaging_product": "whatsapp", "about": "Here for you"}
    assert caller.ask("POST", profile, json=sent)[0] == 200
    claims = of_states([(PROFILE, "done")])
    witness.check(claims, code=0, wanted={PROFILE: {"about": "Here for you"}})
    caller.ask("POST", profile, json=sent)
    with pytest.raises(AssertionError, match="edited without being changed"):
        witness.check([*claims, *claims])


@pytest.mark.parametrize("left_out", ["hsm_id", "name"])
def test_a_careless_delete_is_found_even_where_it_is_refused(
    caller: Caller, left_out: str
) -> None:
    """By name alone Meta takes every language."""
    node = caller.create()
    witness = Witness(caller.world)
    named = {"hsm_id": node, "name": "order_ready"}
    delete(caller, **{key: value for key, value in named.items() if key != left_out})
    with pytest.raises(AssertionError, match="did not name hsm_id and name"):
        witness.check(None)


def test_a_careful_delete_is_one_mutation(caller: Caller) -> None:
    """And what was deleted may be created again."""
    node = caller.create()
    witness = Witness(caller.world)
    assert delete(caller, hsm_id=node, name="order_ready") == 200
    witness.check(of_states([(ADDRESS, "done")]), code=0, wanted={ADDRESS: None})


def test_a_second_create_is_found(caller: Caller) -> None:
    """The server's history tells, were the server to let it through."""
    witness = Witness(caller.world)
    caller.create()
    with caller.world.store.transaction():
        stored = next(caller.world.objects.select("message_template", "1 = 1", ()))
        caller.world.objects.note("create", 0, stored)
    with pytest.raises(AssertionError, match="was created twice"):
        witness.check(None)


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        ({ADDRESS: {"components": [{"type": "BODY"}]}}, ""),
        ({ADDRESS: {"components": [OTHER]}}, "is not as desired"),
        ({ADDRESS: {"components": []}}, "is not as desired"),
        ({ADDRESS: None}, "should be gone"),
        ({f"{ADDRESS}_POSIX": {}}, "is not as desired"),
        ({f"{ADDRESS}_POSIX": None}, ""),
    ],
)
def test_exit_code_0_means_that_live_is_as_desired(
    caller: Caller, wanted: dict[str, Spec | None], found: str
) -> None:
    """Whatever the run says, the server's data decide; other codes promise nothing."""
    witness = Witness(caller.world)
    caller.create()
    witness.check(of_states([(ADDRESS, "done")]), code=7, wanted=wanted)
    if found:
        assert found in wrong(witness, "done", code=0, wanted=wanted)
    else:
        witness.check(of_states([(ADDRESS, "done")]), code=0, wanted=wanted)


def test_what_others_do_is_not_held_against_a_run(caller: Caller) -> None:
    """Neither their mutations nor their careless deletes."""
    witness = Witness(caller.world)
    with witness.aside():
        caller.create()
        delete(caller, name="order_ready")
    witness.check([])
    caller.create(name="mine")
    mine = "message_template.mine/en_US"
    assert [one.address for one in witness.mutations()] == [mine]
    assert [one["method"] for one in witness.calls()] == ["POST"]


def test_one_account_of_several_is_held_to_its_own(caller: Caller) -> None:
    """Claims and mutations of other accounts do not count."""

    def named(name: str, waba: str) -> Account:
        return Account(name=name, waba_id=waba, endpoint=Endpoint.META)

    here = Witness(caller.world, named("here", WABA))
    there = Witness(caller.world, named("there", "77"))
    caller.create()
    claims = [Claim(ADDRESS, "done", "here"), Claim(ADDRESS, "failed", "there")]
    here.check(claims, code=0, wanted={ADDRESS: {}})
    there.check(claims, code=0, wanted={ADDRESS: None})


def test_a_report_is_read(caller: Caller) -> None:
    """As apply -o json writes it."""
    outcome = {"account": "demo", "address": ADDRESS, "state": "done", "action": "x"}
    report = json.dumps({"format_version": 1, "outcomes": [outcome]})
    assert of_report(report) == [Claim(ADDRESS, "done", "demo")]
    witness = Witness(caller.world)
    caller.create()
    witness.check(of_report(report))


def test_a_request_that_broke_off_after_its_effect_is_seen(caller: Caller) -> None:
    """The witness looks at what was committed, not at what was answered."""
    order = {"what": "reset", "method": "POST", "after_commit": True}
    caller.client.post("/_sandbox/faults", json=order)
    witness = Witness(caller.world)
    with pytest.raises(httpx.ReadError):
        caller.ask("POST", TEMPLATES, json=ORDER_READY)
    assert "failed; 1 mutations" in wrong(witness, "failed")


def test_a_part_is_held_by_its_whole() -> None:
    """Mappings by key, lists item by item, everything else by being equal."""
    doc: Spec = {"a": 1, "b": [{"c": True}, "x"]}
    assert holds(doc, {"b": [{}, "x"]})
    assert not holds(doc, {"b": [{}]})
    assert not holds(doc, {"a": True})
    assert not holds(doc, {"z": None})
