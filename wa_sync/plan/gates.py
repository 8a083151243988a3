"""What a pipeline wants to stop for: ``--fail-on``, beyond what is always refused.

A gate says no to a whole plan, and changes nothing in it. What is blocked does not
count, unless waiting is all it takes: it is made later, by the same files.

Another class counts all the same. A blocked change costs nothing, but the way out of
a category that Meta holds fast is another name, and of a new name no plan can say that
its messages were cheaper before. So this plan is the last that can stop for it.
"""

from __future__ import annotations

from enum import StrEnum
from typing import TYPE_CHECKING

from wa_sync.model.change import Action, Blocked, Cause, Risk


if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Iterator, Mapping

    from wa_sync.model.address import Address
    from wa_sync.model.change import Change, Plan


class Gate(StrEnum):
    """What can be stopped for; the rule's id is ``fail_on_`` and the word."""

    BREAKING = "breaking"
    COST = "cost"
    DRIFT = "drift"
    UNMANAGED = "unmanaged"
    DELETE = "delete"


SHOWN = 3
"""As many addresses are named in a reason; the plan has them all."""


def shut(plan: Plan, gates: Collection[Gate]) -> tuple[Blocked, ...]:
    """Return why the plan is refused, a reason for each gate that has one."""
    return tuple(
        Blocked(rule=f"fail_on_{gate}", reason=reason, way_out=way_out)
        for gate in Gate
        if gate in gates
        for reason, way_out in _REASONS[gate](plan)
    )


def _breaking(plan: Plan) -> Iterator[tuple[str, str]]:
    found = _risky(plan, Risk.BREAKING)
    if found:
        breaks = "breaks" if len(found) == 1 else "break"
        yield (
            f"{_counted(found, 'change')} {breaks} senders: {_named(found)}",
            "change the senders with it, or leave --fail-on breaking out for this one",
        )


def _cost(plan: Plan) -> Iterator[tuple[str, str]]:
    way_out = "keep the category, or leave --fail-on cost out for this one"
    found = _risky(plan, Risk.COST)
    if found:
        messages = "makes messages" if len(found) == 1 else "make messages"
        said = f"{_counted(found, 'change')} {messages} of another class"
        yield f"{said}: {_named(found)}", way_out
    stuck = _with((one for one in plan.changes if not _pending(one)), Risk.COST)
    if stuck:
        said = f"{_counted(stuck, 'blocked change')} would make messages of another"
        yield f"{said} class: {_named(stuck)}", way_out


def _drift(plan: Plan) -> Iterator[tuple[str, str]]:
    found = [note.address for note in plan.drift if note.cause is Cause.DRIFT]
    # with consent it is overwritten, and no longer in the way
    found += [
        change.address
        for change in plan.changes
        if change.cause is Cause.BOTH and change.blocked is not None
    ]
    if found:
        edited = f"{_counted(found, 'object')} edited live beside the files"
        yield (
            f"{edited}: {_named(found)}",
            "take the edit into the files, or overwrite it: --overwrite-drift",
        )


def _unmanaged(plan: Plan) -> Iterator[tuple[str, str]]:
    found = [one.address for one in plan.unmanaged]
    if found:
        yield (
            f"{_counted(found, 'live object')} in no file: {_named(found)}",
            "import them, or leave them out of manage:",
        )


def _delete(plan: Plan) -> Iterator[tuple[str, str]]:
    found = [
        one.address
        for one in filter(_pending, plan.changes)
        if one.action is Action.DELETE
    ]
    if found:
        yield (
            f"{_counted(found, 'object')} would be deleted: {_named(found)}",
            "put them back into the files, or leave --fail-on delete out for this one",
        )
    base = plan.base
    if base is not None and base.commit is None and base.hint:
        yield (
            f"what was removed from the files is not known: {base.why}",
            base.hint,
        )


_REASONS: Mapping[Gate, Callable[[Plan], Iterator[tuple[str, str]]]] = {
    Gate.BREAKING: _breaking,
    Gate.COST: _cost,
    Gate.DRIFT: _drift,
    Gate.UNMANAGED: _unmanaged,
    Gate.DELETE: _delete,
}


def _pending(change: Change) -> bool:
    return change.blocked is None or change.blocked.time_helps


def _risky(plan: Plan, risk: Risk) -> list[Address]:
    return _with(filter(_pending, plan.changes), risk)


def _with(changes: Iterable[Change], risk: Risk) -> list[Address]:
    return [
        change.address
        for change in changes
        if any(said.risk is risk for said in change.consequences)
    ]


def _counted(found: Collection[Address], noun: str) -> str:
    return f"{len(found)} {noun}{'' if len(found) == 1 else 's'}"


def _named(found: list[Address]) -> str:
    names = ", ".join(map(str, found[:SHOWN]))
    left = len(found) - SHOWN
    return f"{names} and {left} more" if left > 0 else names
