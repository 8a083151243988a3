"""wa-sync completion"""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from wa_sync.cli.global_options import global_options
from wa_sync.cli.main import COMPLETE
from wa_sync.cli.output import say
from wa_sync.render.sinks.verbatim import verbatim


@click.command("completion", short_help="Print what makes a shell complete wa-sync.")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@global_options()
@click.pass_context
def command(ctx: click.Context, /, shell: str, **_: object) -> None:
    """Print the script that makes a shell complete commands, options and accounts.

    bash: write it to ~/.local/share/bash-completion/completions/wa-sync

    zsh: write it to _wa-sync in a folder of $fpath

    fish: write it to ~/.config/fish/completions/wa-sync.fish
    """
    made = get_completion_class(shell)
    if made is None:
        ctx.fail(f"there is no script for {shell}.")
    script = made(ctx.find_root().command, {}, "wa-sync", COMPLETE)
    # source() would start a bash to ask for its version
    say(verbatim(script.source_template % script.source_vars()))
