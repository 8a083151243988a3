"""A spec as it is explained: components by their type, samples as people write them.

Nothing is lost on the way, so specs that differ have outlines that differ.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.kinds.message_template.normal.example import plain


if TYPE_CHECKING:
    from wa_sync.model.source import Json, Spec


INNER = {"BUTTONS": "buttons", "CAROUSEL": "cards"}
"""Components that are nothing but a list."""


def outline(spec: Spec) -> Json:
    """Return a spec whose components are keyed by type, in lower case."""
    if "components" not in spec:
        return spec
    return {**spec, "components": _by_type(spec["components"])}


def _by_type(parts: Json) -> Json:
    if not isinstance(parts, list):
        return parts
    found: dict[str, Json] = {}
    for part in parts:
        kind = str(part.get("type")).lower() if isinstance(part, dict) else "?"
        nth = 2
        name = kind
        while name in found:
            name, nth = f"{kind} {nth}", nth + 1
        found[name] = _component(part) if isinstance(part, dict) else part
    return found


def _component(part: Spec) -> Json:
    kind = str(part.get("type"))
    inner = {k: v for k, v in part.items() if k != "type"}
    shown, cards = inner.get("example"), inner.get("cards")
    if isinstance(shown, dict):
        inner["example"] = plain(kind, shown)
    if isinstance(cards, list):
        inner["cards"] = [_card(card) for card in cards]
    only = INNER.get(kind)
    return inner[only] if only is not None and inner.keys() == {only} else inner


def _card(card: Json) -> Json:
    """A card is nothing but its components."""
    if isinstance(card, dict) and card.keys() == {"components"}:
        return _by_type(card["components"])
    return card


def alike(one: Json, other: Json) -> bool:
    """Whether two buttons, or two cards, are the same one, though changed."""
    if not isinstance(one, dict) or not isinstance(other, dict):
        return one == other
    if one.get("type") != other.get("type"):
        return False
    return one == other or any(
        key in one and one[key] == other.get(key) for key in _TELLING
    )


_TELLING = (
    *("text", "url", "phone_number", "flow_id", "otp_type", "package_name"),
    *("body", "header", "buttons"),
)
"""What is enough to know a button, an app or a card again."""
