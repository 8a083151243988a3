"""Shapes → a JSON Schema (2020-12) that takes a message only if Meta would, too."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.render.contract.message import message
from wa_sync.render.contract.shapes import (
    Anything,
    Fixed,
    Number,
    Record,
    Several,
    String,
    Words,
)
from wa_sync.render.sinks.json import document


if TYPE_CHECKING:
    from collections.abc import Iterable

    from wa_sync.model.contract import Signature
    from wa_sync.model.source import Json
    from wa_sync.render.contract.shapes import Shape
    from wa_sync.render.sinks.json import Document


def json_schema(signatures: Iterable[Signature]) -> Document:
    """Return a schema of every message that can be sent."""
    messages: list[Json] = [
        _schema(message(one, form)) for one in signatures for form in one.forms
    ]
    return document(
        {
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "title": "Messages",
            "description": "What an application passes to send a template. Made by "
            "wa-sync contract; do not edit.",
            **({"oneOf": messages} if messages else {"not": {}}),
        }
    )


def _schema(shape: Shape) -> dict[str, Json]:  # noqa: PLR0911 - one for each shape
    match shape:
        case String(most=None):
            return {"type": "string", "minLength": 1}
        case String(most=most):
            return {"type": "string", "minLength": 1, "maxLength": most}
        case Words(words=words):
            return {"enum": list(words)}
        case Number(whole=whole):
            return {"type": "integer" if whole else "number"}
        case Anything():
            return {"type": "object"}
        case Fixed(items=items):
            return {
                "type": "array",
                "prefixItems": [_schema(one) for one in items],
                "items": False,
                "minItems": len(items),
            }
        case Several(item=item, least=least, most=most):
            return {
                "type": "array",
                "items": _schema(item),
                "minItems": least,
                "maxItems": most,
            }
        case Record():
            return _record(shape)
        case _:
            return {"oneOf": [_schema(one) for one in shape.options]}


def _record(shape: Record) -> dict[str, Json]:
    return {
        "type": "object",
        "properties": {one.name: _schema(one.shape) for one in shape.fields},
        "required": [one.name for one in shape.fields if one.required],
        "additionalProperties": False,
    }
