"""The JSON documents that commands print, out of their schemas."""

from __future__ import annotations

from typing import TYPE_CHECKING

from generate.markdown import code, plain, table
from wa_sync.cli.schema import DOCUMENT, published
from wa_sync.model.source import array, mapping


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.model.source import Spec


INTRODUCTION = """\
# JSON formats

What a command prints with `-o json` has a JSON Schema, which the output is tested
against. `wa-sync schema NAME` prints it, `wa-sync schema --out DIR` writes all of them.
`format_version` is 1; a key that a schema does not name is never written. Times are in
UTC. Nothing in these documents is a secret, but they hold the texts of templates.
"""


def page() -> str:
    """Return the page: each document with its fields."""
    parts = [INTRODUCTION]
    for name, schema in published().items():
        if name == DOCUMENT:
            continue
        # an event is one of several documents
        every = (field for shape in _shapes(schema) for field in _fields(shape))
        rows = ([code(path), kind] for path, kind in dict.fromkeys(every))
        parts += [
            f"## {name}\n",
            plain(f"{schema['description']}"),
            f"Its schema: [`{name}.schema.json`](../../schemas/{name}.schema.json).\n",
            table(("Field", "Value"), rows),
        ]
    return "\n".join(parts)


def _fields(schema: Spec, path: str = "") -> Iterator[tuple[str, str]]:
    """Yield every field of an object and of the objects in it, as a path."""
    for name, inner in mapping(schema.get("properties", {})).items():
        field = mapping(inner)
        items = mapping(field.get("items", {}))
        here = f"{path}{name}" + ("[]" if items else "")
        yield here, _kind(items or field)
        for below in _shapes(items or field):
            yield from _fields(below, f"{here}.")


def _shapes(field: Spec) -> Iterator[Spec]:
    yield field
    for keyword in ("anyOf", "oneOf"):
        yield from map(mapping, array(field.get(keyword, [])))


def _kind(field: Spec) -> str:
    """Say what may stand there, from whichever keyword says it."""
    if "const" in field:
        return code(f"{field['const']}")
    if "enum" in field:
        return ", ".join(code(f"{one}") for one in array(field["enum"]))
    if "anyOf" in field or "oneOf" in field:
        kinds = (_kind(one) for one in _shapes(field) if one is not field)
        return " or ".join(dict.fromkeys(kinds))
    given = field.get("type", "any value")
    types = given if isinstance(given, list) else [given]
    return " or ".join(f"{one}" for one in types)
