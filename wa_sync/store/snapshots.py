"""What a live object was before it was deleted, as YAML that can be declared again."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from wa_sync.store import atomic


if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from wa_sync.model.resource import Address


def keep(
    folder: Path, account: str, address: Address, text: str, *, now: datetime
) -> Path:
    """Write a snapshot and return its path; raises LocalIO, and then nothing may go.

    The name holds the time (UTC), so that no snapshot ever overwrites another.
    """
    safe = re.sub(r"[^A-Za-z0-9_.-]+", "-", f"{account}.{address.key}")[:150]
    path = folder / f"{now:%Y%m%dT%H%M%S.%fZ}-{safe}.yaml"
    atomic.write(path, text.encode(), replace=False)
    return path
