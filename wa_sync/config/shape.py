"""Document × JSON Schema → findings: one library judges, another explains.

jsonschema-rs says in microseconds whether a document fits. Only what does not fit is
shown to jsonschema, whose errors can be taken apart (performance.md).
"""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from wa_sync.model.source import array


if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from wa_sync.model.finding import Finding
    from wa_sync.model.source import Json, Pointer


class Shape:
    """A schema (2020-12), compiled once and used for every document of a run."""

    def __init__(self, schema: Mapping[str, Json]) -> None:
        """Keep the schema; it is compiled when the first document comes."""
        self._schema = schema

    def fits(self, value: Json) -> bool:
        """Whether a value fits."""
        return self._judge.is_valid(value)

    def check(self, value: Json) -> tuple[Finding, ...]:
        """Return what is wrong with a value, each mistake once, in its order there.

        A text that holds ``${env:…}`` or ``${var:…}`` is taken to fit: what it will
        say is not known yet.
        """
        if self.fits(value):
            return ()
        from wa_sync.config.explain import explain

        reduced, places = _reduced(value, self._failing(value))
        return tuple(
            _moved(finding, places) for finding in explain(reduced, self._schema)
        )

    @cached_property
    def _judge(self) -> _Judge:
        import jsonschema_rs

        judge: _Judge = jsonschema_rs.Draft202012Validator(dict(self._schema))
        return judge

    def _failing(self, value: Json) -> frozenset[tuple[str | int, ...]]:
        errors = self._judge.iter_errors(value)
        return frozenset(tuple(error.instance_path[:2]) for error in errors)


class _Error(Protocol):
    @property
    def instance_path(self) -> Sequence[str | int]: ...


class _Judge(Protocol):
    def is_valid(self, value: Json) -> bool: ...

    def iter_errors(self, value: Json) -> Iterator[_Error]: ...


def _reduced(
    value: Json, failing: frozenset[Pointer]
) -> tuple[Json, Mapping[str, Sequence[int]]]:
    """Leave out the entries of sections that fit: explaining them takes seconds."""
    if not isinstance(value, dict):
        return value, {}
    reduced: dict[str, Json] = dict(value)
    places: dict[str, Sequence[int]] = {}
    for section, entries in value.items():
        listed = array(entries)
        if listed and (section,) not in failing:
            places[section] = [i for i in range(len(listed)) if (section, i) in failing]
            reduced[section] = [listed[i] for i in places[section]]
    return reduced, places


def _moved(finding: Finding, places: Mapping[str, Sequence[int]]) -> Finding:
    if len(finding.at) > 1:
        section, i, *rest = finding.at
        if section in places and isinstance(i, int):
            at = (section, places[str(section)][i], *rest)
            return replace(finding, at=at)
    return finding
