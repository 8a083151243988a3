"""What apply works with: one account's writer, and the world around it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING


if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from wa_sync.apply.pace import Pace
    from wa_sync.graph.client import Writer
    from wa_sync.kind import Kind, ReadAsset
    from wa_sync.model.account import Account
    from wa_sync.model.change import Change
    from wa_sync.model.report import Outcome
    from wa_sync.model.resource import Live


@dataclass(frozen=True, slots=True, kw_only=True)
class Hands:
    """What apply works with, for one account.

    ``snapshot`` keeps a live object before it is deleted, and says where; ``intend``
    and ``record`` note what is about to be sent and what became of it. All three raise
    LocalIO.
    ``clock`` is monotonic, in seconds; ``wait`` waits that many seconds, or less when
    the run is to stop; ``stopped`` says whether it is. ``now`` is the time of day, by
    the server's clock where that is known.
    """

    account: Account
    kinds: dict[str, Kind]
    writer: Writer
    read_asset: ReadAsset
    snapshot: Callable[[Kind, Live], str]
    intend: Callable[[Change], None]
    record: Callable[[Outcome], None]
    pace: Pace
    clock: Callable[[], float]
    wait: Callable[[float], bool]
    stopped: Callable[[], bool]
    now: Callable[[], datetime]

    def look(self, change: Change) -> Live | None:
        """Read the object of a change again."""
        kind = self.kinds[change.address.kind]
        return kind.find(self.writer, self.account, change.address, change.live_id)
