"""Changes, accounts and refusals made by hand: what plans of tests have."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from wa_sync.canonical import equal
from wa_sync.model.account import Limits
from wa_sync.model.change import (
    AccountPlan,
    Action,
    Blocked,
    Change,
    Consequence,
    LiveStatus,
    Place,
    Precondition,
    Risk,
)
from wa_sync.model.finding import Finding, MetaCode, Severity
from wa_sync.model.resource import Address, Asset
from wa_sync.model.source import mapping, text
from wa_sync.plan.fields import explain


if TYPE_CHECKING:
    from collections.abc import Mapping

    from wa_sync.model.source import Json, Spec


CREATED = (Consequence(Risk.REVIEW, "goes to Meta's review"),)
EDITED = (
    Consequence(Risk.OUTAGE, "cannot be sent if the review says no"),
    Consequence(Risk.REVIEW, "goes back to Meta's review"),
)
GONE = (
    Consequence(Risk.BREAKING, "who sends this gets 132001"),
    Consequence(Risk.OUTAGE, "locks the name in this language for about 30 days"),
)
BREAKING = Consequence(
    Risk.BREAKING,
    "the body takes name, order and link instead of name and order; who sends as "
    "before gets 132000",
    "/components/BODY/text",
)
COST = Consequence(
    Risk.COST, "from UTILITY to MARKETING: every message costs more", "/category"
)


def outline(spec: Spec | None) -> Json:
    """Key components by their type, as the kind does."""
    if spec is None or "components" not in spec:
        return dict(spec or {})
    components = spec["components"]
    assert isinstance(components, list)
    return {
        **spec,
        "components": {
            text(mapping(item)["type"]): {
                key: value for key, value in mapping(item).items() if key != "type"
            }
            for item in components
        },
    }


def alike(one: Json, other: Json) -> bool:
    """Buttons of one type with one label are the same thing."""
    if isinstance(one, dict) and isinstance(other, dict):
        return (one.get("type"), one.get("text")) == (
            other.get("type"),
            other.get("text"),
        )
    return equal(one, other)


def create(address: Address, spec: Spec, *, line: int, **more: object) -> Change:
    """A create of what is declared at a line."""
    return _with(
        Change(
            account="demo",
            address=address,
            action=Action.CREATE,
            after=spec,
            send=spec,
            diff=explain({}, outline(spec), alike),
            precondition=Precondition(exists=False),
            source=Place("templates/new.yaml", line),
            consequences=_of_template(address, CREATED),
        ),
        more,
    )


def update(
    address: Address, before: Spec, after: Spec, *, line: int, **more: object
) -> Change:
    """An update of something that may be edited."""
    return _with(
        Change(
            account="demo",
            address=address,
            action=Action.UPDATE,
            before=before,
            after=after,
            send=after,
            diff=explain(outline(before), outline(after), alike),
            live_id="6123456789",
            precondition=Precondition(
                exists=True,
                status=LiveStatus.EDITABLE,
                fingerprint=f"sha256:{'1f' * 32}",
            ),
            source=Place("templates/order_update.yaml", line),
            consequences=_of_template(address, EDITED),
        ),
        more,
    )


def delete(address: Address, spec: Spec, *, line: int, **more: object) -> Change:
    """A delete that a tombstone asks for."""
    return _with(
        Change(
            account="demo",
            address=address,
            action=Action.DELETE,
            before=spec,
            live_id="6999",
            precondition=Precondition(
                exists=True,
                status=LiveStatus.EDITABLE,
                fingerprint=f"sha256:{'2e' * 32}",
            ),
            source=Place("templates/removed.yaml", line),
            consequences=_of_template(address, GONE),
        ),
        more,
    )


def _of_template(
    address: Address, said: tuple[Consequence, ...]
) -> tuple[Consequence, ...]:
    """Nobody reviews a profile."""
    return said if address.kind == "message_template" else ()


def _with(change: Change, more: Mapping[str, object]) -> Change:
    return replace(change, **more)  # type: ignore[arg-type]


def account(name: str = "demo", **more: object) -> AccountPlan:
    """One account's share."""
    share = AccountPlan(
        name=name,
        waba_id="102290129340398",
        phone_number_id="106540352242922",
        endpoint="maton",
        origin="https://gateway.maton.ai",
        api_version="v21.0",
        limits=Limits(),
        declared_count=8,
        live_count=7,
        deletable_count=5,
        unchanged=2,
        digest=f"sha256:{'a0' * 32}",
    )
    return replace(share, **more)  # type: ignore[arg-type]


VARIABLE_AT_END = Finding(
    rule="variable_at_end",
    at=("components", 1, "text"),
    message="The body ends with a variable.",
    hint="Put a word behind {{2}}.",
    severity=Severity.WARNING,
    meta=MetaCode(100, 2388299),
)

CATEGORY_LOCKED = Blocked(
    rule="category_locked",
    reason="The category of an approved template cannot be changed.",
    way_out="Declare it under another name.",
)

EDIT_QUOTA = Blocked(
    rule="edit_quota",
    reason="An approved template can be edited once in 24 hours.",
    way_out="Apply again later.",
    not_before=datetime(2026, 11, 23, 9, 30, tzinfo=UTC),
)

TOO_MANY_DELETES = Blocked(
    rule="max_deletes",
    reason="2 deletes are planned; the account allows 1.",
    way_out="Raise limits.max_deletes, or pass --max-deletes 2.",
)


def sample(path: str, size: int) -> Asset:
    """A local sample."""
    return Asset(path, "image/png", size, "9f" * 32)
