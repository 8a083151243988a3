"""What a live object was, as YAML that can be declared again."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.config import writer
from wa_sync.store import snapshots
from wa_sync.workflow.drafts import written


if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from wa_sync.kind import Kind
    from wa_sync.model.account import Account
    from wa_sync.model.resource import Live
    from wa_sync.model.source import Json


FOLDER = ".wa-sync/snapshots"


def snapshot(
    root: Path, account: Account, kind: Kind, live: Live, *, now: datetime
) -> Path:
    """Keep a live object before it is deleted; raises LocalIO if that fails."""
    entries: list[Json] = [one.entry for one in written(kind, [live], account)]
    text = writer.write_document({"version": 1, kind.section: entries})
    folder = root / FOLDER
    return snapshots.keep(folder, account.name, live.address, text, now=now)
