"""wa-sync plan"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from wa_sync.cli import api_version, exit_codes, formats, overwriting, step_outputs
from wa_sync.cli.connection import PLAN_WAIT, connect
from wa_sync.cli.gates import FAIL_ON, told
from wa_sync.cli.history import history_of
from wa_sync.cli.options import GLOBAL, apply_options, option
from wa_sync.cli.output import emit, note, whole
from wa_sync.cli.progress import busy
from wa_sync.cli.settings import Settings, settings
from wa_sync.config import git
from wa_sync.model.change import Made
from wa_sync.store import atomic
from wa_sync.workflow.load import Loaded, load
from wa_sync.workflow.plan import plan


if TYPE_CHECKING:
    from datetime import datetime

    from wa_sync.model.change import Plan
    from wa_sync.plan.gates import Gate


@click.command("plan", short_help="Show what apply would change; never writes.")
@click.argument("paths", nargs=-1)
@option(
    "--out",
    metavar="FILE",
    help="Save the plan as JSON, for show and apply. Replaces nothing but a plan.",
)
@option(
    "--detailed-exitcode",
    is_flag=True,
    help="Exit with 2 when there are changes that apply would make, with 5 when "
    "all there are is blocked.",
)
@FAIL_ON
@apply_options(GLOBAL)
@click.pass_context
def command(
    ctx: click.Context,
    /,
    paths: tuple[str, ...],
    out: str | None,
    *,
    fail_on: tuple[Gate, ...],
    detailed_exitcode: bool,
    **_: object,
) -> None:
    """Show what apply would change. Never writes to the API.

    Compares the project (or PATHS) with what is live. A live template that no file
    declares is only reported: absence is never intent.

    -o github also writes the outputs of the step: digest, has_changes, creates,
    updates, deletes, blocked, drift, accounts, exit_code.
    """
    from wa_sync.render import json

    chosen = settings(ctx, formats.PLAN)
    loaded = load(chosen.inputs(paths)).or_refuse()
    to = None if out is None else overwriting.plan_file(chosen.cwd, out)
    made, read_at = _made(chosen, loaded)
    if to is not None:
        stamp = Made(read_at, git.head(loaded.root), git.dirty(loaded.root))
        content = whole(json.plan(replace(made, made=stamp)))
        atomic.write(to, content.encode())
        note(chosen, f"Saved the plan to {out}.")
    emit(chosen, formats.of_plan(made, chosen))
    step_outputs.write(chosen, made, fail_on)
    if told(chosen, made, fail_on) or made.safety or detailed_exitcode:
        ctx.exit(exit_codes.of_plan(made, fail_on))


def _made(chosen: Settings, loaded: Loaded) -> tuple[Plan, datetime]:
    """Read what is live and compare; with the server's time of reading."""
    with connect(chosen, max_wait=PLAN_WAIT) as connection:
        for account in loaded.accounts:
            connection.check(account)
        with busy(chosen, "Reading what is live"):
            made = plan(
                loaded,
                connection.reader,
                now=connection.now,
                history_of=history_of(connection),
                origin_of=connection.address,
            )
        api_version.warn(chosen, connection)
        return made, connection.now()
