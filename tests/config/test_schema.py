from __future__ import annotations

from jsonschema import Draft202012Validator

from wa_sync.config.schema import document_schema
from wa_sync.config.wants import wants_of
from wa_sync.model.source import Json, at, mapping


ENTRY: dict[str, Json] = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "$id": "https://example.org/entry",
    "title": "A thing",
    "description": "What a thing is.",
    "type": "object",
    "additionalProperties": False,
    "properties": {
        "name": {"type": "string"},
        "again": {"$ref": "#"},
        "part": {"$ref": "#/$defs/part"},
        "ttl": {"anyOf": [{"type": "null"}, {"$ref": "#/$defs/number"}]},
        "sizes": {"type": "array", "items": {"type": ["integer", "string"]}},
        "odd": {"enum": [1.5, None, "x", True]},
        "loop": {"$ref": "#/$defs/loop"},
        "raw": {"type": "object"},
        "free": {"type": "object", "additionalProperties": True},
        "labels": {"type": "object", "additionalProperties": {"type": "string"}},
    },
    "patternProperties": {"^x-": {"properties": {"deep": {"type": "boolean"}}}},
    "$defs": {
        "number": {"type": "integer"},
        "part": {"type": "object", "properties": {"flag": {"const": True}}},
        "loop": {"anyOf": [{"$ref": "#/$defs/loop"}, {"type": "null"}]},
    },
}


def test_composition() -> None:
    """Kinds become sections whose definitions do not meet, and get the tool's keys."""
    schema = document_schema({"things": (True, ENTRY), "other": (False, ENTRY)})
    Draft202012Validator.check_schema(dict(schema))
    assert at(schema, ("properties", "things")) == {
        "title": "A thing",
        "description": "What a thing is.",
        "type": "array",
        "items": {"$ref": "#/$defs/things"},
    }
    assert at(schema, ("properties", "other")) == {
        "title": "A thing",
        "description": "What a thing is.",
        "$ref": "#/$defs/other",
    }
    thing = mapping(at(schema, ("$defs", "things")))
    assert set(thing) == {
        *("title", "description", "type"),
        *("additionalProperties", "properties", "patternProperties"),
    }
    properties = mapping(thing["properties"])
    assert properties["again"] == {"$ref": "#/$defs/things"}
    assert properties["part"] == {"$ref": "#/$defs/things.part"}
    assert properties["accounts"] == {"$ref": "#/$defs/only_accounts"}
    assert properties["allow"] == {"$ref": "#/$defs/allow"}
    assert at(schema, ("$defs", "other.loop", "anyOf", 0)) == {
        "$ref": "#/$defs/other.loop"
    }
    assert set(mapping(at(schema, ("$defs", "tombstone", "properties")))) == {
        "thing",
        "accounts",
    }
    assert at(schema, ("$defs", "tombstone", "oneOf")) == [{"required": ["thing"]}]


def test_without_kinds() -> None:
    """The frame alone is a schema."""
    schema = document_schema({})
    Draft202012Validator.check_schema(dict(schema))
    assert "oneOf" not in mapping(at(schema, ("$defs", "tombstone")))


def test_every_key_is_described() -> None:
    """An editor has something to show for every key of the frame."""
    schema = document_schema({})
    for frame in (schema, at(schema, ("$defs", "account"))):
        for name, part in mapping(mapping(frame).get("properties")).items():
            assert mapping(part).get("description"), name


def test_wants() -> None:
    """Only what is no text is wanted, by section and name."""
    wants = wants_of(document_schema({"things": (True, ENTRY)}))
    assert wants == {
        "version": {"version": {"integer"}},
        "accounts": {
            "max_deletes": {"integer"},
            "max_delete_percent": {"integer"},
            "max_changes": {"integer"},
            "vars": {"text"},
        },
        "smoke_tests": {
            "body": {"text"},
            "buttons": {"text"},
            "code": {"integer"},
            "components": {"json"},
            "examples": {"boolean"},
            "latitude": {"number"},
            "longitude": {"number"},
            "text": {"text"},
        },
        "things": {
            "ttl": {"integer", "null"},
            "sizes": {"integer"},
            "odd": {"number", "null", "boolean"},
            "loop": {"null"},
            "flag": {"boolean"},
            "deep": {"boolean"},
            "raw": {"json"},
            "free": {"json"},
            "labels": {"text"},
        },
    }
