"""Why both sides differ, as three of them tell: base, files and live."""

from __future__ import annotations

from itertools import product
from typing import TYPE_CHECKING

import pytest
from support.sides import declared, live, spec, tombstone
from support.three_sides import KEY, change_of, known, note_of, one, planned

from wa_sync.model.change import Action, Cause
from wa_sync.model.resource import Declared, Live
from wa_sync.plan.causes import judged


if TYPE_CHECKING:
    from wa_sync.model.source import Json, Spec


TABLE = {
    # base, head, live → what becomes of it
    ("1", "1", "1"): None,
    ("1", "1", "2"): Cause.DRIFT,
    ("1", "2", "1"): Cause.THIS_CHANGE,
    ("1", "2", "2"): Cause.ALREADY_LIVE,
    ("1", "2", "3"): Cause.BOTH,
    (None, "1", "1"): Cause.ALREADY_LIVE,
    (None, "1", "2"): Cause.BOTH,
    (None, "1", None): Cause.THIS_CHANGE,
    ("1", "1", None): Cause.BEHIND,
    ("1", "2", None): Cause.THIS_CHANGE,
    ("1", None, "1"): Cause.THIS_CHANGE,
    ("1", None, "2"): Cause.BOTH,
    (None, None, "1"): None,
}


@pytest.mark.parametrize(("base", "head", "there"), TABLE)
def test_the_table(base: str | None, head: str | None, there: str | None) -> None:
    """Every row: what is changed, what is shown, and what is none of both."""
    other = declared(spec("other/de"))
    sides: list[Declared | Live] = [other, live(other.spec)]
    sides += [] if head is None else [declared(one(head))]
    sides += [] if there is None else [live(one(there))]
    past = known(other, *([] if base is None else [declared(one(base))]))
    plan = planned(*sides, before=past)
    found = [
        *((c.cause, c.blocked is None) for c in plan.changes),
        *((n.cause, None) for n in plan.drift),
    ]
    expected = TABLE[base, head, there]
    if expected is None:
        assert found == []
    elif expected in {Cause.DRIFT, Cause.ALREADY_LIVE}:
        assert found == [(expected, None)]
    else:
        assert found == [(expected, expected is not Cause.BOTH)]
    assert plan.summary.drift == (expected is Cause.DRIFT)


@pytest.mark.parametrize("sides", list(product([True, False], repeat=4)))
def test_each_combination_has_one_cause(sides: tuple[bool, bool, bool, bool]) -> None:
    """Nothing is told where live is as the files say, and as they said before."""
    is_head, is_base, same, older = sides
    found = judged(
        live_is_head=is_head,
        live_is_base=is_base,
        head_is_base=same,
        live_is_older=older,
    )
    if is_head:
        assert found is (None if is_base or same else Cause.ALREADY_LIVE)
    elif is_base:
        assert found is Cause.THIS_CHANGE
    elif older:
        assert found is (Cause.BEHIND if same else Cause.THIS_CHANGE)
    else:
        assert found is (Cause.DRIFT if same else Cause.BOTH)


def test_without_a_base_all_that_differs_is_changed() -> None:
    """Nobody knows why, and that is what is said."""
    plan = planned(
        declared(one("1")), live(one("2")), declared(spec("b/de")), before=None
    )
    assert [c.cause for c in plan.changes] == [Cause.UNKNOWN, Cause.UNKNOWN]
    assert {f.cause for f in plan.changes[1].diff} == {None}
    buried = planned(live(one("2")), tombstone("a/de"), before=None)
    assert change_of(buried).cause is Cause.UNKNOWN


def test_each_field_has_its_own_cause() -> None:
    """What only one side moved is told apart from what both did."""
    base = declared(one("1", "f", message_send_ttl_seconds=60))
    head = declared(one("2", "f", message_send_ttl_seconds=90))
    there = live(one("1", "g", message_send_ttl_seconds=120))
    change = change_of(planned(head, there, before=known(base)))
    assert {f.path: f.cause for f in change.diff} == {
        "/components/body/text": Cause.THIS_CHANGE,
        "/components/footer/text": Cause.DRIFT,
        "/message_send_ttl_seconds": Cause.BOTH,
    }
    assert change.cause is Cause.BOTH
    assert change.blocked is not None
    assert change.blocked.rule == "live_changed_too"


def test_a_part_that_one_side_removed_and_the_other_changed() -> None:
    """A place inside another is the same place."""
    base = declared(one("1", "f"))
    change = change_of(
        planned(declared(one("1")), live(one("1", "g")), before=known(base))
    )
    assert {f.path: f.cause for f in change.diff} == {"/components/footer": Cause.BOTH}


def test_two_buttons_that_came_are_two() -> None:
    """What the files add to a list is theirs, whatever the base had besides."""

    def buttons(*texts: str) -> Spec:
        of: list[Json] = [{"type": "QUICK_REPLY", "text": text} for text in texts]
        return spec(
            "a/de",
            components=[
                {"type": "BODY", "text": "x"},
                {"type": "BUTTONS", "buttons": of},
            ],
        )

    base, head = declared(buttons("A", "B")), declared(buttons("A", "C"))
    change = change_of(planned(head, live(buttons("A")), before=known(base)))
    assert [(f.op, f.cause) for f in change.diff] == [("add", Cause.THIS_CHANGE)]
    same = note_of(planned(base, live(buttons("A")), before=known(base)))
    assert [(f.op, f.cause) for f in same.diff] == [("add", Cause.DRIFT)]


def test_what_an_older_commit_declared() -> None:
    """Live that is as an older commit declared it was not changed by anybody."""
    base, older = declared(one("2", "f")), declared(one("1", "f"))
    past = known(base, older={KEY: older})
    same = change_of(planned(base, live(one("1", "f")), before=past))
    assert (same.cause, same.blocked) == (Cause.BEHIND, None)
    assert {f.cause for f in same.diff} == {Cause.BEHIND}
    new = change_of(planned(declared(one("2", "g")), live(one("1", "f")), before=past))
    assert (new.cause, new.blocked) == (Cause.THIS_CHANGE, None)
    assert {f.path: f.cause for f in new.diff} == {
        "/components/body/text": Cause.BEHIND,
        "/components/footer/text": Cause.THIS_CHANGE,
    }
    third = change_of(
        planned(declared(one("3", "f")), live(one("1", "f")), before=past)
    )
    assert {f.cause for f in third.diff} == {Cause.THIS_CHANGE}
    other = planned(declared(spec("b/de")), live(one("1", "f")), before=past)
    gone = next(c for c in other.changes if c.action is Action.DELETE)
    assert gone.cause is Cause.THIS_CHANGE


def test_a_field_that_both_gave_up() -> None:
    """What the files and the base left out in the same way is one side's doing."""
    base = declared(one("1"))
    note = note_of(planned(base, live(one("1", "f")), before=known(base)))
    assert [(f.path, f.op, f.cause) for f in note.diff] == [
        ("/components/footer", "remove", Cause.DRIFT)
    ]
