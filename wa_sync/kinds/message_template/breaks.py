"""Two contracts → what breaks for senders who go on as before.

Most of it Meta refuses. What has changed places it does not: the call is still right,
and the message is wrong.
"""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from wa_sync.kinds.message_template.differences import COMPONENTS, differences
from wa_sync.model.change import Consequence, Risk
from wa_sync.model.contract import Parts, Takes
from wa_sync.model.source import at, json_pointer


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wa_sync.kinds.message_template.differences import Difference
    from wa_sync.model.contract import Button, Contract, Parameter
    from wa_sync.model.source import Json, Pointer

_WRONG = "who sends as before gets no error, and a wrong message"


def breaks(
    before: Contract, after: Contract, outlines: Sequence[Json]
) -> Iterator[Consequence]:
    """Yield what senders have to change; paths lead into one of the outlines."""
    refused = ((_refused(one), one.at) for one in differences(before, after))
    for message, steps in chain(refused, _moves(before, after)):
        yield Consequence(Risk.BREAKING, message, _path(steps, outlines))


def _refused(one: Difference) -> str:
    taken = f"{one.what} takes {one.now} instead of {one.was}"
    return f"{taken}; who sends as before gets {one.answer}"


def _path(steps: Pointer, outlines: Sequence[Json]) -> str:
    """Lead as far as there is anything: what went is in one outline, what came not."""
    while steps and all(at(outline, steps) is None for outline in outlines):
        steps = steps[:-1]
    return json_pointer(steps)


def _moves(before: Contract, after: Contract) -> Iterator[tuple[str, Pointer]]:
    pairs = [(before.message, after.message, COMPONENTS)]
    for number, both in enumerate(zip(before.cards, after.cards, strict=False)):
        pairs.append((*both, (*COMPONENTS, "carousel", number)))
    for was, now, above in pairs:
        if not before.named and not after.named:
            yield from _samples(was.body, now.body, (*above, "body", "text"))
        yield from _buttons(was, now, above)


def _samples(
    before: Sequence[Parameter], after: Sequence[Parameter], here: Pointer
) -> Iterator[tuple[str, Pointer]]:
    """Positions have no names: a sample that stands elsewhere tells of a new order."""
    was = [one.example for one in before]
    now = [one.example for one in after]
    moved = [
        f"{{{{{old.name}}}}} to {{{{{after[now.index(old.example)].name}}}}}"
        for old, new in zip(before, after, strict=False)
        if old.example is not None
        and old.example != new.example
        and was.count(old.example) == now.count(old.example) == 1
    ]
    if moved and len(was) == len(now):
        places = f"samples of the body have changed places ({', '.join(moved)})"
        yield f"{places}; {_WRONG}", here


def _buttons(
    before: Parts, after: Parts, above: Pointer
) -> Iterator[tuple[str, Pointer]]:
    known = [_identity(one) for one in after.buttons]
    for was, now in zip(before.buttons, after.buttons, strict=False):
        if was.takes is not now.takes or was.takes is Takes.NOTHING:
            continue
        if _identity(was) != _identity(now) and _identity(was) in known:
            places = f"at index {was.index} is {_called(now)} instead of {_called(was)}"
            message = f"buttons have changed places: {places}; {_WRONG}"
            yield message, (*above, "buttons", was.index)


def _identity(button: Button) -> tuple[str, str | None, str | None]:
    return button.type, button.label, button.url


def _called(button: Button) -> str:
    return button.label or button.type
