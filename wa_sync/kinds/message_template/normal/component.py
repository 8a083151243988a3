"""Components as declared, or as Meta answers them → their normal form and order.

Meta gives components back in one order, whatever order they were posted in (seen
in all 115 live answers of the corpus); the order of buttons and cards is kept.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.kinds.message_template.normal.button import button
from wa_sync.kinds.message_template.normal.example import example
from wa_sync.kinds.message_template.normal.text import trimmed, upper


if TYPE_CHECKING:
    from collections.abc import Sequence

    from wa_sync.model.source import Json, Spec


ORDER = {
    "HEADER": 0,
    "BODY": 1,
    "LIMITED_TIME_OFFER": 2,
    "FOOTER": 3,
    "BUTTONS": 4,
    "CAROUSEL": 5,
}


def components(written: Json) -> list[Json]:
    """Return components in normal form and in Meta's order."""
    if not isinstance(written, list):
        return []
    return [component(written[i]) for i in order(written)]


def order(written: Sequence[Json]) -> list[int]:
    """Return the places of components in the order in which Meta gives them back."""
    ranks = [_rank(value) for value in written]
    return sorted(range(len(ranks)), key=ranks.__getitem__)


def _rank(value: Json) -> tuple[int, str]:
    kind = upper(value.get("type")) if isinstance(value, dict) else None
    known = ORDER.get(kind, len(ORDER)) if isinstance(kind, str) else len(ORDER)
    return known, str(kind)


def component(written: Json) -> dict[str, Json]:
    """Return a component's normal form; ``asset`` is left to ``asset_paths``."""
    if not isinstance(written, dict):
        return {}
    kind = upper(written.get("type"))
    normal: dict[str, Json] = {"type": kind}
    for key, value in written.items():
        if value is None or key in _ELSEWHERE:
            continue
        if key == "text":
            normal[key] = trimmed(value)
        elif key == "format":
            normal[key] = upper(value)
        elif key == "buttons" and isinstance(value, list):
            normal[key] = [button(item) for item in value]
        elif key == "cards" and isinstance(value, list):
            normal[key] = [_card(item) for item in value]
        elif key == "limited_time_offer" and isinstance(value, dict):
            normal[key] = _offer(value)
        else:
            normal[key] = value
    _finish(str(kind), normal, written)
    return normal


_ELSEWHERE = frozenset({"type", "asset", "example"})


def _finish(kind: str, normal: dict[str, Json], written: Spec) -> None:
    if normal.get("add_security_recommendation") is False:
        # false and absent mean the same (meta-api.md §3.2)
        del normal["add_security_recommendation"]
    given = written.get("example")
    if given is not None:
        shown = example(kind, written.get("text"), given)
        if shown:
            normal["example"] = shown


def _card(written: Json) -> dict[str, Json]:
    """A card's place in the list is its index; Meta does not give the number back."""
    if not isinstance(written, dict):
        return {}
    normal = {k: v for k, v in written.items() if k != "card_index" and v is not None}
    if "components" in normal:
        normal["components"] = components(normal["components"])
    return normal


def _offer(written: Spec) -> dict[str, Json]:
    return {k: trimmed(v) for k, v in written.items() if v is not None}
