"""wa-sync status"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from wa_sync.cli import api_version, exit_codes, formats
from wa_sync.cli.connection import PLAN_WAIT, connect
from wa_sync.cli.global_options import global_options
from wa_sync.cli.history import history_of
from wa_sync.cli.options import option
from wa_sync.cli.output import emit
from wa_sync.cli.progress import busy
from wa_sync.cli.settings import Settings, settings
from wa_sync.workflow.load import load
from wa_sync.workflow.status import Wanted, status


if TYPE_CHECKING:
    from wa_sync.cli.connection import Connection
    from wa_sync.model.condition import Status
    from wa_sync.workflow.load import Loaded


@click.command("status", short_help="Say how templates fare in Meta's review.")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@option("--all", "everything", is_flag=True, help="Also what no file declares.")
@option(
    "--detailed-exitcode",
    is_flag=True,
    help="Exit with 8 when something declared, or a NAME, is rejected, paused or "
    "disabled, with 9 when its review goes on; as apply --wait does.",
)
@global_options(*formats.STATUS)
@click.pass_context
def command(
    ctx: click.Context,
    /,
    names: tuple[str, ...],
    *,
    everything: bool,
    detailed_exitcode: bool,
    **_: object,
) -> None:
    """Say how templates fare in Meta's review, and what to do. Never writes.

    For what the files declare: its review, why Meta rejected, paused or disabled it
    and the way out, its quality, categories that Meta changed or is going to change,
    and edits that are used up, at least. What is fine is only counted, unless NAMEs
    (names, NAME/LANGUAGE or globs) or -v ask for it.

    Exits with 0 whatever it finds, unless --detailed-exitcode is given.
    """
    chosen = settings(ctx)
    loaded = load(chosen.inputs(())).or_refuse()
    found = _read(chosen, loaded, Wanted(names, everything))
    verbose = bool(chosen.verbose or names)
    emit(chosen, formats.of_status(found, chosen, verbose=verbose))
    if detailed_exitcode:
        ctx.exit(exit_codes.of_status(found))


def _read(chosen: Settings, loaded: Loaded, wanted: Wanted) -> Status:
    with connect(chosen, max_wait=PLAN_WAIT) as connection:
        for account in loaded.accounts:
            connection.check(account)
        with busy(chosen, "Reading what is live"):
            found = look(connection, loaded, wanted)
        api_version.warn(chosen, connection)
        return found


def look(connection: Connection, loaded: Loaded, wanted: Wanted) -> Status:
    """Read how everything fares that is asked for."""
    return status(
        loaded,
        connection.reader,
        wanted,
        now=connection.now,
        history_of=history_of(connection),
    )
