"""wa-sync drift"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from wa_sync.cli import api_version, causes, formats
from wa_sync.cli.connection import PLAN_WAIT, connect
from wa_sync.cli.global_options import global_options
from wa_sync.cli.options import option
from wa_sync.cli.output import emit, note
from wa_sync.cli.progress import busy
from wa_sync.cli.rewriting import write_texts
from wa_sync.cli.settings import Settings, settings
from wa_sync.render.sinks.terminal import line
from wa_sync.workflow.drift import drift_of
from wa_sync.workflow.load import load
from wa_sync.workflow.plan import plan
from wa_sync.workflow.start import past


if TYPE_CHECKING:
    from wa_sync.model.address import Address
    from wa_sync.model.change import Plan
    from wa_sync.workflow.accept import Accepted
    from wa_sync.workflow.load import Inputs, Loaded


DRIFTED = 4
HEAD = "HEAD"


@click.command("drift", short_help="Say where live is not as declared; for schedules.")
@click.argument("paths", nargs=-1)
@option(
    "--accept",
    multiple=True,
    metavar="NAME",
    help="Take what is live of these templates into the files that declare them; "
    "comments stay. A name, NAME/LANGUAGE or a glob. Repeatable.",
)
@global_options(*formats.DRIFT)
@click.pass_context
def command(
    ctx: click.Context,
    /,
    paths: tuple[str, ...],
    accept: tuple[str, ...],
    **_: object,
) -> None:
    """Say where live is not as the files declare it. Never writes to the API.

    Each difference says whether somebody edited it live (drift), or an earlier apply
    did not get there (behind), as far as the commits of the checkout tell. Run it on
    the branch that is applied. What is not committed yet cannot have drifted.

    Exits with 4 where live differs from what was declared.
    """
    chosen = settings(ctx)
    inputs = chosen.inputs(paths)
    loaded = load(inputs).or_refuse()
    made = _planned(chosen, loaded, inputs)
    found = drift_of(made)
    emit(chosen, formats.of_drift(found, chosen))
    left = {(one.account, one.address) for one in found.differences}
    if accept:
        from wa_sync.workflow.accept import accept as accept_live
        from wa_sync.workflow.reload import everywhere

        everyone = everywhere(loaded, inputs).desired.declared
        drifted = _only_drifted(made, left)
        accepted = accept_live(loaded, drifted, accept, everyone)
        left -= _accept(chosen, loaded, accepted)
    if left:
        ctx.exit(DRIFTED)


def _only_drifted(made: Plan, drifted: set[tuple[str, Address]]) -> Plan:
    """Keep what is shown: what is not committed yet is nobody's to take back."""
    changes = (c for c in made.changes if (c.account, c.address) in drifted)
    return replace(made, changes=tuple(changes))


def _planned(chosen: Settings, loaded: Loaded, inputs: Inputs) -> Plan:
    """Compare as plan does, with what the commit declares that is checked out."""
    with (
        past(loaded, inputs, HEAD, overwrite_drift=True) as there,
        connect(chosen, max_wait=PLAN_WAIT, root=loaded.root) as connection,
    ):
        for account in loaded.accounts:
            connection.check(account)
        with busy(chosen, "Reading what is live"):
            made = plan(
                loaded,
                connection.reader,
                now=connection.now,
                origin_of=connection.address,
                past=there,
            )
        api_version.warn(chosen, connection)
        causes.tell_unknown(chosen, made, None)
        return made


def _accept(
    chosen: Settings, loaded: Loaded, accepted: Accepted
) -> frozenset[tuple[str, Address]]:
    """Write what is live into the files; return the differences that settles."""
    write_texts(chosen.cwd, loaded.texts, accepted.files)
    for name in accepted.files:
        note(chosen, line("Took what is live into {}.", name))
    for account, address in accepted.shared:
        said = "The same words declare {} for {}: that changes with them."
        note(chosen, line(said, address, account))
    return accepted.settled
