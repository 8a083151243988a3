"""A declared variant → its normal form, and where its local samples go."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from wa_sync.kinds.message_template.limits import SUB_CATEGORIES_BY_META
from wa_sync.kinds.message_template.normal.component import components, order
from wa_sync.kinds.message_template.normal.text import integer, upper


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from wa_sync.model.source import Json, Pointer, Spec


TOOL_KEYS = frozenset({"accounts", "allow", "languages"})


def normalize(variant: Spec) -> dict[str, Json]:
    """Return the normal form of a variant of valid shape."""
    normal: dict[str, Json] = {}
    for key, value in variant.items():
        if value is not None and key not in TOOL_KEYS:
            turn = _TURNS.get(key)
            normal[key] = turn(value) if turn else value
    normal.setdefault("parameter_format", "POSITIONAL")
    sub_category = normal.get("sub_category")
    if isinstance(sub_category, str) and sub_category in SUB_CATEGORIES_BY_META:
        del normal["sub_category"]
    return normal


def _parsed(value: Json) -> Json:
    """Meta's documentation shows library inputs as JSON in a text (§1.7)."""
    if not isinstance(value, str):
        return value
    try:
        parsed: Json = json.loads(value)
    except ValueError:
        return value
    return parsed if isinstance(parsed, dict | list) else value


def _degrees(value: Json) -> Json:
    """Written as an object with lower-case keys, read as a list of pairs (§1.6)."""
    if not isinstance(value, dict):
        return value
    return {k: _features(v) if k == FEATURES else v for k, v in value.items()}


FEATURES = "creative_features_spec"


def _features(value: Json) -> Json:
    if isinstance(value, list):
        pairs = [item for item in value if isinstance(item, dict)]
        return {_lower(p.get("key")): _enrolled(p.get("value")) for p in pairs}
    if isinstance(value, dict):
        return {_lower(key): _enrolled(item) for key, item in value.items()}
    return value


def _lower(value: Json) -> str:
    return str(value).lower()


def _enrolled(value: Json) -> Json:
    if not isinstance(value, dict):
        return value
    return {k: upper(v) if k == "enroll_status" else v for k, v in value.items()}


_TURNS: dict[str, Callable[[Json], Json]] = {
    "category": upper,
    "sub_category": upper,
    "parameter_format": upper,
    "display_format": upper,
    "send_type": upper,
    "components": components,
    "message_send_ttl_seconds": integer,
    "degrees_of_freedom_spec": _degrees,
    "library_template_button_inputs": _parsed,
    "library_template_body_inputs": _parsed,
}


def asset_paths(variant: Spec) -> Mapping[Pointer, str]:
    """Return where in the normal form the handle of which local file goes."""
    return dict(_assets(variant.get("components"), ("components",)))


def _assets(written: Json, above: Pointer) -> Iterator[tuple[Pointer, str]]:
    if not isinstance(written, list) or not any(map(_may_hold_assets, written)):
        return
    for place, index in enumerate(order(written)):
        one, at = written[index], (*above, place)
        if not isinstance(one, dict):
            continue
        path = one.get("asset")
        if isinstance(path, str):
            yield (*at, "example", "header_handle"), path
        cards = one.get("cards")
        for nth, card in enumerate(cards if isinstance(cards, list) else ()):
            inner = card.get("components") if isinstance(card, dict) else None
            yield from _assets(inner, (*at, "cards", nth, "components"))


def _may_hold_assets(component: Json) -> bool:
    return isinstance(component, dict) and (
        "asset" in component or "cards" in component
    )
