"""wa-sync plan"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from wa_sync.cli import (
    api_version,
    causes,
    exit_codes,
    formats,
    overwriting,
    step_outputs,
)
from wa_sync.cli.connection import PLAN_WAIT, connect
from wa_sync.cli.gates import FAIL_ON, gated
from wa_sync.cli.global_options import global_options
from wa_sync.cli.history import history_of
from wa_sync.cli.options import option
from wa_sync.cli.output import emit, note, whole
from wa_sync.cli.progress import busy
from wa_sync.cli.settings import Settings, settings
from wa_sync.config import git
from wa_sync.config.repository.told import told
from wa_sync.errors import UsageProblem
from wa_sync.model.made import Made
from wa_sync.store import atomic
from wa_sync.workflow.load import Inputs, Loaded, load
from wa_sync.workflow.offline import plan_offline
from wa_sync.workflow.plan import plan


if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from wa_sync.model.change import Plan
    from wa_sync.plan.gates import Gate
    from wa_sync.workflow.past import Past


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
@option(
    "--offline",
    is_flag=True,
    help="Compare with the base instead of what is live: no network and no token, as "
    "for a pull request from a fork. Such a plan has no digest and cannot be saved.",
)
@causes.BASE_REF
@causes.OVERWRITE_DRIFT
@global_options(*formats.PLAN)
@click.pass_context
def command(
    ctx: click.Context,
    /,
    paths: tuple[str, ...],
    out: str | None,
    *,
    fail_on: tuple[Gate, ...],
    detailed_exitcode: bool,
    offline: bool,
    **_: object,
) -> None:
    """Show what apply would change. Never writes to the API.

    Compares the project (or PATHS) with what is live, and says of each difference
    where it comes from: from this change of the files, from one that an earlier apply
    did not get to (behind), from somebody who edited it live (drift), or from both.
    Drift is shown and left alone.

    A live template that no file declares is only reported: absence is never intent.
    One that was declared where the change starts, and is not now, would be deleted.

    -o github also writes the outputs of the step: digest, has_changes, creates,
    updates, deletes, blocked, drift, accounts, exit_code.
    """
    chosen = settings(ctx)
    to = _place(chosen, out, offline=offline)
    inputs = chosen.inputs(paths)
    loaded = _valid(chosen, load(inputs))
    with causes.opened(ctx, loaded, inputs) as past:
        causes.needed(past, offline=offline)
        made, read_at = _made(chosen, loaded, past, offline=offline)
    if to is not None and read_at is not None:
        _save(to, made, read_at, loaded, inputs)
        note(chosen, f"Saved the plan to {out}.")
    causes.tell_unknown(chosen, made, past)
    made = gated(made, fail_on)
    emit(chosen, formats.of_plan(made, chosen, loaded))
    step_outputs.write(chosen, made)
    if made.safety or detailed_exitcode:
        ctx.exit(exit_codes.of_plan(made))


def _valid(chosen: Settings, loaded: Loaded) -> Loaded:
    """Refuse invalid files; every format that is not read beside them says why.

    The text of it is said with the refusal.
    """
    wanted = tuple(one for one in chosen.outputs if one.format != "text")
    if not loaded.valid and wanted:
        emit(replace(chosen, outputs=wanted), formats.of_invalid(loaded, chosen))
    return loaded.or_refuse()


def _place(chosen: Settings, out: str | None, *, offline: bool) -> Path | None:
    """Say where the plan is saved, if it is to be; raises UsageProblem."""
    if out is None:
        return None
    if offline:
        raise UsageProblem(
            "a plan that was made offline cannot be applied, so it is not saved",
            hint="-o json=FILE writes it for reading",
        )
    return overwriting.plan_file(chosen.cwd, out)


def _save(
    to: Path, made: Plan, read_at: datetime, loaded: Loaded, inputs: Inputs
) -> None:
    from wa_sync.render import json

    stamp = Made(
        at=read_at,
        commit=git.head(loaded.root),
        dirty=git.dirty(loaded.root),
        proposed=told(inputs.env).proposed,
        folder=git.folder_of(loaded.root),
        accounts=loaded.names,
    )
    atomic.write(to, whole(json.plan(replace(made, made=stamp))).encode())


def _made(
    chosen: Settings, loaded: Loaded, past: Past | None, *, offline: bool
) -> tuple[Plan, datetime | None]:
    """Compare; with the server's time of reading, where it was asked."""
    if offline:
        return plan_offline(loaded, past), None
    with connect(chosen, max_wait=PLAN_WAIT, root=loaded.root) as connection:
        for account in loaded.accounts:
            connection.check(account)
        with busy(chosen, "Reading what is live"):
            made = plan(
                loaded,
                connection.reader,
                now=connection.now,
                history_of=history_of(connection),
                origin_of=connection.address,
                past=past,
            )
        api_version.warn(chosen, connection)
        return made, connection.now()
