"""The kinds' schemas → one schema of a whole document, for judging and for editors."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING

from wa_sync.model.source import mapping, text


if TYPE_CHECKING:
    from collections.abc import Mapping

    from wa_sync.model.source import Json, Spec


_DEFS = "#/$defs/"
_HEAD = ("$schema", "$id", "$defs")
_KEY: dict[str, Json] = {
    "type": "string",
    "minLength": 1,
    "maxLength": 700,
    "pattern": "^\\S+$",
}


def document_schema(
    sections: Mapping[str, tuple[bool, Mapping[str, Json]]],
) -> Mapping[str, Json]:
    """Compose the schema (2020-12) of a document.

    ``sections`` maps the key of a section to whether it is a list of entries, and to
    the schema of one entry. ``accounts`` and ``allow`` are added to each entry.
    """
    source = files(__package__).joinpath("document.schema.json")
    whole = dict(mapping(json.loads(source.read_text(encoding="utf-8"))))
    properties = dict(mapping(whole["properties"]))
    definitions = dict(mapping(whole["$defs"]))
    for section, (many, entry) in sections.items():
        definitions.update(_definitions(section, entry))
        properties[section] = _section(section, entry, many=many)
    removable = [
        section.removesuffix("s") for section, (many, _) in sections.items() if many
    ]
    definitions["tombstone"] = _tombstone(mapping(definitions["tombstone"]), removable)
    return whole | {"properties": properties, "$defs": definitions}


def _definitions(section: str, entry: Spec) -> dict[str, Json]:
    found = {
        f"{section}.{name}": _moved(part, section)
        for name, part in mapping(entry.get("$defs")).items()
    }
    own = {key: value for key, value in entry.items() if key not in _HEAD}
    moved = dict(mapping(_moved(own, section)))
    tool: dict[str, Json] = {
        "accounts": {"$ref": f"{_DEFS}only_accounts"},
        "allow": {"$ref": f"{_DEFS}allow"},
    }
    moved["properties"] = {**mapping(moved.get("properties")), **tool}
    found[section] = moved
    return found


def _moved(part: Json, section: str) -> Json:
    """Return a part whose references lead into the composed schema."""
    if isinstance(part, list):
        return [_moved(item, section) for item in part]
    if not isinstance(part, dict):
        return part
    found = {key: _moved(value, section) for key, value in part.items()}
    target = text(part.get("$ref"))
    if target == "#":
        found["$ref"] = f"{_DEFS}{section}"
    elif target.startswith(_DEFS):
        found["$ref"] = f"{_DEFS}{section}.{target.removeprefix(_DEFS)}"
    return found


def _section(section: str, entry: Spec, *, many: bool) -> Json:
    one: dict[str, Json] = {"$ref": f"{_DEFS}{section}"}
    shape: dict[str, Json] = {"type": "array", "items": one} if many else one
    said = {key: entry[key] for key in ("title", "description") if key in entry}
    return {**said, **shape}


def _tombstone(shape: Spec, names: list[str]) -> Json:
    keys: dict[str, Json] = {
        name: {
            **_KEY,
            "description": f"The {name.replace('_', ' ')} to delete, as name/language.",
            "examples": ["summer_sale_2024/en_US"],
        }
        for name in names
    }
    said: dict[str, Json] = {
        **shape,
        "properties": {**keys, **mapping(shape["properties"])},
    }
    one: list[Json] = [{"required": [name]} for name in names]
    return {**said, "oneOf": one} if one else said
