"""What a command of the sandbox says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from support.graph_caller import WABA, Caller

from wa_sync.model.source import array, mapping


if TYPE_CHECKING:
    from wa_sync.model.source import Json


def statuses(caller: Caller) -> dict[str, Json]:
    """Read the status of each language."""
    page = mapping(caller.get(f"{WABA}/message_templates", fields="language,status"))
    listed = [mapping(one) for one in array(page["data"])]
    return {str(one["language"]): one["status"] for one in listed}
