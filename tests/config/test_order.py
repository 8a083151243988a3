"""A schema says in which order fields are written."""

from __future__ import annotations

from wa_sync.config.order import Order
from wa_sync.model.source import Json


SCHEMA: dict[str, Json] = {
    "properties": {"one": {"$ref": "#/$defs/part"}, "free": {"type": "object"}},
    "$defs": {
        "part": {
            "properties": {"type": {}},
            "oneOf": [
                {"properties": {"type": {}, "text": {}, "raw": {}}},
                {"properties": {"type": {}, "text": {}, "example": {}, "raw": {}}},
            ],
            "additionalProperties": {"items": {"$ref": "#/$defs/part"}},
        }
    },
}


def test_parts_are_merged() -> None:
    """A field that only some variants have stands where these have it."""
    order = Order(SCHEMA)
    assert order.names(order.below(order.root, "one")) == [
        *("type", "text", "example", "raw")
    ]
    assert order.names(order.below(order.root, "free")) == []


def test_values_are_ordered() -> None:
    """Fields are ordered at every depth; those without a name stay behind them."""
    order = Order(SCHEMA)
    value: Json = {"one": {"b": [{"raw": 1, "type": 2}], "a": 1, "raw": 3, "type": 4}}
    assert str(order.ordered(value, order.root)) == str(
        {"one": {"type": 4, "raw": 3, "b": [{"type": 2, "raw": 1}], "a": 1}}
    )
