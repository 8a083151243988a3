"""A schema → the order in which the fields of a value are written."""

from __future__ import annotations

from typing import TYPE_CHECKING, TypeAlias

from wa_sync.config.wants import resolve
from wa_sync.model.source import array, mapping, text


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from typing import TypeVar

    from wa_sync.config.outline import Node
    from wa_sync.model.source import Json, Spec

    T = TypeVar("T")


Scope: TypeAlias = "tuple[Spec, ...]"
"""The schemas that may judge a value; of several, each names some of its fields."""

_SEVERAL = ("allOf", "anyOf", "oneOf")
_ONE = ("then", "else")


class Order:
    """Knows the fields of every value in a document, in the order of its schema."""

    def __init__(self, schema: Spec) -> None:
        """Keep the schema of a whole document."""
        self._schema = schema
        self._scopes: dict[tuple[tuple[int, ...], str | None], Scope] = {}
        self._names: dict[tuple[int, ...], Sequence[str]] = {}

    @property
    def root(self) -> Scope:
        """What judges a document."""
        return (self._schema,)

    def below(self, scope: Scope, key: str | None) -> Scope:
        """Return what judges the value of a key, or an item where that is None."""
        known = (tuple(map(id, scope)), key)
        if known not in self._scopes:
            found = {
                id(one): one
                for part in self._parts(scope)
                for one in _inside(part, key)
            }
            self._scopes[known] = tuple(found.values())
        return self._scopes[known]

    def names(self, scope: Scope) -> Sequence[str]:
        """Return the fields that a schema names, none where the keys are free."""
        known = tuple(map(id, scope))
        if known not in self._names:
            names: list[str] = []
            for part in self._parts(scope):
                _merge(names, list(mapping(part.get("properties"))))
            self._names[known] = names
        return self._names[known]

    def ordered(self, value: Json, scope: Scope) -> Json:
        """Return plain JSON with its fields in order, and unknown ones behind them."""
        if isinstance(value, dict):
            rank = {name: i for i, name in enumerate(self.names(scope))}
            keys = sorted(value, key=lambda key: rank.get(key, len(rank)))
            return {k: self.ordered(value[k], self.below(scope, k)) for k in keys}
        if isinstance(value, list):
            below = self.below(scope, None)
            return [self.ordered(item, below) for item in value]
        return value

    def _parts(self, scope: Scope) -> Sequence[Spec]:
        """Return schemas and all that they are made of, each once."""
        found: dict[int, Spec] = {}
        rest = [*reversed(scope)]
        while rest:
            part = rest.pop()
            if part and id(part) not in found:
                found[id(part)] = part
                rest.extend(reversed([*self._made_of(part)]))
        return [*found.values()]

    def _made_of(self, part: Spec) -> Iterator[Spec]:
        if "$ref" in part:
            yield mapping(resolve(text(part["$ref"]), self._schema))
        for word in _SEVERAL:
            yield from map(mapping, array(part.get(word)))
        for word in _ONE:
            yield mapping(part.get(word))


def _inside(part: Spec, key: str | None) -> Iterator[Spec]:
    found: Json = part.get("items")
    if key is not None:
        named = mapping(part.get("properties"))
        found = named[key] if key in named else part.get("additionalProperties")
    if isinstance(found, dict):
        yield found


def _merge(names: list[str], more: Sequence[str]) -> None:
    """Put each new name behind the one that it follows in its own schema."""
    place = 0
    for name in more:
        if name not in names:
            names.insert(place, name)
        place = names.index(name) + 1


def arranged(parts: list[T], names: Sequence[str], node: Node) -> list[T]:
    """Return what was written for each field of a mapping, in the order of names.

    Fields without a name there come last, in the order that they had.
    """
    if not names or not node.mapped:
        return parts
    rank = {name: i for i, name in enumerate(names)}
    keys = [entry.key.value if entry.key else "" for entry in node.entries]
    places = sorted(range(len(keys)), key=lambda i: rank.get(keys[i], len(rank)))
    return [parts[i] for i in places]
