"""What was changed live beside the files: shown, and overwritten only with consent."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from wa_sync.model.change import Blocked, Cause, Note
from wa_sync.model.finding import Finding, Severity
from wa_sync.model.source import ROOT


if TYPE_CHECKING:
    from wa_sync.model.address import Address
    from wa_sync.model.resource import Declared, Live
    from wa_sync.plan.causes import Told


CHANGED_TOO: Final = Blocked(
    rule="live_changed_too",
    reason="live was changed, too: it is neither as these files say nor as they did "
    "where this change starts",
    way_out="take what is live into the file (wa-sync drift --accept), or overwrite "
    "it: --overwrite-drift",
)
_MESSAGES: Final = {
    Cause.DRIFT: "live was changed beside the files; apply leaves it alone",
    Cause.ALREADY_LIVE: "what this change declares is live already",
}


def note(account: str, live: Live, told: Told) -> Note | None:
    """Tell a difference that apply leaves alone; None for one that it makes."""
    if told.cause not in _MESSAGES:
        return None
    return Note(
        account=account,
        address=live.address,
        cause=told.cause,
        message=_MESSAGES[told.cause],
        diff=told.diff,
        live_id=live.live_id,
    )


def outdated(account: str, address: Address, live: Live | None) -> Note:
    """Say that the target branch has gone on with something."""
    return Note(
        account=account,
        address=address,
        cause=Cause.OUTDATED,
        message="the target branch declares it otherwise by now, and this change does "
        "not touch it; apply leaves it alone",
        live_id=None if live is None else live.live_id,
    )


def refused(cause: Cause | None, *, consented: bool) -> Blocked | None:
    """Say that a change would overwrite somebody's work, unless that is wanted."""
    return CHANGED_TOO if cause is Cause.BOTH and not consented else None


def gone(was: Declared) -> Finding:
    """Say where something was declared that no file declares now."""
    span = was.origin.span()
    return Finding(
        rule="declared_no_more",
        at=ROOT,
        message=f"{span.file.path}:{span.line} declared it where this change starts, "
        "and no file does now",
        severity=Severity.INFO,
    )
