"""wa-sync validate"""

from __future__ import annotations

import click

from wa_sync.cli import formats
from wa_sync.cli.global_options import global_options
from wa_sync.cli.output import emit
from wa_sync.cli.settings import settings
from wa_sync.errors import InvalidConfiguration
from wa_sync.workflow.load import load


@click.command("validate", short_help="Say everything that is wrong; no network.")
@click.argument("paths", nargs=-1)
@global_options(*formats.DIAGNOSTICS)
@click.pass_context
def command(ctx: click.Context, /, paths: tuple[str, ...], **_: object) -> None:
    """Say everything that is wrong with the files, all at once.

    Needs no network and no token. PATHS are files or folders; without any, it is the
    project: the nearest wa-sync.yaml, here or upwards. - reads standard input.

    Exits with 3 when something is wrong; warnings are not wrong.
    """
    chosen = settings(ctx)
    loaded = load(chosen.inputs(paths))
    shown = loaded.in_scope()
    emit(chosen, formats.of_diagnostics(shown, chosen, valid=loaded.valid))
    if not loaded.valid:
        ctx.exit(InvalidConfiguration.exit_code)
