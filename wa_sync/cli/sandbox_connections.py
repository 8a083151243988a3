"""``wa-sync sandbox connection``: finish connections by hand."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from wa_sync.cli.output import tell
from wa_sync.cli.sandbox_file import opened
from wa_sync.errors import UsageProblem


if TYPE_CHECKING:
    from wa_sync.sandbox.objects import Stored
    from wa_sync.sandbox.world import World

db_option = click.option(
    "--db", metavar="FILE", help="The sandbox's file.  [default: .wa-sync/sandbox.db]"
)
node = click.argument("connection_id", required=False, metavar="[CONNECTION_ID]")


@click.group()
def connection() -> None:
    """Finish connections by hand: nobody opens a link here.

    Without an id it is the only one that is pending.
    """


@connection.command()
@node
@db_option
def activate(connection_id: str | None, db: str | None) -> None:
    """Agree to a connection."""
    _settle(connection_id, db, "ACTIVE")


@connection.command()
@node
@db_option
def fail(connection_id: str | None, db: str | None) -> None:
    """Refuse a connection."""
    _settle(connection_id, db, "FAILED")


def _settle(wanted: str | None, db: str | None, status: str) -> None:
    from wa_sync.sandbox import connections

    with opened(db) as world:
        one = _meant(world, wanted)
        connections.settle(world, one, status)
    tell(f"{one.id} is {status}.")


def _meant(world: World, wanted: str | None) -> Stored:
    from wa_sync.sandbox import connections

    there = connections.everything(world)
    if wanted is None:
        found = [one for one in there if one.doc["status"] == "PENDING"]
    else:
        found = [one for one in there if one.id == wanted]
    if len(found) != 1:
        known = ", ".join(one.id for one in there) or "none"
        raise UsageProblem(f"say which connection; the sandbox has {known}")
    return found[0]
