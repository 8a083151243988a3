"""Smoke tests as JUnit XML: a case each, whose name is the same in every run.

``file`` and ``line`` are what GitLab and pytest's reporters read; there is no standard.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.model.smoke import FINE, Verdict
from wa_sync.render.sinks.xml import Xml, lines


if TYPE_CHECKING:
    from collections.abc import Sequence

    from wa_sync.model.smoke import Tried

_ERRORS = frozenset({Verdict.FAILED, Verdict.UNKNOWN})
_SKIPPED = frozenset({Verdict.NOT_TRIED, Verdict.SHOWN})


def trials(tried: Sequence[Tried]) -> Xml:
    """Return a suite for each file.

    What went otherwise than expected is a failure, what nobody can judge an error, and
    what was not sent is skipped.
    """
    suites: dict[str, list[Tried]] = {}
    for one in tried:
        suites.setdefault(one.trial.file, []).append(one)
    parts = [
        Xml.of(
            '  <testsuite name="{}" {}>\n{}  </testsuite>\n',
            file,
            _counts(some),
            Xml("").join(map(_case, some)),
        )
        for file, some in suites.items()
    ]
    return Xml.of(
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<testsuites name="wa-sync smoke" {}>\n{}</testsuites>\n',
        _counts(tried),
        Xml("").join(parts),
    )


def _counts(tried: Sequence[Tried]) -> Xml:
    errors = sum(one.verdict in _ERRORS for one in tried)
    skipped = sum(one.verdict in _SKIPPED for one in tried)
    fine = sum(one.verdict in FINE - _SKIPPED for one in tried)
    return Xml.of(
        'tests="{}" failures="{}" errors="{}" skipped="{}"',
        len(tried),
        len(tried) - errors - skipped - fine,
        errors,
        skipped,
    )


def _case(one: Tried) -> Xml:
    trial = one.trial
    head = Xml.of(
        '    <testcase classname="{}" name="{}" file="{}" line="{}"',
        f"smoke.{trial.account}",
        trial.name,
        trial.file,
        trial.line,
    )
    inner = _inner(one)
    return Xml.of("{}>\n{}    </testcase>\n", head, inner) if inner else head + _ALONE


_ALONE = Xml("/>\n")


def _inner(one: Tried) -> Xml:
    told = one.message if one.hint is None else f"{one.message}\nhint: {one.hint}"
    if one.verdict in _SKIPPED:
        return Xml.of('      <skipped message="{}"/>\n', one.message or one.verdict)
    if one.verdict in FINE:
        known = one.sent.message_id if one.sent else one.message
        return Xml.of("      <system-out>{}</system-out>\n", lines(known))
    tag = Xml("error") if one.verdict in _ERRORS else Xml("failure")
    if one.sent:
        told = f"{told}\nmessage {one.sent.message_id}"
    place = f"{one.trial.file}:{one.trial.line}: {told}"
    return Xml.of(
        '      <{} type="{}" message="{}">{}</{}>\n',
        tag,
        one.verdict,
        one.message,
        lines(place),
        tag,
    )
