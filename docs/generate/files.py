"""What may stand in a file, out of the JSON Schema that judges it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generate.markdown import code, plain, table
from wa_sync.model.source import array, mapping
from wa_sync.workflow.load import schema


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.model.source import Json, Spec


INTRODUCTION = """\
# Every field of a file

This page is made from the JSON Schema that wa-sync itself judges files by:
[`wa-sync.schema.json`](../../schemas/wa-sync.schema.json). `wa-sync schema` prints it.
[The file format](../file-format.md) explains how the pieces work together, and
[the rules](../rules/index.md) say what Meta wants beyond the shape.
"""
_PREFIX = "#/$defs/"


def page() -> str:
    """Return the page: the document first, then each type of object in it."""
    whole = schema()
    parts = [INTRODUCTION, "## The document\n", _fields(whole)]
    for name, one in _defined(whole):
        parts += [f"## {name}\n", _said(one), _fields(one)]
    return "\n".join(parts)


def _defined(whole: Spec) -> Iterator[tuple[str, Spec]]:
    for name, definition in mapping(whole["$defs"]).items():
        one = mapping(definition)
        if "properties" in one and name != "message_templates.component":
            yield name, one


def _said(one: Spec) -> str:
    return plain(f"{one.get('description', '')}") + "\n"


def _fields(one: Spec) -> str:
    required = array(one.get("required", []))
    return table(
        ("Field", "Value", "Meaning"),
        (
            [
                code(name) + (" (required)" if name in required else ""),
                _value(field),
                _meaning(field),
            ]
            for name, field in _flat(one)
        ),
    )


def _flat(one: Spec, path: str = "") -> Iterator[tuple[str, Spec]]:
    """Yield the fields of an object, and those of objects that have no name."""
    for name, inner in mapping(one.get("properties", {})).items():
        field = mapping(inner)
        yield path + name, field
        if "$ref" not in field:
            yield from _flat(field, f"{path}{name}.")


def _meaning(field: Spec) -> str:
    said = f"{_resolved(field).get('description', '')}"
    if "description" in field:
        said = f"{field['description']}"
    if "default" in field:
        said += f" Default: {field['default']}."
    return plain(said)


def _resolved(field: Spec) -> Spec:
    """Follow a reference to a definition without fields, which has no heading."""
    reference = field.get("$ref")
    if not isinstance(reference, str):
        return field
    return mapping(mapping(schema()["$defs"])[reference.removeprefix(_PREFIX)])


def _value(field: Spec) -> str:
    """Say what may stand there, with links to the objects that have a heading."""
    reference = field.get("$ref")
    inner = _resolved(field)
    if isinstance(reference, str) and "properties" in inner:
        name = reference.removeprefix(_PREFIX)
        if name == "message_templates.component":
            return "component"
        return f"[{name}](#{_anchor(name)})"
    if "enum" in inner:
        return " or ".join(code(f"{one}") for one in array(inner["enum"]))
    if "items" in inner:
        return f"list of {_value(mapping(inner['items']))}"
    more = inner.get("additionalProperties")
    if isinstance(more, dict) and more:
        return f"name → {_value(mapping(more))}"
    return _type(inner.get("type"))


def _anchor(name: str) -> str:
    return name.lower().replace(".", "")


def _type(given: Json) -> str:
    names = {"string": "text", "object": "mapping", "array": "list"}
    types = given if isinstance(given, list) else [given]
    return " or ".join(names.get(f"{one}", f"{one}") for one in types if one)
