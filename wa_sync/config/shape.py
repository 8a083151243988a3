"""Document × JSON Schema → findings: one library judges, another explains.

jsonschema-rs says in microseconds whether a document fits. Only what does not fit is
shown to jsonschema, whose errors can be taken apart (performance.md), one entry after
the other: what is wrong with one says nothing about the next.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING, Protocol

from wa_sync.config.budgets import MAX_PROBLEMS
from wa_sync.config.remains import remains
from wa_sync.model.finding import Finding
from wa_sync.model.source import ROOT, array, at


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from wa_sync.config.explain import Explainer, Mistake
    from wa_sync.model.source import Json, Part, Pointer


@dataclass(frozen=True, slots=True)
class Judged:
    """What is wrong with the shape of a document, in its order there.

    ``broken`` leads to the entries, and to the sections that are no lists, that hold
    a mistake; ``parts`` has what of them can be judged all the same.
    """

    findings: tuple[Finding, ...] = ()
    broken: frozenset[Pointer] = frozenset()
    parts: Mapping[Pointer, Part] = field(default_factory=dict)


_FITS = Judged()


class Shape:
    """A schema (2020-12), compiled once and used for every document of a run."""

    def __init__(self, schema: Mapping[str, Json]) -> None:
        """Keep the schema; it is compiled when the first document comes."""
        self._schema = schema

    def fits(self, value: Json) -> bool:
        """Whether a value fits."""
        return self._judge.is_valid(value)

    def judge(self, value: Json, limit: int = MAX_PROBLEMS) -> Judged:
        """Return what is wrong with a value, each mistake once.

        A text that holds ``${env:…}`` or ``${var:…}`` is taken to fit: what it will
        say is not known yet. Past ``limit`` mistakes, entries are only counted.
        """
        if self.fits(value):
            return _FITS
        failing = self._failing(value)
        head, listed = _apart(value, failing)
        mistakes = list(self._explainer.mistakes(head))
        broken = {_base(one.finding.at, listed) for one in mistakes}
        places = [(name, i) for name, some in listed.items() for i in some]
        more: list[Finding] = []
        for n, (name, i) in enumerate(places):
            if len(mistakes) >= limit:
                more = [_more((name, i), len(places) - n)]
                broken.update(places[n:])
                break
            here = self._entry(value, name, i)
            mistakes.extend(here)
            broken.update([(name, i)] if here else ())
        findings = [*(one.finding for one in mistakes), *more]
        parts = self._parts(value, broken - {()}, mistakes)
        return Judged(_sorted(value, findings), frozenset(broken - {()}), parts)

    def check(self, value: Json) -> tuple[Finding, ...]:
        """Return what is wrong with a value, each mistake once, in its order there."""
        return self.judge(value).findings

    def _entry(self, value: Json, name: str, i: int) -> list[Mistake]:
        one = at(value, (name, i))
        return [
            mistake.under((name, 0), (name, i))
            for mistake in self._explainer.mistakes({name: [one]})
            if mistake.finding.at[:2] == (name, 0)
        ]

    def _parts(
        self, value: Json, broken: Iterable[Pointer], mistakes: Sequence[Mistake]
    ) -> dict[Pointer, Part]:
        """Return what is left of each entry, where only keys are missing then."""
        found = {}
        for base in broken:
            here = [
                mistake.under(base, ROOT)
                for mistake in mistakes
                if mistake.finding.at[: len(base)] == base
            ]
            part = remains(at(value, base), here) if here else None
            if part is not None and self._lacks_only_keys(base, part.value):
                found[base] = part
        return found

    def _lacks_only_keys(self, base: Pointer, value: Json) -> bool:
        name = str(base[0])
        whole: Json = {name: [value] if len(base) > 1 else value}
        return all(
            one.rule == "missing_key"
            for one in self._explainer.explain(whole)
            if one.at[:1] == (name,)
        )

    @cached_property
    def _judge(self) -> _Judge:
        import jsonschema_rs

        judge: _Judge = jsonschema_rs.Draft202012Validator(dict(self._schema))
        return judge

    @cached_property
    def _explainer(self) -> Explainer:
        from wa_sync.config.explain import Explainer

        return Explainer(self._schema)

    def _failing(self, value: Json) -> dict[Pointer, None]:
        from wa_sync.config.explain import undecided

        return {
            tuple(error.instance_path[:2]): None
            for error in self._judge.iter_errors(value)
            if not undecided(error.instance)
        }


class _Error(Protocol):
    @property
    def instance_path(self) -> Sequence[str | int]: ...

    @property
    def instance(self) -> object: ...


class _Judge(Protocol):
    def is_valid(self, value: Json) -> bool: ...

    def iter_errors(self, value: Json) -> Iterator[_Error]: ...


def _apart(
    value: Json, failing: Mapping[Pointer, None]
) -> tuple[Json, Mapping[str, Sequence[int]]]:
    """Empty the lists of entries, and say which of their entries do not fit."""
    if not isinstance(value, dict):
        return value, {}
    head: dict[str, Json] = dict(value)
    listed: dict[str, Sequence[int]] = {}
    for section, entries in value.items():
        several = array(entries)
        if several and (section,) not in failing:
            listed[section] = [
                i for i in range(len(several)) if (section, i) in failing
            ]
            head[section] = []
    return head, listed


def _base(at: Pointer, listed: Mapping[str, Sequence[int]]) -> Pointer:
    return at[:2] if at[:1] and at[0] in listed else at[:1]


def _more(at: Pointer, count: int) -> Finding:
    entries = "this entry has" if count == 1 else f"this and {count - 1:,} more have"
    return Finding(
        rule="too_many_mistakes",
        at=at,
        message=f"{entries} mistakes as well, which are not listed",
        hint="mend what stands above first",
    )


def _sorted(value: Json, findings: Sequence[Finding]) -> tuple[Finding, ...]:
    sections = list(value) if isinstance(value, dict) else []

    def place(finding: Finding) -> int:
        at = finding.at
        return sections.index(str(at[0])) if at and at[0] in sections else -1

    return tuple(sorted(findings, key=place))
