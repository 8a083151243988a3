"""wa-sync promote"""

from __future__ import annotations

import sys
from dataclasses import replace
from typing import TYPE_CHECKING

import click

from wa_sync.cli import api_version
from wa_sync.cli.connection import PLAN_WAIT, connect
from wa_sync.cli.global_options import global_options
from wa_sync.cli.options import option
from wa_sync.cli.output import note, say, say_error, style_for
from wa_sync.cli.progress import busy
from wa_sync.cli.rewriting import write_texts
from wa_sync.cli.settings import Settings, settings
from wa_sync.cli.two import no_account
from wa_sync.errors import Refused, UsageProblem
from wa_sync.render.sinks.terminal import line
from wa_sync.render.wording import counted
from wa_sync.workflow.plan import all_named, read_states
from wa_sync.workflow.promotable import Wish
from wa_sync.workflow.promote import How, Promotion, check, promote
from wa_sync.workflow.two import load_two


if TYPE_CHECKING:
    from wa_sync.plan.pair import AccountState
    from wa_sync.workflow.load import Loaded


FEW = 10


@click.command("promote", short_help="Declare for one account what another one has.")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@option("--all", "everything", is_flag=True, help="Everything declared for A.")
@option("--from", "source", required=True, metavar="A", help="The account that has it.")
@option("--to", "target", required=True, metavar="B", help="The account to have it.")
@option(
    "--unapproved",
    is_flag=True,
    help="Also what Meta has not approved in A.",
)
@option("--dry-run", is_flag=True, help="Write nothing; show what would change.")
@global_options()
@click.pass_context
def command(  # noqa: PLR0913 - as many as there are options
    ctx: click.Context,
    /,
    names: tuple[str, ...],
    source: str,
    target: str,
    *,
    everything: bool,
    unapproved: bool,
    dry_run: bool,
    **_: object,
) -> None:
    """Declare for account B the templates that are declared and live in account A.

    Changes files and never the API: afterwards, wa-sync plan -a B shows what apply will
    do. NAMEs may be globs. Comments and layout stay, and variables stay variables.

    An entry that is for A becomes one for B, too. Where B has an entry of its own with
    the same languages, that takes over all fields but name, language and accounts.

    What is live in A has to be what the files declare, and approved. What is not stays
    as it is, with the reason, and the exit code is 5; the rest is promoted.
    """
    if bool(names) == everything:
        raise UsageProblem("say which: NAMEs, or --all", hint="wa-sync promote --all …")
    chosen = settings(ctx)
    no_account(chosen, "--from and --to name both accounts")
    inputs = chosen.inputs(())
    loaded = load_two(inputs, source, target)
    wish = Wish(names=names, unapproved=unapproved)
    made = promote(loaded, inputs, _read(chosen, loaded), loaded.accounts[1], wish)
    for one in made.refused:
        say_error(f"{one.name}: {one.reason}", one.hint)
    check(loaded, inputs, made)
    put = _show if dry_run else _write
    put(chosen, loaded, made)
    _tell(chosen, made, target, dry_run=dry_run)
    if made.refused:
        ctx.exit(Refused.exit_code)


def _read(chosen: Settings, loaded: Loaded) -> AccountState:
    """Read the account that something comes from; of the other one only files count."""
    source = loaded.accounts[0]
    with connect(chosen, max_wait=PLAN_WAIT) as connection:
        connection.check(source)
        with busy(chosen, "Reading what is live"):
            alone = replace(loaded, accounts=(source,))
            (state,) = read_states(alone, connection.reader)
        api_version.warn(chosen, connection)
    all_named(loaded.scope, (state,))
    return state


def _write(chosen: Settings, loaded: Loaded, made: Promotion) -> None:
    write_texts(chosen.cwd, loaded.texts, made.files)


def _show(chosen: Settings, loaded: Loaded, made: Promotion) -> None:
    from wa_sync.render.text.unified import unified

    style = style_for(sys.stdout, chosen.color)
    for path, text in made.files.items():
        say(unified(path, loaded.texts[path], text, style))


def _tell(chosen: Settings, made: Promotion, target: str, *, dry_run: bool) -> None:
    changed = [one for one in made.promoted if one.how is not How.THERE]
    there = [one.name for one in made.promoted if one.how is How.THERE]
    for one in changed:
        said = (
            "for {} as well" if one.how is How.ADDED else "{}'s own entry takes it over"
        )
        place = line("{}:{}", one.path, one.line)
        note(chosen, line("  {}: {} ({})", one.name, line(said, target), place))
    for name, account in made.shared:
        said = "  {}: the same entry is for {}, where it changes as well"
        note(chosen, line(said, name, account))
    if there:
        few = len(there) <= FEW or chosen.verbose
        which = ", ".join(there) if few else f"{len(there)} entries (-v: which)"
        note(chosen, line("  already declared so for {}: {}", target, which))
    entries, files = counted(len(changed), "entry", "entries"), len(made.files)
    if not changed:
        note(chosen, "Nothing to promote.")
        return
    done = "Would promote" if dry_run else "Promoted"
    note(chosen, line("{} {} in {}.", done, entries, counted(files, "file")))
    if not dry_run:
        note(chosen, line("Next: wa-sync plan -a {}", target))
