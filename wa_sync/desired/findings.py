"""What is wrong with declarations beside what a kind's own rules say."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from wa_sync.model.finding import Diagnostic, Finding, Severity


if TYPE_CHECKING:
    from wa_sync.kind import Kind
    from wa_sync.model.account import Account
    from wa_sync.model.resource import Address
    from wa_sync.model.source import Origin


def allowed(finding: Finding, allow: frozenset[str]) -> Finding:
    """Turn an error into a warning where an entry allows the rule."""
    if finding.severity is Severity.ERROR and finding.rule in allow:
        return replace(finding, severity=Severity.WARNING)
    return finding


def no_key(kind: Kind, origin: Origin, account: Account) -> Diagnostic:
    """Neither the account nor the entry says what this is about."""
    finding = Finding(
        rule="missing_id",
        at=(),
        message=f"account {account.name!r} does not say which {kind.title} this is",
        hint="give the account a phone_number_id, or write one here",
    )
    return Diagnostic(finding, origin.span())


def not_managed(address: Address, account: Account) -> Finding:
    """A resource that is none of the account's business."""
    return Finding(
        rule="outside_manage",
        at=("name",),
        message=f"{address.name!r} is outside what account {account.name!r} manages",
        hint="widen manage: of the account, or declare it elsewhere",
    )
