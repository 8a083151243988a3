"""Pieces that JSON Schemas are composed of."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from wa_sync.model.change import Risk
from wa_sync.model.finding import Severity


if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from enum import StrEnum

    from wa_sync.model.source import Json

    Schema: TypeAlias = Mapping[str, Json]


DIALECT = "https://json-schema.org/draft/2020-12/schema"
TEXT: Schema = {"type": "string"}
MAYBE_TEXT: Schema = {"type": ["string", "null"]}
FLAG: Schema = {"type": "boolean"}
NUMBER: Schema = {"type": "integer"}
COUNT: Schema = {"type": "integer", "minimum": 0}
PLACE: Schema = {"type": ["integer", "null"], "minimum": 1}
ANYTHING: Schema = {}
POINTER: Schema = {
    "type": "array",
    "items": {"type": ["string", "integer"]},
    "description": "The keys and places (from 0) that lead to a value.",
}


def record(properties: Mapping[str, Schema], description: str = "") -> Schema:
    """A mapping that has exactly these keys."""
    schema: dict[str, Json] = {
        "type": "object",
        "properties": dict(properties),
        "required": list(properties),
        "additionalProperties": False,
    }
    return {**schema, "description": description} if description else schema


def several(items: Schema) -> Schema:
    """A list of such things."""
    return {"type": "array", "items": items}


def maybe(schema: Schema) -> Schema:
    """Such a thing, or null."""
    return {"anyOf": [{"type": "null"}, schema]}


def one_of(words: type[StrEnum]) -> Schema:
    """One of an enumeration's words."""
    return {"enum": [word.value for word in words]}


def counts(words: Iterable[str]) -> Schema:
    """A count for each word."""
    return record({str(word): COUNT for word in words})


META: Schema = maybe(
    record(
        {"code": NUMBER, "subcode": {"type": ["integer", "null"]}},
        "The error that Meta would have answered with.",
    )
)
FINDING: Schema = record(
    {
        "rule": TEXT,
        "severity": one_of(Severity),
        "message": TEXT,
        "hint": MAYBE_TEXT,
        "at": POINTER,
        "key": FLAG,
        "meta": META,
    }
)
CONSEQUENCES: Schema = several(
    record(
        {"risk": one_of(Risk), "message": TEXT, "path": TEXT},
        "What the change means to others; path leads into diff's outline, and is empty "
        "where the whole is meant. Not covered by the digest.",
    )
)
SOURCE: Schema = maybe(
    record({"file": TEXT, "line": {"type": "integer", "minimum": 1}})
)
ASSET: Schema = record(
    {
        "at": POINTER,
        "path": TEXT,
        "content_type": TEXT,
        "size": COUNT,
        "sha256": TEXT,
    },
    "A local sample that is uploaded when the change is made.",
)
LANGUAGE_GAP: Schema = record(
    {
        "account": TEXT,
        "kind": TEXT,
        "name": TEXT,
        "languages": several(TEXT),
        "removed": several(TEXT),
    },
    "Languages that most names of the account have, and one that the plan changes has "
    "not when it is done; removed are those that the plan takes away.",
)
