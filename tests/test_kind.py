"""A kind that says no more than it has to is neutral in everything else."""

from __future__ import annotations

from support.refused import refusal
from support.sides import NOW

from wa_sync.kind import Aligned, Kind, Listing, Situation, Variant, Written
from wa_sync.model.account import Account
from wa_sync.model.change import Action, LiveStatus
from wa_sync.model.resource import Address, Live


LIVE = Live(address=Address("note", "a"), spec={"text": "b"}, live_id="1")
PLAIN = Kind(
    name="note",
    section="notes",
    title="note",
    many=True,
    schema=dict,
    rules=frozenset,
    key=lambda _entry, _account: "a",
    normalize=lambda spec: spec,
    check=lambda _entry: (),
    read=lambda _reader, _account: Listing(()),
    find=lambda _reader, _account, _address, _live_id: None,
    align=lambda spec, live, _account: Aligned(spec, live.spec),
    status=lambda _live: LiveStatus.EDITABLE,
    write=lambda _writer, _account, _change, _read: Written(),
    compose=lambda _lives: (),
)


def test_an_entry_is_one_variant_without_samples() -> None:
    """Nothing is expanded, and no file is looked for."""
    entry = {"text": "b"}
    assert list(PLAIN.expand(entry)) == [Variant(entry)]
    assert PLAIN.asset_paths(entry) == {}
    assert list(PLAIN.check_together([])) == []


def test_a_live_object_is_ours_and_nothing_is_refused() -> None:
    """Neither ignored nor a sample; every change is tried, and its refusal Meta's."""
    situation = Situation(
        account=Account(name="demo"),
        action=Action.DELETE,
        declared=None,
        live=LIVE,
        before=LIVE.spec,
        after=None,
        siblings=(),
        live_count=1,
        limit=None,
        now=NOW,
    )
    assert not PLAIN.ignored(LIVE)
    assert not PLAIN.sample(LIVE)
    assert PLAIN.judge(situation) is None
    assert list(PLAIN.caution(situation)) == []
    assert PLAIN.explain_refusal(refusal(None, "no")) is None
    assert PLAIN.assess is None


def test_a_spec_is_explained_as_it_is() -> None:
    """Items are alike where they are equal, and the sandbox gets no routes."""
    assert PLAIN.outline(LIVE.spec) == {"text": "b"}
    assert PLAIN.alike("a", "a")
    assert not PLAIN.alike("a", "b")
    assert PLAIN.routes() == ()
