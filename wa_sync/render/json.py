"""Versioned JSON documents, mapped by hand: no rename inside changes what is written.

Everything that apply needs of a change is there, so that a saved plan can be read
back. Pointers (``at``) are arrays of steps, since a step may be a place in a list or
a key of digits; ``path`` in a ``diff`` is an RFC 6901 text into the outline. In a
``diff``, ``before`` of an ``add`` and ``after`` of a ``remove`` are null and say
nothing. The output is ASCII, and no CI runner finds a command in it.
"""

from __future__ import annotations

from json import loads
from typing import TYPE_CHECKING

from wa_sync.model.change import Absent
from wa_sync.model.report import State
from wa_sync.model.source import mapping
from wa_sync.plan.digest import CHECKSUM, checksum
from wa_sync.render import provenance
from wa_sync.render.sinks.json import document


if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from wa_sync.model.change import (
        AccountPlan,
        Blocked,
        Change,
        Consequence,
        FieldChange,
        LanguageGap,
        Note,
        Place,
        Plan,
        Precondition,
        UnmanagedObject,
    )
    from wa_sync.model.finding import Diagnostic, Finding, MetaCode
    from wa_sync.model.report import Outcome, Report
    from wa_sync.model.resource import Asset
    from wa_sync.model.source import Json, Pointer
    from wa_sync.render.sinks.json import Document

FORMAT_VERSION = 1


def plan(plan: Plan) -> Document:
    """Return a plan as a document, with a line end; a saved one has a checksum."""
    content = _plan(plan)
    if plan.made is None:
        return _document(content)
    # over what is written: some texts and numbers are read back as others
    written = mapping(loads(_document(content)))
    return _document({**content, CHECKSUM: checksum(written)})


def _plan(plan: Plan) -> dict[str, Json]:
    counts = plan.summary
    return {
        "complete": plan.complete,
        "offline": plan.offline,
        "digest": plan.digest,
        "accounts": [_account(account) for account in plan.accounts],
        "changes": [_change(change) for change in plan.changes],
        "drift": [note(one) for one in plan.drift],
        "unmanaged": [unmanaged(item) for item in plan.unmanaged],
        "diagnostics": [_diagnostic(item) for item in plan.diagnostics],
        "safety": [_blocked(refusal) for refusal in plan.safety],
        "missing_languages": [_gap(gap) for gap in plan.missing_languages],
        "summary": {
            "create": counts.create,
            "update": counts.update,
            "delete": counts.delete,
            "unchanged": counts.unchanged,
            "drift": counts.drift,
            "unmanaged": counts.unmanaged,
            "blocked": counts.blocked,
        },
        "made": provenance.made(plan.made),
        "base": provenance.base(plan.base),
        CHECKSUM: None,
    }


def diagnostics(diags: Iterable[Diagnostic], *, valid: bool) -> Document:
    """Return diagnostics in their order as a document, with a line end."""
    return _document({"valid": valid, "diagnostics": [_diagnostic(d) for d in diags]})


def report(report: Report) -> Document:
    """Return what became of a plan as a document, with a line end."""
    return _document(
        {
            "outcomes": [outcome(one) for one in report.outcomes],
            "summary": {state.value: report.count(state) for state in State},
        }
    )


def _document(content: Mapping[str, Json]) -> Document:
    return document({"format_version": FORMAT_VERSION, **content})


def _account(account: AccountPlan) -> Json:
    return {
        "name": account.name,
        "waba_id": account.waba_id,
        "phone_number_id": account.phone_number_id,
        "endpoint": account.endpoint,
        "origin": account.origin,
        "api_version": account.api_version,
        "digest": account.digest,
        "limits": {
            "max_deletes": account.limits.max_deletes,
            "max_delete_percent": account.limits.max_delete_percent,
            "max_changes": account.limits.max_changes,
        },
        "declared_count": account.declared_count,
        "live_count": account.live_count,
        "deletable_count": account.deletable_count,
        "unchanged": account.unchanged,
    }


def _change(change: Change) -> Json:
    return {
        "account": change.account,
        "address": str(change.address),
        "action": change.action.value,
        "cause": change.cause.value,
        "before": change.before,
        "after": change.after,
        "diff": fields(change.diff),
        "blocked": None if change.blocked is None else _blocked(change.blocked),
        "live_id": change.live_id,
        "precondition": _precondition(change.precondition),
        "findings": [finding(found) for found in change.findings],
        "consequences": [_consequence(said) for said in change.consequences],
        "source": _source(change.source),
        "send": change.send,
        "assets": [_asset(at, asset) for at, asset in change.assets.items()],
    }


def fields(diff: Sequence[FieldChange]) -> Json:
    """Differences, in their order."""
    return [
        {
            "path": item.path,
            "op": item.op,
            "before": None if isinstance(item.before, Absent) else item.before,
            "after": None if isinstance(item.after, Absent) else item.after,
            "cause": None if item.cause is None else item.cause.value,
        }
        for item in diff
    ]


def _blocked(block: Blocked) -> Json:
    moment = block.not_before
    return {
        "rule": block.rule,
        "reason": block.reason,
        "way_out": block.way_out,
        "not_before": None if moment is None else moment.isoformat(),
        "time_helps": block.time_helps,
    }


def _precondition(precondition: Precondition) -> Json:
    return {
        "exists": precondition.exists,
        "status": precondition.status.value,
        "fingerprint": precondition.fingerprint,
    }


def finding(found: Finding) -> Json:
    """What a rule says about a path."""
    return {
        "rule": found.rule,
        "severity": found.severity.value,
        "message": found.message,
        "hint": found.hint,
        "at": list(found.at),
        "key": found.key,
        "meta": _meta(found.meta),
    }


def _consequence(said: Consequence) -> Json:
    return {"risk": said.risk.value, "message": said.message, "path": said.path}


def _meta(meta: MetaCode | None) -> Json:
    return None if meta is None else {"code": meta.code, "subcode": meta.subcode}


def _asset(at: Pointer, asset: Asset) -> Json:
    return {
        "at": list(at),
        "path": asset.path,
        "content_type": asset.content_type,
        "size": asset.size,
        "sha256": asset.sha256,
    }


def note(said: Note) -> Json:
    """A difference that apply leaves alone."""
    return {
        "account": said.account,
        "address": str(said.address),
        "cause": said.cause.value,
        "message": said.message,
        "diff": fields(said.diff),
        "live_id": said.live_id,
        "source": _source(said.source),
    }


def _source(place: Place | None) -> Json:
    return None if place is None else {"file": place.file, "line": place.line}


def _gap(gap: LanguageGap) -> Json:
    return {
        "account": gap.account,
        "kind": gap.kind,
        "name": gap.name,
        "languages": list(gap.languages),
        "removed": list(gap.removed),
    }


def unmanaged(item: UnmanagedObject) -> Json:
    """A live object that nobody declared."""
    return {
        "account": item.account,
        "address": str(item.address),
        "status": item.status,
        "live_id": item.live_id,
    }


def _diagnostic(item: Diagnostic) -> Json:
    found, span = item.finding, item.span
    return {
        "rule": found.rule,
        "severity": found.severity.value,
        "message": found.message,
        "hint": found.hint,
        "address": None if item.address is None else str(item.address),
        "file": None if span is None else span.file.path,
        "line": None if span is None else span.line,
        "column": None if span is None else span.column,
        "end_line": None if span is None else span.end_line,
        "end_column": None if span is None else span.end_column,
        "meta": _meta(found.meta),
    }


def outcome(outcome: Outcome) -> dict[str, Json]:
    """Return how one change ended, as it stands in a report."""
    change = outcome.change
    return {
        "account": change.account,
        "address": str(change.address),
        "action": change.action.value,
        "state": outcome.state.value,
        "message": outcome.message,
        "hint": outcome.hint,
        "blocked": None if outcome.blocked is None else _blocked(outcome.blocked),
        "exit_code": outcome.exit_code,
        "live_id": outcome.live_id,
        "status": outcome.status,
        "category": outcome.category,
        "review": None if outcome.review is None else outcome.review.value,
        "findings": [finding(found) for found in outcome.findings],
        "source": _source(change.source),
    }
