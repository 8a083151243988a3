"""Local files on their way to Meta: what all kinds that take some have in common.

A file goes up for an app, and comes back as a link that says nothing about its bytes.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.errors import UsageProblem
from wa_sync.model.change import Blocked
from wa_sync.model.finding import Finding, Severity


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from wa_sync.graph.client import Writer
    from wa_sync.model.account import Account
    from wa_sync.model.resource import Asset
    from wa_sync.model.source import Pointer


def no_app(account: Account) -> Blocked:
    """Say what an upload needs."""
    return Blocked(
        rule="upload_without_app",
        reason=f"a file is uploaded for an app; account {account.name} names none",
        way_out=f"give account {account.name} an app_id",
    )


def upload(
    writer: Writer,
    account: Account,
    assets: Iterable[Asset],
    read_asset: Callable[[Asset], bytes],
) -> dict[str, str]:
    """Upload each file once, however often it is named; return SHA-256 → handle.

    Raises UsageProblem where the account names no app, and what the writer raises.
    """
    if account.app_id is None:
        why = no_app(account)
        raise UsageProblem(why.reason, hint=why.way_out)
    known: dict[str, str] = {}
    for asset in assets:
        if asset.sha256 not in known:
            known[asset.sha256] = writer.upload(
                account.app_id,
                file_name=asset.path.rpartition("/")[2],
                content_type=asset.content_type,
                content=read_asset(asset),
            )
    return known


def taken_as_equal(assets: Iterable[Asset], at: Pointer) -> tuple[Finding, ...]:
    """Say which files nobody can compare with what is live; ``at`` names them."""
    paths = sorted({asset.path for asset in assets})
    if not paths:
        return ()
    named, verb = ", ".join(paths), "is" if len(paths) == 1 else "are"
    return (
        Finding(
            rule="asset_taken_as_equal",
            at=at,
            message=f"{named} {verb} taken as equal to what is live: "
            "Meta shows no bytes to compare",
            severity=Severity.INFO,
        ),
    )


def route_unsure(account: Account, at: Pointer) -> tuple[Finding, ...]:
    """Warn of an upload through an endpoint that may not pass it on (gateway.md)."""
    from wa_sync.graph.profile import PROFILES

    if account.app_id is None or PROFILES[account.endpoint].sure_of_uploads:
        return ()
    return (
        Finding(
            rule="upload_route_unsure",
            at=at,
            message=f"a file has to be uploaded, and nobody documents that "
            f"{account.endpoint} passes uploads on",
            hint="if apply fails there, give the account endpoint: meta and a token "
            "of Meta's",
            severity=Severity.WARNING,
        ),
    )
