"""wa-sync show"""

from __future__ import annotations

import click

from wa_sync.cli import formats, step_outputs
from wa_sync.cli.global_options import global_options
from wa_sync.cli.output import emit
from wa_sync.cli.settings import settings
from wa_sync.plan import saved
from wa_sync.store import planfile


@click.command("show", short_help="Show a saved plan again.")
@click.argument("file", metavar="PLANFILE")
@global_options(*formats.PLAN)
@click.pass_context
def command(ctx: click.Context, /, file: str, **_: object) -> None:
    """Show a plan that plan --out saved, in any format. Asks nobody anything.

    -o github also writes the outputs of the step, as plan does.
    """
    chosen = settings(ctx)
    plan = saved.parse(planfile.read(chosen.cwd / file))
    emit(chosen, formats.of_plan(plan, chosen))
    step_outputs.write(chosen, plan)
