"""What a schema wants where: the few properties that are no texts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, TypeAlias

from wa_sync.model.source import array, mapping, text


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.model.source import Json, Spec


Wanted: TypeAlias = frozenset[str]
"""Out of ``integer boolean number null``, or ``json`` (plain JSON literals at every
depth below) or ``text`` (nothing is converted at any depth below)."""

Names: TypeAlias = Mapping[str, Wanted]
Wants: TypeAlias = Mapping[str, Names]
"""Section → property → what is wanted there."""

NOTHING: Wanted = frozenset()

_TYPED = frozenset({"integer", "boolean", "number", "null"})
_ONE = ("items", "additionalProperties", "if", "then", "else", "contains")
_SEVERAL = ("allOf", "anyOf", "oneOf", "prefixItems")
_LITERAL = {bool: "boolean", int: "integer", float: "number", type(None): "null"}
_RAW = "raw"
"""The one property under which everything is JSON (DESIGN §3)."""


def wants_of(schema: Spec) -> Wants:
    """Return what a whole document's schema wants, for each of its sections."""
    found: dict[str, Names] = {}
    for section, part in mapping(schema.get("properties")).items():
        names: dict[str, Wanted] = {}
        whole: Json = {"properties": {section: part}}
        for name, wanted in _properties(whole, schema, set()):
            if wanted:
                names[name] = names.get(name, NOTHING) | wanted
        if names:
            found[section] = names
    return found


def _properties(part: Json, root: Spec, seen: set[str]) -> Iterator[tuple[str, Wanted]]:
    """Yield every property at any depth, with what its schema wants of a scalar."""
    spec = mapping(part)
    if not spec:
        return
    target = text(spec.get("$ref"))
    if target and target not in seen:
        seen.add(target)
        yield from _properties(resolve(target, root), root, seen)
    for word in ("properties", "patternProperties"):
        for name, below in mapping(spec.get(word)).items():
            if word == "properties":
                yield name, _wanted(name, below, root)
            yield from _properties(below, root, seen)
    for word in _ONE:
        yield from _properties(spec.get(word), root, seen)
    for word in _SEVERAL:
        for below in array(spec.get(word)):
            yield from _properties(below, root, seen)


def _wanted(name: str, part: Json, root: Spec) -> Wanted:
    spec = mapping(part)
    if name == _RAW or spec.get("additionalProperties") is True:
        return frozenset({"json"})
    # a mapping with free keys and texts: its keys are nobody's property
    free = mapping(spec.get("additionalProperties"))
    if free.get("type") == "string" and "properties" not in spec:
        return frozenset({"text"})
    return frozenset(_types(spec, root, set())) & _TYPED


def _types(spec: Spec, root: Spec, seen: set[str]) -> Iterator[str]:
    named = spec.get("type")
    yield from ([named] if isinstance(named, str) else map(text, array(named)))
    for literal in (
        *array(spec.get("enum")),
        *([spec["const"]] if "const" in spec else []),
    ):
        yield _LITERAL.get(type(literal), "string")
    parts = [
        spec.get("items"),
        *(p for word in _SEVERAL for p in array(spec.get(word))),
    ]
    target = text(spec.get("$ref"))
    # a reference that leads back to itself says nothing that was not said
    if target and target not in seen:
        seen.add(target)
        parts.append(resolve(target, root))
    for part in parts:
        if part is not None:
            yield from _types(mapping(part), root, seen)


def resolve(target: str, root: Spec) -> Json:
    """Return what a local reference leads to; None where it leads nowhere."""
    value: Json = root
    for step in target.removeprefix("#").split("/")[1:]:
        value = mapping(value).get(step.replace("~1", "/").replace("~0", "~"))
    return value
