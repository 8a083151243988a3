"""Components as declared, or as Meta answers them → their normal form and order.

Meta gives components back in one order, whatever order they were posted in (seen
in all 115 live answers of the corpus); the order of buttons and cards is kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.kinds.message_template.normal.button import button
from wa_sync.kinds.message_template.normal.example import example
from wa_sync.kinds.message_template.normal.text import trimmed, upper
from wa_sync.kinds.message_template.normal.unknown import OF_COMPONENT, set_apart


if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from wa_sync.model.source import Json, Spec


ORDER = {
    "HEADER": "0",
    "BODY": "1",
    "LIMITED_TIME_OFFER": "2",
    "FOOTER": "3",
    "BUTTONS": "4",
    "CAROUSEL": "5",
}
"""What sorts in Meta's order. Types that are not here follow, by name."""


def components(written: Json) -> list[Json]:
    """Return components in normal form and in Meta's order."""
    if not isinstance(written, list):
        return []
    normal = [component(part) for part in written]
    ranks = [_rank(part) for part in normal]
    if ranks == sorted(ranks):
        return list(normal)
    return [normal[i] for i in sorted(range(len(ranks)), key=ranks.__getitem__)]


def order(written: Sequence[Json]) -> list[int]:
    """Return the places of components in the order in which Meta gives them back."""
    kinds = [part.get("type") if isinstance(part, dict) else None for part in written]
    ranks = [_rank({"type": upper(kind)}) for kind in kinds]
    return sorted(range(len(ranks)), key=ranks.__getitem__)


def _rank(part: Spec) -> str:
    kind = part.get("type")
    return ORDER.get(kind, f"9{kind}") if isinstance(kind, str) else "9"


def component(written: Json) -> dict[str, Json]:
    """Return a component's normal form; ``asset`` is left to ``asset_paths``."""
    if not isinstance(written, dict):
        return {"type": None}
    kind = upper(written.get("type"))
    normal: dict[str, Json] = {"type": kind}
    for key, value in written.items():
        if value is not None and key not in _ELSEWHERE:
            turn = _TURNS.get(key)
            normal[key] = value if turn is None else turn(value)
    if normal.get("add_security_recommendation") is False:
        # false and absent mean the same (meta-api.md §3.2)
        del normal["add_security_recommendation"]
    given = written.get("example")
    if given is not None:
        shown = example(kind, written.get("text"), given)
        if shown:
            normal["example"] = shown
        elif not (isinstance(kind, str) and kind in OF_COMPONENT):
            normal["example"] = given
    if not (isinstance(kind, str) and kind in OF_COMPONENT):
        set_apart(normal, OF_COMPONENT)
    return normal


_ELSEWHERE = frozenset({"type", "asset", "example"})


def _buttons(written: Json) -> Json:
    if not isinstance(written, list):
        return written
    return [button(item) for item in written]


def _cards(written: Json) -> Json:
    if not isinstance(written, list):
        return written
    return [_card(item) for item in written]


def _card(written: Json) -> dict[str, Json]:
    """A card's place in the list is its index; Meta does not give the number back."""
    if not isinstance(written, dict):
        return {}
    normal = {k: v for k, v in written.items() if k != "card_index" and v is not None}
    if "components" in normal:
        normal["components"] = components(normal["components"])
    return normal


def _offer(written: Json) -> Json:
    if not isinstance(written, dict):
        return written
    return {k: trimmed(v) for k, v in written.items() if v is not None}


_TURNS: dict[str, Callable[[Json], Json]] = {
    "text": trimmed,
    "format": upper,
    "buttons": _buttons,
    "cards": _cards,
    "limited_time_offer": _offer,
}
