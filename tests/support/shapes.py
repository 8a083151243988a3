"""A schema with every trouble in it, and findings in short."""

from __future__ import annotations

from wa_sync.model.finding import Finding
from wa_sync.model.source import Json, Pointer


BUTTON: dict[str, Json] = {
    "type": "object",
    "required": ["type"],
    "properties": {
        "type": {"enum": ["URL", "QUICK_REPLY"]},
        "text": {"type": "string"},
    },
    "allOf": [
        {
            "if": {"properties": {"type": {"const": "URL"}}, "required": ["type"]},
            "then": {
                "required": ["url"],
                "properties": {"url": {"type": "string", "maxLength": 10}},
            },
            "else": {"properties": {"url": False}},
        }
    ],
    "unevaluatedProperties": False,
}
SCHEMA: dict[str, Json] = {
    "type": "object",
    "required": ["version"],
    "additionalProperties": False,
    "properties": {
        "version": {"const": 1},
        "things": {"type": "array", "items": {"$ref": "#/$defs/thing"}},
        "one": {"$ref": "#/$defs/thing"},
        "names": {"type": "object", "propertyNames": {"pattern": "^[a-z]+$"}},
    },
    "$defs": {
        "base": {"properties": {"name": {"type": "string", "minLength": 1}}},
        "button": BUTTON,
        "thing": {
            "type": "object",
            "$ref": "#/$defs/base",
            "unevaluatedProperties": False,
            "required": ["name"],
            "not": {"required": ["language", "languages"]},
            "properties": {
                "language": {"type": "string", "pattern": "^[a-z]{2}$"},
                "languages": {"type": "object", "minProperties": 1, "maxProperties": 2},
                "about": {"type": ["string", "null"], "minLength": 1},
                "count": {"type": "integer", "minimum": 1, "maximum": 9},
                "sign": {"type": "string", "not": {"const": "x"}},
                "flag": {"type": "boolean"},
                "tags": {
                    "type": "array",
                    "items": {"type": "string"},
                    "minItems": 1,
                    "maxItems": 2,
                    "uniqueItems": True,
                },
                "buttons": {"type": "array", "items": {"$ref": "#/$defs/button"}},
                "category": {
                    "anyOf": [
                        {"enum": ["UTILITY", "MARKETING"]},
                        {"pattern": "^(?:utility|marketing)$", "type": "string"},
                    ]
                },
                "sample": {
                    "oneOf": [
                        {"type": "string"},
                        {"type": "array", "items": {"type": "string"}},
                    ]
                },
                "media": {
                    "type": "object",
                    "properties": {
                        "asset": {"type": "string"},
                        "handle": {"type": "string"},
                    },
                    "oneOf": [{"required": ["asset"]}, {"required": ["handle"]}],
                    "dependentRequired": {"asset": ["app"]},
                },
                "id": {
                    "type": "string",
                    "pattern": "^[0-9]+$",
                    "patternErrorMessage": "digits only",
                },
                "odd": {
                    "type": "integer",
                    "multipleOf": 2,
                    "description": "an even one",
                },
            },
        },
    },
}


def short(findings: tuple[Finding, ...]) -> list[tuple[str, Pointer, str, str | None]]:
    """Return what matters of findings."""
    return [(f.rule, f.at, f.message, f.hint) for f in findings]
