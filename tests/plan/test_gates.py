"""What a pipeline can stop for."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.changes import create, delete, update
from support.plans import nothing
from support.sides import spec
from support.specs import template

from wa_sync.model.change import (
    Blocked,
    Cause,
    Change,
    Consequence,
    Note,
    Plan,
    Risk,
    UnmanagedObject,
)
from wa_sync.plan.gates import Gate, shut


OLD, NEW = spec("a/de", "Your parcel is here."), spec("a/de", "It is there.")
BREAKING = (Consequence(Risk.BREAKING, "b"),)
COST = (Consequence(Risk.COST, "c"), Consequence(Risk.REVIEW, "r"))
ALL = tuple(Gate)
MEND = Blocked(rule="r", reason="", way_out="")
WAIT = replace(MEND, time_helps=True)


def edit(key: str = "a/de", **more: object) -> Change:
    """An update of a template."""
    return update(template(key), OLD, NEW, line=1, **more)


def note(cause: Cause) -> Note:
    """A difference that is left alone."""
    return Note(account="demo", address=template("n/de"), cause=cause, message="")


def plan(*changes: Change, **more: object) -> Plan:
    """A plan of these changes."""
    return replace(nothing(), changes=changes, **more)  # type: ignore[arg-type]


def stranger(name: str) -> UnmanagedObject:
    """A live template in no file."""
    return UnmanagedObject("demo", template(f"{name}/en"), None, "1")


def reasons(found: Plan, *gates: Gate) -> list[tuple[str, str]]:
    """Rule and reason of each gate that is shut."""
    return [(one.rule, one.reason) for one in shut(found, gates)]


def test_without_a_gate_nothing_is_refused() -> None:
    """A gate that nobody asked for stands open."""
    found = plan(edit(consequences=BREAKING), unmanaged=(stranger("a"),))
    assert shut(found, ()) == ()


def test_what_breaks_is_refused() -> None:
    """The reason names what it is, and the way out what can be done."""
    assert shut(plan(edit(consequences=BREAKING), edit("b/de")), ALL) == (
        Blocked(
            rule="fail_on_breaking",
            reason="1 change breaks senders: message_template.a/de",
            way_out="change the senders with it, or leave --fail-on breaking out for "
            "this one",
        ),
    )


def test_only_three_are_named() -> None:
    """The plan has them all."""
    found = plan(*(edit(name, consequences=BREAKING) for name in "abcde"))
    assert reasons(found, Gate.BREAKING) == [
        (
            "fail_on_breaking",
            (
                "5 changes break senders: message_template.a, message_template.b, "
                "message_template.c and 2 more"
            ),
        )
    ]


@pytest.mark.parametrize(
    ("count", "said"),
    [
        (1, "1 change makes messages of another class: message_template.a/de"),
        (
            2,
            (
                "2 changes make messages of another class: message_template.a/de, "
                "message_template.b/de"
            ),
        ),
    ],
)
def test_what_costs_is_refused(count: int, said: str) -> None:
    """Another class is one reason, however many there are."""
    found = plan(*(edit(f"{n}/de", consequences=COST) for n in "ab"[:count]))
    assert reasons(found, *Gate) == [("fail_on_cost", said)]


def test_a_delete_is_refused() -> None:
    """Whatever else is allowed on the command line."""
    found = plan(delete(template("a/de"), OLD, line=1))
    said = "1 object would be deleted: message_template.a/de"
    assert reasons(found, Gate.DELETE, Gate.DRIFT) == [("fail_on_delete", said)]


def test_what_nobody_declared_is_refused() -> None:
    """As with unmanaged: error, for this run."""
    found = plan(unmanaged=(stranger("a"), stranger("b")))
    said = "2 live objects in no file: message_template.a/en, message_template.b/en"
    assert reasons(found, *Gate) == [("fail_on_unmanaged", said)]


def test_drift_is_refused() -> None:
    """What was edited live, whether the files changed too or not."""
    both = edit(cause=Cause.BOTH, blocked=MEND)
    found = plan(both, drift=(note(Cause.DRIFT),))
    said = (
        "2 objects edited live beside the files: message_template.n/de, "
        "message_template.a/de"
    )
    assert reasons(found, *Gate) == [("fail_on_drift", said)]


@pytest.mark.parametrize("cause", [Cause.META, Cause.ALREADY_LIVE, Cause.UNKNOWN])
def test_what_nobody_edited_is_no_drift(cause: Cause) -> None:
    """Meta's own doing, and what is live already, are nobody's edit."""
    assert shut(plan(drift=(note(cause),)), ALL) == ()


def test_drift_that_is_overwritten_is_in_nobody_s_way() -> None:
    """With consent it is a change like any other."""
    assert shut(plan(edit(cause=Cause.BOTH), edit(cause=Cause.DRIFT)), ALL) == ()


def test_what_is_never_made_does_not_count() -> None:
    """A blocked change breaks nobody; one that waits will."""
    blocked = (
        edit(consequences=BREAKING, blocked=MEND),
        delete(template("a/de"), OLD, line=1, blocked=MEND),
    )
    assert shut(plan(*blocked), ALL) == ()
    waiting = plan(*(replace(change, blocked=WAIT) for change in blocked))
    assert [rule for rule, _ in reasons(waiting, *Gate)] == [
        "fail_on_breaking",
        "fail_on_delete",
    ]


def test_another_class_counts_though_it_is_blocked() -> None:
    """Its way out is another name, of which no plan can say what it was before."""
    stuck = edit(consequences=COST, blocked=MEND)
    said = "1 blocked change would make messages of another class: "
    assert reasons(plan(stuck), *Gate) == [
        ("fail_on_cost", f"{said}message_template.a/de")
    ]
    made, waiting = (edit(f"{key}/de", consequences=COST) for key in "bc")
    waiting = replace(waiting, blocked=WAIT)
    assert reasons(plan(stuck, made, waiting), Gate.COST) == [
        (
            "fail_on_cost",
            (
                "2 changes make messages of another class: message_template.b/de, "
                "message_template.c/de"
            ),
        ),
        ("fail_on_cost", f"{said}message_template.a/de"),
    ]
    assert reasons(plan(stuck), Gate.BREAKING, Gate.DELETE) == []


def test_what_is_safe_passes_every_gate() -> None:
    """A new template stops nobody."""
    assert shut(plan(create(template("a/de"), NEW, line=1)), ALL) == ()
