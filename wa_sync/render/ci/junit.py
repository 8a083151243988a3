"""JUnit XML, as GitLab, Jenkins and GitHub's test reporters read it.

There is no standard; this keeps to what they all take: suites of cases, and a failure
inside a case that did not pass (testmoapp/junitxml, "Common JUnit XML format").
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.model.finding import Severity
from wa_sync.render.sinks.xml import Xml, lines


if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from wa_sync.model.finding import Diagnostic

_EVERYTHING = "everything else"


def junit(
    diagnostics: Sequence[Diagnostic], *, command: str, passed: Iterable[str] = ()
) -> Xml:
    """Return a suite for each file, and one of what is fine: ``passed`` names it.

    Errors fail their case; warnings and notes are cases that pass and say something.
    """
    suites: dict[str, list[Diagnostic]] = {}
    for one in diagnostics:
        file = _EVERYTHING if one.span is None else one.span.file.path
        suites.setdefault(file, []).append(one)
    fine = [_passed(command, name) for name in passed]
    parts = [
        _suite(file, list(map(_case, found)), _failures(found))
        for file, found in suites.items()
    ]
    if fine or not parts:
        fine = fine or [_passed(command, "no problems found")]
        parts.append(_suite(command, fine, 0))
    return Xml.of(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<testsuites name="wa-sync {}" tests="{}" failures="{}" errors="0">\n'
        "{}</testsuites>\n",
        command,
        len(diagnostics) + len(fine),
        _failures(diagnostics),
        Xml("").join(parts),
    )


def _suite(name: str, cases: Sequence[Xml], failures: int) -> Xml:
    return Xml.of(
        '  <testsuite name="{}" tests="{}" failures="{}" errors="0">\n'
        "{}  </testsuite>\n",
        name,
        len(cases),
        failures,
        Xml("").join(cases),
    )


def _failures(diagnostics: Iterable[Diagnostic]) -> int:
    return sum(one.finding.severity is Severity.ERROR for one in diagnostics)


def _passed(command: str, name: str) -> Xml:
    return Xml.of('    <testcase classname="{}" name="{}"/>\n', command, name)


def _case(item: Diagnostic) -> Xml:
    found, span = item.finding, item.span
    name = f"{found.rule}: {item.address or found.message}"
    place = "" if span is None else f"{span.file.path}:{span.line}:{span.column}: "
    told = f"{place}{found.message}"
    if found.hint is not None:
        told += f"\nhint: {found.hint}"
    classname = "wa-sync" if span is None else span.file.path
    if found.severity is Severity.ERROR:
        inner = Xml.of(
            '      <failure type="{}" message="{}">{}</failure>\n',
            found.rule,
            found.message,
            lines(told),
        )
    else:
        inner = Xml.of(
            "      <system-out>{}: {}</system-out>\n", found.severity, lines(told)
        )
    return Xml.of(
        '    <testcase classname="{}" name="{}">\n{}    </testcase>\n',
        classname,
        name,
        inner,
    )
