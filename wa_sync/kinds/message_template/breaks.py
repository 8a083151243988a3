"""Two contracts → what breaks for senders who go on as before, and what Meta answers.

Meta's codes are those of meta-api.md §9.3; which of them a button gets was seen in
answers that users of the API published (131008 "requires a parameter", 131009 for a
flow that is not named, 2023 to 2026).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.model.change import Consequence, Risk
from wa_sync.model.contract import Parts, Takes
from wa_sync.model.source import at, json_pointer


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from wa_sync.model.contract import Button, Contract, Header, Parameter
    from wa_sync.model.source import Json, Pointer


COUNT, FORMAT, PARAMETER, MISSING = "132000", "132012", "132018", "131008"
NAME = "100 or 132000"
UNNAMED_FLOW = "131009"
WRONG = "no error, and a wrong message"

_MEDIA: Mapping[str, str] = {
    "IMAGE": "an image",
    "VIDEO": "a video",
    "DOCUMENT": "a document",
    "GIF": "a GIF",
    "LOCATION": "a location",
    "PRODUCT": "a product",
}
_TAKEN: Mapping[Takes, str] = {
    Takes.NOTHING: "nothing",
    Takes.URL_SUFFIX: "the end of its URL",
    Takes.COUPON_CODE: "a coupon code",
    Takes.CODE: "the one-time code",
    Takes.PAYLOAD: "a payload",
    Takes.FLOW: "a flow's action",
    Takes.THUMBNAIL: "a thumbnail",
    Takes.SECTIONS: "sections of products",
    Takes.ORDER: "the details of an order",
    Takes.CALL: "a call's time to live",
}

_Said = tuple[str, "Pointer"]


def breaks(
    before: Contract, after: Contract, outlines: Sequence[Json]
) -> Iterator[Consequence]:
    """Yield what senders have to change; paths lead into one of the outlines."""
    top: Pointer = ("components",)
    for message, steps in (
        *_parts(before.message, after.message, (before.named, after.named), top),
        *_cards(before, after),
        *_offer(before, after),
    ):
        yield Consequence(Risk.BREAKING, message, _path(steps, outlines))


def _path(steps: Pointer, outlines: Sequence[Json]) -> str:
    """Lead as far as there is anything: what went is in one outline, what came not."""
    while steps and all(at(outline, steps) is None for outline in outlines):
        steps = steps[:-1]
    return json_pointer(steps)


def _parts(
    before: Parts, after: Parts, named: tuple[bool, bool], above: Pointer
) -> Iterator[_Said]:
    header = (*above, "header")
    yield from _header(before.header, after.header, named, header)
    body = (*above, "body", "text")
    yield from _texts("the body", before.body, after.body, named, body)
    yield from _buttons(before.buttons, after.buttons, (*above, "buttons"))


def _header(
    before: Header | None, after: Header | None, named: tuple[bool, bool], here: Pointer
) -> Iterator[_Said]:
    was, now = _format(before), _format(after)
    if was == now == "TEXT":
        old = before.parameters if before else ()
        new = after.parameters if after else ()
        yield from _texts("the header", old, new, named, (*here, "text"))
    elif was != now:
        yield _taking("the header", _medium(after), _medium(before), FORMAT), here


def _format(header: Header | None) -> str:
    # a header without variables takes as little as none
    return header.format if header else "TEXT"


def _medium(header: Header | None) -> str:
    if header is None:
        return "nothing"
    if header.format == "TEXT":
        return "a text"
    return _MEDIA.get(header.format, header.format.lower())


def _taking(what: str, now: str, was: str, answer: str) -> str:
    return f"{what} takes {now} instead of {was}; who sends as before gets {answer}"


def _texts(
    what: str,
    before: Sequence[Parameter],
    after: Sequence[Parameter],
    named: tuple[bool, bool],
    here: Pointer,
) -> Iterator[_Said]:
    if not before and not after:
        return
    was, now = [one.name for one in before], [one.name for one in after]
    same = set(was) == set(now) if all(named) else was == now
    if len(was) != len(now):
        words = _told(now, named=named[1]), _told(was, named=named[0])
        yield _taking(what, *words, COUNT), here
    elif named[0] != named[1] or not same:
        words = _told(now, named=named[1]), _told(was, named=named[0])
        yield _taking(what, *words, NAME), here
    elif not named[1]:
        yield from _moved(what, before, after, here)


def _told(names: Sequence[str], *, named: bool) -> str:
    if not names:
        return "no parameters"
    if named:
        *most, last = names
        return f"{', '.join(most)} and {last}" if most else last
    return "1 parameter" if len(names) == 1 else f"{len(names)} parameters by position"


def _moved(
    what: str, before: Sequence[Parameter], after: Sequence[Parameter], here: Pointer
) -> Iterator[_Said]:
    """Positions have no names: a sample that stands elsewhere tells of a new order."""
    was = [one.example for one in before]
    now = [one.example for one in after]
    moved = [
        (old.name, after[now.index(old.example)].name)
        for old, new in zip(before, after, strict=True)
        if old.example is not None
        and old.example != new.example
        and was.count(old.example) == now.count(old.example) == 1
    ]
    if moved:
        pairs = ", ".join(f"{{{{{old}}}}} to {{{{{new}}}}}" for old, new in moved)
        places = f"samples of {what} have changed places ({pairs})"
        yield f"{places}; who sends as before gets {WRONG}", here


def _buttons(
    before: Sequence[Button], after: Sequence[Button], here: Pointer
) -> Iterator[_Said]:
    for index in range(max(len(before), len(after))):
        was = before[index] if index < len(before) else None
        now = after[index] if index < len(after) else None
        message = _button(index, was, now, after)
        if message is not None:
            yield message, (*here, index)


def _button(
    index: int, was: Button | None, now: Button | None, after: Sequence[Button]
) -> str | None:
    took = was.takes if was else Takes.NOTHING
    takes = now.takes if now else Takes.NOTHING
    if was and now and took is takes:
        moved = took is not Takes.NOTHING and _elsewhere(was, now, after)
        return (
            f"buttons have changed places: at index {index} is {_called(now)} instead "
            f"of {_called(was)}; who sends as before gets {WRONG}"
            if moved
            else None
        )
    if took is Takes.NOTHING and not (now and now.required):
        return None
    answer = PARAMETER
    if took is Takes.NOTHING:
        answer = UNNAMED_FLOW if takes is Takes.FLOW else MISSING
    what = f"the button at index {index}"
    return _taking(what, _taken(now), _taken(was), answer)


def _elsewhere(was: Button, now: Button, after: Sequence[Button]) -> bool:
    return _identity(was) != _identity(now) and any(
        _identity(one) == _identity(was) for one in after
    )


def _identity(button: Button) -> tuple[str, str | None, str | None]:
    return button.type, button.label, button.url


def _called(button: Button) -> str:
    return button.label or button.type


def _taken(button: Button | None) -> str:
    if button is None or button.takes is Takes.NOTHING:
        return _TAKEN[Takes.NOTHING]
    called = f" ({button.label})" if button.label else ""
    return f"{_TAKEN[button.takes]}{called}"


def _cards(before: Contract, after: Contract) -> Iterator[_Said]:
    here: Pointer = ("components", "carousel")
    was, now = len(before.cards), len(after.cards)
    if was != now and not (before.vary and after.vary):
        words = (f"{now} cards" if now else "no cards", f"{was}" if was else "none")
        yield _taking("the carousel", *words, PARAMETER), here
    named = (before.named, after.named)
    found: dict[str, list[tuple[int, Pointer]]] = {}
    pairs = zip(before.cards, after.cards, strict=False)
    for number, (old, new) in enumerate(pairs):
        for message, steps in _parts(old, new, named, (*here, number)):
            found.setdefault(message, []).append((number, steps))
    for message, places in found.items():
        numbers = ", ".join(str(number) for number, _ in places)
        cards = "card" if len(places) == 1 else "cards"
        yield f"{cards} {numbers}: {message}", places[0][1]


def _offer(before: Contract, after: Contract) -> Iterator[_Said]:
    if before.expires == after.expires:
        return
    here: Pointer = ("components", "limited_time_offer")
    end = "the moment of its end"
    if after.expires:
        message = _taking("the limited-time offer", end, "nothing", MISSING)
    else:
        message = _taking("the limited-time offer", "nothing", end, PARAMETER)
    yield message, here
