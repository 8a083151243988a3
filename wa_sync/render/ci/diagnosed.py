"""A plan as diagnostics: what a reviewer should see at the line that declares it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wa_sync.model.change import Action
from wa_sync.model.finding import Diagnostic, Finding, Severity
from wa_sync.model.source import ROOT, SourceFile, Span
from wa_sync.render import wording


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.model.change import Blocked, Change, Note, Place, Plan
    from wa_sync.model.condition import Status


def diagnosed(plan: Plan) -> tuple[Diagnostic, ...]:
    """Return the plan's diagnostics, and what there is to say of its changes.

    A refusal of the whole plan is an error; what is blocked, deleted, breaks senders
    or costs is a warning; drift is a note. That every change is reviewed is left out.
    """
    return (
        *plan.diagnostics,
        *(Diagnostic(_refusal(one, Severity.ERROR)) for one in plan.safety),
        *(_named(plan, *one) for one in _told(plan)),
    )


def concerns(found: Status) -> tuple[Diagnostic, ...]:
    """Return what there is to say of a status: what is refused is an error."""
    several = len(found.accounts) > 1
    return tuple(
        Diagnostic(
            _whose(said, one.account) if several else said, one.span, one.address
        )
        for one in found.conditions
        for said in one.findings
    )


def _told(plan: Plan) -> Iterator[tuple[Change | Note, Finding]]:
    for change in plan.changes:
        for found in _findings(change):
            yield change, found
    for note in plan.elsewhere:
        yield note, _of_note(note)


def _named(plan: Plan, about: Change | Note, found: Finding) -> Diagnostic:
    """Put a finding in its place; of several accounts, say which."""
    if len(plan.accounts) > 1:
        found = _whose(found, about.account)
    return Diagnostic(found, _span(about.source), about.address)


def _whose(found: Finding, account: str) -> Finding:
    return replace(found, message=f"account {account}: {found.message}")


def _findings(change: Change) -> Iterator[Finding]:
    if change.blocked is not None:
        yield _refusal(change.blocked, Severity.WARNING)
    elif change.action is Action.DELETE:
        words = ("apply deletes this", wording.follows(change))
        yield _finding("delete", "; it ".join(filter(None, words)), Severity.WARNING)
    for said in change.consequences:
        if said.risk in wording.WEIGHED:
            yield _finding(said.risk.value, said.message, Severity.WARNING)
    yield from change.findings


def _of_note(note: Note) -> Finding:
    rule = note.cause.value.replace(" ", "_").lower()
    return _finding(rule, note.message, Severity.INFO)


def _refusal(refusal: Blocked, severity: Severity) -> Finding:
    return Finding(
        rule=refusal.rule,
        at=ROOT,
        message=refusal.reason,
        hint=refusal.way_out or None,
        severity=severity,
    )


def _finding(rule: str, message: str, severity: Severity) -> Finding:
    return Finding(rule=rule, at=ROOT, message=message, severity=severity)


def _span(place: Place | None) -> Span | None:
    if place is None:
        return None
    line = place.line
    return Span(SourceFile(place.file, ""), line, 1, line + 1, 1)
