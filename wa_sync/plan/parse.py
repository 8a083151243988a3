"""Plan documents → plans, without trusting a single field of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.model.account import Limits
from wa_sync.model.base import Base
from wa_sync.model.change import (
    ABSENT,
    AccountPlan,
    Action,
    Blocked,
    Cause,
    Change,
    Consequence,
    FieldChange,
    LanguageGap,
    LiveStatus,
    Note,
    Place,
    Plan,
    Precondition,
    Risk,
    Summary,
    UnmanagedObject,
)
from wa_sync.model.finding import Diagnostic, Finding, MetaCode, Severity
from wa_sync.model.made import Made
from wa_sync.model.resource import Address, Asset
from wa_sync.model.source import SourceFile, Span, array, mapping
from wa_sync.plan import checked
from wa_sync.plan.checked import MalformedPlan


if TYPE_CHECKING:
    from wa_sync.model.source import Json, Pointer, Spec


FORMAT_VERSION = 1


def plan_of(document: Spec) -> Plan:
    """Read a whole plan; raises MalformedPlan."""
    return Plan(
        complete=checked.truth(document, "complete"),
        accounts=tuple(
            _account(mapping(a)) for a in checked.items(document, "accounts")
        ),
        changes=tuple(_change(mapping(c)) for c in checked.items(document, "changes")),
        drift=tuple(_note(mapping(n)) for n in checked.items(document, "drift")),
        unmanaged=tuple(
            _unmanaged(mapping(u)) for u in checked.items(document, "unmanaged")
        ),
        diagnostics=tuple(
            _diagnostic(mapping(d)) for d in checked.items(document, "diagnostics")
        ),
        safety=tuple(_blocked(mapping(b)) for b in checked.items(document, "safety")),
        missing_languages=tuple(
            _gap(mapping(one)) for one in array(document.get("missing_languages"))
        ),
        summary=_summary(mapping(document.get("summary"))),
        digest=checked.text(document, "digest"),
        made=_made(document.get("made")),
        base=_base(document.get("base")),
        offline=document.get("offline") is True,
    )


def _made(value: Json) -> Made | None:
    if value is None:
        return None
    made = mapping(value)
    return Made(
        checked.moment(checked.text(made, "at")),
        checked.text_or_none(made, "commit"),
        checked.truth_or_none(made, "dirty"),
        checked.text_or_none(made, "proposed"),
        checked.text_or_none(made, "folder"),
        checked.texts(made, "accounts"),
    )


def _base(value: Json) -> Base | None:
    if value is None:
        return None
    base = mapping(value)
    return Base(
        commit=checked.text_or_none(base, "commit"),
        why=checked.text(base, "why"),
        hint=checked.text_or_none(base, "hint"),
        looked_back=checked.whole(base, "looked_back"),
    )


def _account(value: Spec) -> AccountPlan:
    limits = mapping(value.get("limits"))
    return AccountPlan(
        name=checked.text(value, "name"),
        waba_id=checked.text_or_none(value, "waba_id"),
        phone_number_id=checked.text_or_none(value, "phone_number_id"),
        endpoint=checked.text(value, "endpoint"),
        origin=checked.text(value, "origin"),
        api_version=checked.text(value, "api_version"),
        limits=Limits(
            max_deletes=checked.whole(limits, "max_deletes"),
            max_delete_percent=checked.whole(limits, "max_delete_percent"),
            max_changes=checked.whole(limits, "max_changes"),
        ),
        declared_count=checked.whole(value, "declared_count"),
        live_count=checked.whole(value, "live_count"),
        deletable_count=checked.whole(value, "deletable_count"),
        unchanged=checked.whole(value, "unchanged"),
        digest=checked.text(value, "digest"),
    )


def _change(value: Spec) -> Change:
    precondition = mapping(value.get("precondition"))
    source = value.get("source")
    return Change(
        account=checked.text(value, "account"),
        address=_address(value),
        action=checked.one_of(value, "action", Action),
        cause=checked.one_of(value, "cause", Cause),
        before=checked.spec(value, "before"),
        after=checked.spec(value, "after"),
        send=checked.spec(value, "send"),
        diff=tuple(_field(mapping(f)) for f in checked.items(value, "diff")),
        blocked=_blocked_or_none(value.get("blocked")),
        live_id=checked.text_or_none(value, "live_id"),
        precondition=Precondition(
            exists=checked.truth(precondition, "exists"),
            status=checked.one_of(precondition, "status", LiveStatus),
            fingerprint=checked.text_or_none(precondition, "fingerprint"),
        ),
        findings=tuple(_finding(mapping(f)) for f in checked.items(value, "findings")),
        consequences=tuple(
            _consequence(mapping(c)) for c in checked.items(value, "consequences")
        ),
        source=None if source is None else _place(mapping(source)),
        assets=dict(_asset(mapping(a)) for a in checked.items(value, "assets")),
    )


def _field(value: Spec) -> FieldChange:
    op = checked.text(value, "op")
    path = checked.text(value, "path")
    told = value.get("cause") is not None
    cause = checked.one_of(value, "cause", Cause) if told else None
    if op == "add":
        return FieldChange(path, "add", ABSENT, value.get("after"), cause)
    if op == "remove":
        return FieldChange(path, "remove", value.get("before"), ABSENT, cause)
    if op != "replace":
        raise MalformedPlan(f"there is no op {op!r}")
    return FieldChange(path, "replace", value.get("before"), value.get("after"), cause)


def _note(value: Spec) -> Note:
    source = value.get("source")
    return Note(
        account=checked.text(value, "account"),
        address=_address(value),
        cause=checked.one_of(value, "cause", Cause),
        message=checked.text(value, "message"),
        diff=tuple(_field(mapping(f)) for f in checked.items(value, "diff")),
        live_id=checked.text_or_none(value, "live_id"),
        source=None if source is None else _place(mapping(source)),
    )


def _gap(value: Spec) -> LanguageGap:
    return LanguageGap(
        account=checked.text(value, "account"),
        kind=checked.text(value, "kind"),
        name=checked.text(value, "name"),
        languages=checked.texts(value, "languages"),
        removed=checked.texts(value, "removed"),
    )


def _unmanaged(value: Spec) -> UnmanagedObject:
    return UnmanagedObject(
        checked.text(value, "account"),
        _address(value),
        checked.text_or_none(value, "status"),
        checked.text(value, "live_id"),
    )


def _blocked(value: Spec) -> Blocked:
    moment = checked.text_or_none(value, "not_before")
    return Blocked(
        rule=checked.text(value, "rule"),
        reason=checked.text(value, "reason"),
        way_out=checked.text(value, "way_out"),
        not_before=None if moment is None else checked.moment(moment),
        time_helps=value.get("time_helps") is True,
    )


def _blocked_or_none(value: Json) -> Blocked | None:
    return None if value is None else _blocked(mapping(value))


def _finding(value: Spec) -> Finding:
    meta = value.get("meta")
    return Finding(
        rule=checked.text(value, "rule"),
        at=checked.pointer(value),
        message=checked.text(value, "message"),
        hint=checked.text_or_none(value, "hint"),
        severity=checked.one_of(value, "severity", Severity),
        meta=None if meta is None else _meta(mapping(meta)),
        key=value.get("key") is True,
    )


def _consequence(value: Spec) -> Consequence:
    return Consequence(
        checked.one_of(value, "risk", Risk),
        checked.text(value, "message"),
        checked.text(value, "path"),
    )


def _diagnostic(value: Spec) -> Diagnostic:
    address = checked.text_or_none(value, "address")
    return Diagnostic(
        _finding({"at": [], **value}),
        None if value.get("file") is None else _span(value),
        None if address is None else _address(value),
    )


def _span(value: Spec) -> Span:
    return Span(
        SourceFile(checked.text(value, "file"), ""),
        checked.whole(value, "line"),
        checked.whole(value, "column"),
        checked.whole(value, "end_line"),
        checked.whole(value, "end_column"),
    )


def _meta(value: Spec) -> MetaCode:
    subcode = value.get("subcode")
    return MetaCode(
        checked.whole(value, "code"),
        None if subcode is None else checked.whole(value, "subcode"),
    )


def _asset(value: Spec) -> tuple[Pointer, Asset]:
    return checked.pointer(value), Asset(
        path=checked.text(value, "path"),
        content_type=checked.text(value, "content_type"),
        size=checked.whole(value, "size"),
        sha256=checked.text(value, "sha256"),
    )


def _summary(value: Spec) -> Summary:
    return Summary(
        create=checked.whole(value, "create"),
        update=checked.whole(value, "update"),
        delete=checked.whole(value, "delete"),
        unchanged=checked.whole(value, "unchanged"),
        drift=checked.whole(value, "drift"),
        unmanaged=checked.whole(value, "unmanaged"),
        blocked=checked.whole(value, "blocked"),
    )


def _place(value: Spec) -> Place:
    return Place(checked.text(value, "file"), checked.whole(value, "line"))


def _address(value: Spec) -> Address:
    kind, dot, key = checked.text(value, "address").partition(".")
    if not dot:
        raise MalformedPlan("address names no kind")
    return Address(kind, key)
