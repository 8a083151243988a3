"""An API that answers as another version than the one asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from wa_sync.cli.output import note
from wa_sync.errors import StalePlan


if TYPE_CHECKING:
    from wa_sync.cli.connection import Connection
    from wa_sync.cli.settings import Settings


def warn(chosen: Settings, connection: Connection) -> None:
    """Say that a version is retired: what was read may mean something else."""
    told = _told(connection)
    if told is not None:
        note(chosen, f"warning: {told[0]}; apply would refuse. To mend it: {told[1]}.")


def refuse(connection: Connection) -> None:
    """Raise StalePlan rather than write what a later version may take otherwise."""
    told = _told(connection)
    if told is not None:
        raise StalePlan(told[0], hint=told[1])


def _told(connection: Connection) -> tuple[str, str] | None:
    seen = connection.http.other_version()
    if seen is None:
        return None
    said = f"the API was asked as {seen.asked} and answers as {seen.answered}"
    return (
        f"{said}: the version asked for is retired",
        f"set api_version: {seen.answered} for the account, plan again, and look",
    )
