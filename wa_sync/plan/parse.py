"""Plan documents → plans, without trusting a single field of them."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from wa_sync.model.account import Limits
from wa_sync.model.change import (
    ABSENT,
    AccountPlan,
    Action,
    Blocked,
    Cause,
    Change,
    FieldChange,
    LiveStatus,
    Made,
    Note,
    Place,
    Plan,
    Precondition,
    Summary,
    UnmanagedObject,
)
from wa_sync.model.finding import Diagnostic, Finding, MetaCode, Severity
from wa_sync.model.resource import Address, Asset
from wa_sync.model.source import Json, SourceFile, Span, array, mapping


if TYPE_CHECKING:
    from collections.abc import Mapping

    from wa_sync.model.source import Pointer, Spec


FORMAT_VERSION = 1
E_ = TypeVar("E_", bound=StrEnum)


class MalformedPlan(ValueError):
    """A field is missing or has the wrong type; the message names it."""


def plan_of(document: Spec) -> Plan:
    """Read a whole plan; raises MalformedPlan."""
    return Plan(
        complete=_bool(document, "complete"),
        accounts=tuple(_account(mapping(a)) for a in _list(document, "accounts")),
        changes=tuple(_change(mapping(c)) for c in _list(document, "changes")),
        drift=tuple(_note(mapping(n)) for n in _list(document, "drift")),
        unmanaged=tuple(_unmanaged(mapping(u)) for u in _list(document, "unmanaged")),
        diagnostics=tuple(
            _diagnostic(mapping(d)) for d in _list(document, "diagnostics")
        ),
        safety=tuple(_blocked(mapping(b)) for b in _list(document, "safety")),
        summary=_summary(mapping(document.get("summary"))),
        digest=_text(document, "digest"),
        made=_made(document.get("made")),
    )


def _made(value: Json) -> Made | None:
    if value is None:
        return None
    made = mapping(value)
    return Made(_moment(_text(made, "at")), _text_or_none(made, "commit"))


def _account(value: Spec) -> AccountPlan:
    limits = mapping(value.get("limits"))
    return AccountPlan(
        name=_text(value, "name"),
        waba_id=_text_or_none(value, "waba_id"),
        phone_number_id=_text_or_none(value, "phone_number_id"),
        endpoint=_text(value, "endpoint"),
        origin=_text(value, "origin"),
        api_version=_text(value, "api_version"),
        limits=Limits(
            max_deletes=_int(limits, "max_deletes"),
            max_delete_percent=_int(limits, "max_delete_percent"),
            max_changes=_int(limits, "max_changes"),
        ),
        declared_count=_int(value, "declared_count"),
        live_count=_int(value, "live_count"),
        unchanged=_int(value, "unchanged"),
        digest=_text(value, "digest"),
    )


def _change(value: Spec) -> Change:
    precondition = mapping(value.get("precondition"))
    source = value.get("source")
    return Change(
        account=_text(value, "account"),
        address=_address(value),
        action=_enum(value, "action", Action),
        cause=_enum(value, "cause", Cause),
        before=_spec(value, "before"),
        after=_spec(value, "after"),
        send=_spec(value, "send"),
        diff=tuple(_field(mapping(f)) for f in _list(value, "diff")),
        blocked=_blocked_or_none(value.get("blocked")),
        live_id=_text_or_none(value, "live_id"),
        precondition=Precondition(
            exists=_bool(precondition, "exists"),
            status=_enum(precondition, "status", LiveStatus),
            fingerprint=_text_or_none(precondition, "fingerprint"),
        ),
        findings=tuple(_finding(mapping(f)) for f in _list(value, "findings")),
        source=None if source is None else _place(mapping(source)),
        assets=dict(_asset(mapping(a)) for a in _list(value, "assets")),
    )


def _field(value: Spec) -> FieldChange:
    op = _text(value, "op")
    path = _text(value, "path")
    if op == "add":
        return FieldChange(path, "add", ABSENT, value.get("after"))
    if op == "remove":
        return FieldChange(path, "remove", value.get("before"), ABSENT)
    if op != "replace":
        raise MalformedPlan(f"there is no op {op!r}")
    return FieldChange(path, "replace", value.get("before"), value.get("after"))


def _note(value: Spec) -> Note:
    return Note(
        account=_text(value, "account"),
        address=_address(value),
        cause=_enum(value, "cause", Cause),
        message=_text(value, "message"),
        diff=tuple(_field(mapping(f)) for f in _list(value, "diff")),
        live_id=_text_or_none(value, "live_id"),
    )


def _unmanaged(value: Spec) -> UnmanagedObject:
    return UnmanagedObject(
        _text(value, "account"),
        _address(value),
        _text_or_none(value, "status"),
        _text(value, "live_id"),
    )


def _blocked(value: Spec) -> Blocked:
    moment = _text_or_none(value, "not_before")
    return Blocked(
        rule=_text(value, "rule"),
        reason=_text(value, "reason"),
        way_out=_text(value, "way_out"),
        not_before=None if moment is None else _moment(moment),
        time_helps=value.get("time_helps") is True,
    )


def _blocked_or_none(value: Json) -> Blocked | None:
    return None if value is None else _blocked(mapping(value))


def _moment(value: str) -> datetime:
    try:
        moment = datetime.fromisoformat(value)
    except ValueError:
        raise MalformedPlan(f"{value!r} is no time") from None
    if moment.tzinfo is None:
        raise MalformedPlan(f"the time {value!r} has no zone")
    return moment


def _finding(value: Spec) -> Finding:
    meta = value.get("meta")
    return Finding(
        rule=_text(value, "rule"),
        at=_pointer(value),
        message=_text(value, "message"),
        hint=_text_or_none(value, "hint"),
        severity=_enum(value, "severity", Severity),
        meta=None if meta is None else _meta(mapping(meta)),
        key=value.get("key") is True,
    )


def _diagnostic(value: Spec) -> Diagnostic:
    address = _text_or_none(value, "address")
    return Diagnostic(
        _finding({"at": [], **value}),
        None if value.get("file") is None else _span(value),
        None if address is None else _address(value),
    )


def _span(value: Spec) -> Span:
    return Span(
        SourceFile(_text(value, "file"), ""),
        _int(value, "line"),
        _int(value, "column"),
        _int(value, "end_line"),
        _int(value, "end_column"),
    )


def _meta(value: Spec) -> MetaCode:
    subcode = value.get("subcode")
    return MetaCode(
        _int(value, "code"), None if subcode is None else _int(value, "subcode")
    )


def _asset(value: Spec) -> tuple[Pointer, Asset]:
    return _pointer(value), Asset(
        path=_text(value, "path"),
        content_type=_text(value, "content_type"),
        size=_int(value, "size"),
        sha256=_text(value, "sha256"),
    )


def _summary(value: Spec) -> Summary:
    return Summary(
        create=_int(value, "create"),
        update=_int(value, "update"),
        delete=_int(value, "delete"),
        unchanged=_int(value, "unchanged"),
        drift=_int(value, "drift"),
        unmanaged=_int(value, "unmanaged"),
        blocked=_int(value, "blocked"),
    )


def _place(value: Spec) -> Place:
    return Place(_text(value, "file"), _int(value, "line"))


def _address(value: Spec) -> Address:
    kind, dot, key = _text(value, "address").partition(".")
    if not dot:
        raise MalformedPlan("address names no kind")
    return Address(kind, key)


def _pointer(value: Spec) -> Pointer:
    steps = _list(value, "at")
    return tuple(step for step in steps if isinstance(step, str | int))


def _text(value: Spec, key: str) -> str:
    found = value.get(key)
    if not isinstance(found, str):
        raise MalformedPlan(f"{key} has to be a text")
    return found


def _text_or_none(value: Spec, key: str) -> str | None:
    return None if value.get(key) is None else _text(value, key)


def _int(value: Spec, key: str) -> int:
    found = value.get(key)
    if not isinstance(found, int) or isinstance(found, bool):
        raise MalformedPlan(f"{key} has to be a whole number")
    return found


def _bool(value: Spec, key: str) -> bool:
    found = value.get(key)
    if not isinstance(found, bool):
        raise MalformedPlan(f"{key} has to be true or false")
    return found


def _list(value: Spec, key: str) -> list[Json]:
    found = value.get(key)
    if not isinstance(found, list):
        raise MalformedPlan(f"{key} has to be a list")
    return list(array(found))


def _spec(value: Spec, key: str) -> Mapping[str, Json] | None:
    found = value.get(key)
    if found is None:
        return None
    if not isinstance(found, dict):
        raise MalformedPlan(f"{key} has to be an object")
    return mapping(found)


def _enum(value: Spec, key: str, values: type[E_]) -> E_:
    found = _text(value, key)
    try:
        return values(found)
    except ValueError:
        raise MalformedPlan(f"{key} cannot be {found!r}") from None
