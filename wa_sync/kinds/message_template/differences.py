"""Two contracts → what is taken in another way, and what Meta answers to the old one.

The codes are those of meta-api.md §9.3. Which of them a button gets was seen in answers
that users of the API published (131008 "requires a parameter", 131009 for a flow that
is not named, 2023 to 2026).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from wa_sync.model.contract import Parts, Takes


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from wa_sync.model.contract import Button, Contract, Header, Parameter
    from wa_sync.model.source import Pointer


COUNT: Final = "132000"
FORMAT: Final = "132012"
PARAMETER: Final = "132018"
MISSING: Final = "131008"
UNNAMED_FLOW: Final = "131009"
NAME: Final = "100 or 132000"
COMPONENTS: Pointer = ("components",)

_MEDIA: Mapping[str, str] = {
    "IMAGE": "an image",
    "VIDEO": "a video",
    "DOCUMENT": "a document",
    "GIF": "a GIF",
    "LOCATION": "a location",
    "PRODUCT": "a product",
    "TEXT": "a text",
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


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that is passed in another way; ``at`` leads into the outline.

    ``answer`` is Meta's code for what was right before.
    """

    what: str
    now: str
    was: str
    answer: str
    at: Pointer


def differences(before: Contract, after: Contract) -> Iterator[Difference]:
    """Yield what differs, in the order of the components."""
    named = (before.named, after.named)
    yield from of_parts(before.message, after.message, named, COMPONENTS)
    yield from _cards(before, after)
    yield from _offer(before, after)


def of_parts(
    before: Parts, after: Parts, named: tuple[bool, bool], above: Pointer
) -> Iterator[Difference]:
    """Yield what differs in a message, or in a card of it."""
    yield from _header(before.header, after.header, named, (*above, "header"))
    body = (*above, "body", "text")
    yield from _texts("the body", before.body, after.body, named, body)
    yield from _buttons(before.buttons, after.buttons, (*above, "buttons"))


def _header(
    before: Header | None, after: Header | None, named: tuple[bool, bool], here: Pointer
) -> Iterator[Difference]:
    # a header without variables takes as little as none
    was = before.format if before else "TEXT"
    now = after.format if after else "TEXT"
    if was == now == "TEXT":
        old = before.parameters if before else ()
        new = after.parameters if after else ()
        yield from _texts("the header", old, new, named, (*here, "text"))
    elif was != now:
        words = _medium(after), _medium(before)
        yield Difference("the header", *words, FORMAT, here)


def _medium(header: Header | None) -> str:
    if header is None:
        return "nothing"
    return _MEDIA.get(header.format, header.format.lower())


def _texts(
    what: str,
    before: Sequence[Parameter],
    after: Sequence[Parameter],
    named: tuple[bool, bool],
    here: Pointer,
) -> Iterator[Difference]:
    was, now = [one.name for one in before], [one.name for one in after]
    same = set(was) == set(now) if all(named) else was == now
    if len(was) == len(now) and (not was or (same and named[0] == named[1])):
        return
    answer = COUNT if len(was) != len(now) else NAME
    # positions are worth a word where the other side has names
    manner = "" if named[0] == named[1] else " by position"
    old = _told(was, manner=None if named[0] else manner)
    new = _told(now, manner=None if named[1] else manner)
    yield Difference(what, new, old, answer, here)


def _told(names: Sequence[str], *, manner: str | None) -> str:
    """Name parameters; positions (``manner`` is a text then) are counted."""
    if not names:
        return "no parameters"
    if manner is None:
        *most, last = names
        return f"{', '.join(most)} and {last}" if most else last
    return f"{len(names)} parameter{'s' * (len(names) > 1)}{manner}"


def _buttons(
    before: Sequence[Button], after: Sequence[Button], here: Pointer
) -> Iterator[Difference]:
    for index in range(max(len(before), len(after))):
        was = before[index] if index < len(before) else None
        now = after[index] if index < len(after) else None
        answer = _refusal(was, now)
        if answer is not None:
            what = f"the button at index {index}"
            words = _taken(now), _taken(was)
            yield Difference(what, *words, answer, (*here, index))


def _refusal(was: Button | None, now: Button | None) -> str | None:
    """Meta's answer to what was passed before; None where it is still right."""
    took = was.takes if was else Takes.NOTHING
    takes = now.takes if now else Takes.NOTHING
    if took is takes:
        return None
    if took is not Takes.NOTHING:
        return PARAMETER
    if now is None or not now.required:
        return None
    return UNNAMED_FLOW if takes is Takes.FLOW else MISSING


def _taken(button: Button | None) -> str:
    if button is None or button.takes is Takes.NOTHING:
        return _TAKEN[Takes.NOTHING]
    called = f" ({button.label})" if button.label else ""
    return f"{_TAKEN[button.takes]}{called}"


def _cards(before: Contract, after: Contract) -> Iterator[Difference]:
    here = (*COMPONENTS, "carousel")
    was, now = len(before.cards), len(after.cards)
    if was != now and not (before.vary and after.vary):
        words = f"{now} cards" if now else "no cards", str(was) if was else "none"
        yield Difference("the carousel", *words, PARAMETER, here)
    named = (before.named, after.named)
    found: dict[tuple[str, ...], list[tuple[int, Difference]]] = {}
    pairs = zip(before.cards, after.cards, strict=False)
    for number, (old, new) in enumerate(pairs):
        for one in of_parts(old, new, named, (*here, number)):
            alike = (one.what, one.now, one.was)
            found.setdefault(alike, []).append((number, one))
    for places in found.values():
        numbers = ", ".join(str(number) for number, _ in places)
        one = places[0][1]
        what = f"{one.what} of card{'s' * (len(places) > 1)} {numbers}"
        yield Difference(what, one.now, one.was, one.answer, one.at)


def _offer(before: Contract, after: Contract) -> Iterator[Difference]:
    end, what = "the moment of its end", "the limited-time offer"
    here = (*COMPONENTS, "limited_time_offer")
    if after.expires and not before.expires:
        yield Difference(what, end, "nothing", MISSING, here)
    elif before.expires and not after.expires:
        yield Difference(what, "nothing", end, PARAMETER, here)
