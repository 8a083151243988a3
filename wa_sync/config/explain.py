"""What jsonschema says about a misfit → findings that a person can act on.

Of alternatives the one that was most likely meant is explained. Values are quoted
only where they are one word out of a known list: elsewhere they may be a secret.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, replace
from itertools import islice
from typing import TYPE_CHECKING

from wa_sync.config import wording
from wa_sync.config.budgets import MAX_PROBLEMS
from wa_sync.config.misfit import Witness
from wa_sync.config.wants import resolve
from wa_sync.model.source import ROOT, array, mapping, text


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from wa_sync.config.misfit import Misfit
    from wa_sync.model.finding import Finding
    from wa_sync.model.source import Json, Pointer, Spec


_ALTERNATIVES = frozenset({"anyOf", "oneOf"})


@dataclass(frozen=True, slots=True)
class Mistake:
    """A finding, and where what it leaves unknown would stand: None for nothing."""

    finding: Finding
    about: Pointer | None

    def under(self, base: Pointer, other: Pointer) -> Mistake:
        """Return it with pointers that begin with ``other`` instead of ``base``."""
        n, about = len(base), self.about
        finding = replace(self.finding, at=(*other, *self.finding.at[n:]))
        return Mistake(finding, None if about is None else (*other, *about[n:]))


class Explainer:
    """A schema, and what it says about the values that do not fit it."""

    def __init__(self, schema: Spec) -> None:
        """Take the schema in once, for any number of values."""
        self._schema = schema
        self._witness = Witness(schema)
        self._names: dict[int, dict[str, None]] = {}

    def explain(self, value: Json) -> tuple[Finding, ...]:
        """Return what is said of every mistake, as in ``mistakes``."""
        return tuple(one.finding for one in self.mistakes(value))

    def mistakes(self, value: Json) -> tuple[Mistake, ...]:
        """Return every mistake once, in the order of the places where they are made.

        No key is missing that is there, but misspelt.
        """
        found = self._found(value)
        meant = {
            one.finding.at: str(one.about[-1])
            for one in found
            if one.about and one.finding.rule == "unknown_key"
        }
        if meant and any(map(_missing_key, found)):
            spelt = self._found(_respelt(value, ROOT, meant))
            there = {one.about for one in filter(_missing_key, spelt)}
            found = [m for m in found if not _missing_key(m) or m.about in there]
        return tuple(sorted(found, key=lambda m: order(value, m.finding.at)))

    def _found(self, value: Json) -> Sequence[Mistake]:
        leaves = list(_leaves(self._witness.misfits(value)))
        mistyped = {leaf.at for leaf in leaves if leaf.keyword == "type"}
        found: dict[tuple[str, Pointer, str], Mistake] = {}
        for error in leaves:
            if error.keyword != "type" and error.at in mistyped:
                continue  # of the wrong type in the first place
            for one in self._mistakes(error, leaves):
                said = one.finding
                found.setdefault((said.rule, said.at, said.message), one)
        return list(found.values())

    def _mistakes(self, error: Misfit, leaves: Sequence[Misfit]) -> Iterable[Mistake]:
        if error.keyword in ("additionalProperties", "unevaluatedProperties"):
            return _unknown_keys(error, leaves, self._known(error.schema))
        if error.keyword == "required" and not error.name:
            return _missing(error)
        put = _WORDING.get(error.keyword, wording.other)
        finding = wording.bad_name(error) if error.name else put(error)
        return (Mistake(finding, finding.at),)

    def _known(self, schema: Json) -> dict[str, None]:
        # the parts of the schema live as long as the witness does
        known = self._names.get(id(schema))
        if known is None:
            known = self._names[id(schema)] = _all_names(schema, self._schema)
        return known


def _missing_key(one: Mistake) -> bool:
    return one.finding.rule == "missing_key"


def _respelt(value: Json, at: Pointer, meant: Mapping[Pointer, str]) -> Json:
    """Write misspelt keys as they were meant, unless those are there as well."""
    if isinstance(value, list):
        return [_respelt(item, (*at, i), meant) for i, item in enumerate(value)]
    if not isinstance(value, dict):
        return value
    names = {key: meant.get((*at, key), key) for key in value}
    return {
        key if name in value else name: _respelt(value[key], (*at, key), meant)
        for key, name in names.items()
    }


def order(value: Json, at: Pointer) -> list[int]:
    """Return where a pointer leads to, counted in the order of the file."""
    steps: list[int] = []
    for step in at:
        if isinstance(value, dict):
            keys = list(value)
            steps.append(keys.index(str(step)) if step in value else len(keys))
            value = value.get(str(step))
        elif isinstance(value, list) and isinstance(step, int):
            steps.append(step)
            value = value[step] if step < len(value) else None
    return steps


def undecided(value: object) -> bool:
    """Whether a value holds a variable, so that nobody knows yet what it will say."""
    return isinstance(value, str) and ("${env:" in value or "${var:" in value)


def _leaves(errors: Iterable[Misfit]) -> Iterator[Misfit]:
    for error in errors:
        if undecided(error.value):
            continue
        if error.keyword in _ALTERNATIVES and error.inside:
            yield from _likeliest(error)
        else:
            yield error


def _likeliest(error: Misfit) -> Sequence[Misfit]:
    """Choose the alternative that was most likely meant, and return its errors.

    That is one of the right type, which fails as deep down as possible and least
    often. Where every alternative fails by its type, the error itself is returned.
    """
    branches: dict[str, list[Misfit]] = defaultdict(list)
    for reason in error.inside:
        branches[reason.branch].append(reason)
    fitting = [
        branch
        for branch in branches.values()
        if not any(e.keyword == "type" and e.at == error.at for e in branch)
    ]
    if not fitting:
        return (error,)
    best = min(fitting, key=lambda branch: _distance(branch, len(error.at)))
    if len(fitting) > 1 and all(
        reason.keyword == "required" and reason.at == error.at
        for branch in fitting
        for reason in branch
    ):
        return (error,)
    return tuple(_leaves(best))


def _distance(branch: list[Misfit], depth: int) -> tuple[bool, int, int]:
    here = [reason for reason in branch if len(reason.at) == depth]
    chooses = any(
        reason.keyword in ("const", "enum") and len(reason.at) == depth + 1
        for reason in branch
    )
    listed = any(reason.keyword == "enum" for reason in here)
    return chooses, len(here) - listed, len(branch)


_WORDING: dict[str, Callable[[Misfit], Finding]] = {
    "type": wording.wrong_type,
    "enum": wording.unknown_value,
    "const": wording.unknown_value,
    "anyOf": wording.no_alternative,
    "oneOf": wording.no_alternative,
    "pattern": wording.wrong_form,
    "minItems": wording.count,
    "maxItems": wording.count,
    "minLength": wording.count,
    "maxLength": wording.count,
    "minProperties": wording.count,
    "maxProperties": wording.count,
    "minimum": wording.size,
    "maximum": wording.size,
    "uniqueItems": wording.repeated,
    "dependentRequired": wording.needs,
    "not": wording.misplaced,
}


def _missing(error: Misfit) -> Iterator[Mistake]:
    for name in map(text, array(error.wanted)):
        if name not in mapping(error.value) and repr(name) in error.message:
            yield Mistake(wording.missing_key(error, name), (*error.at, name))


def _unknown_keys(
    error: Misfit, leaves: Sequence[Misfit], known: Mapping[str, None]
) -> Iterator[Mistake]:
    at = error.at
    alone = not any(
        other is not error and other.at[: len(at)] == at for other in leaves
    )
    unexpected = (key for key in mapping(error.value) if repr(key) in error.message)
    for key in islice(unexpected, MAX_PROBLEMS):
        if key not in known:
            meant = wording.closest(key, known)
            about = None if meant is None else (*at, meant)
            yield Mistake(wording.unknown_key(error, key, known), about)
        elif alone:
            yield Mistake(wording.misplaced_key(error, key), (*at, key))


def _all_names(schema: Json, root: Spec) -> dict[str, None]:
    """All names that a schema of a mapping has for keys, whatever else holds."""
    names: dict[str, None] = {}
    parts, followed = [schema], set[str]()
    while parts:
        spec = mapping(parts.pop(0))
        names |= dict.fromkeys(mapping(spec.get("properties")))
        parts.extend(part for word in _SEVERAL for part in array(spec.get(word)))
        parts.extend(spec[word] for word in ("if", "then", "else") if word in spec)
        target = text(spec.get("$ref"))
        if target and target not in followed:
            followed.add(target)
            parts.append(resolve(target, root))
    return names


_SEVERAL = ("allOf", "anyOf", "oneOf")
