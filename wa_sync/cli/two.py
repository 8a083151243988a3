"""Commands whose own options say which two accounts are meant."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.errors import UsageProblem


if TYPE_CHECKING:
    from wa_sync.cli.settings import Settings


def no_account(chosen: Settings, why: str) -> None:
    """Refuse -a where other options say which accounts are meant."""
    if chosen.account:
        raise UsageProblem(
            f"-a chooses nothing here: {why}",
            hint="leave out --account and WA_SYNC_ACCOUNT",
        )
