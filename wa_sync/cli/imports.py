"""wa-sync import"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from wa_sync.cli.connection import PLAN_WAIT, connect
from wa_sync.cli.consent import several_accounts
from wa_sync.cli.global_options import global_options
from wa_sync.cli.options import option
from wa_sync.cli.output import note
from wa_sync.cli.progress import busy
from wa_sync.cli.schema import rendered
from wa_sync.cli.settings import Settings, settings
from wa_sync.config import writer
from wa_sync.config.accounts import entry_of
from wa_sync.errors import UsageProblem
from wa_sync.render import wording
from wa_sync.render.sinks.terminal import line
from wa_sync.store import atomic
from wa_sync.workflow.imports import (
    DECLARED,
    SCHEMA,
    Imported,
    Wish,
    imported,
    modeline,
    read_all,
)
from wa_sync.workflow.load import Loaded, load, schema


if TYPE_CHECKING:
    from wa_sync.model.account import Account
    from wa_sync.model.resource import Address


PROJECT = "wa-sync.yaml"
FEW = 10


@click.command("import", short_help="Write what is live as YAML.")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@option("--all", "everything", is_flag=True, help="Everything that is not declared.")
@option("--out", metavar="DIR", help="Write into DIR instead of the project's folder.")
@option(
    "--layout",
    type=click.Choice(["per-template", "file"]),
    default="per-template",
    show_default=True,
    help="One file a template with all its languages, or one file for all.",
)
@option("--force", is_flag=True, help="Overwrite files that are there.")
@global_options()
@click.pass_context
def command(
    ctx: click.Context,
    /,
    names: tuple[str, ...],
    out: str | None,
    layout: str,
    *,
    everything: bool,
    force: bool,
    **_: object,
) -> None:
    """Write what is live as YAML, so that a plan afterwards has nothing to do.

    NAMEs may be globs. What the project declares already and Meta's own samples are
    left out. Profiles are those of all numbers of the WABA, where anything is set in
    them. Where live breaks a rule of today, allow: says so. Media are not
    downloaded.
    """
    if bool(names) == everything:
        raise UsageProblem("say which: NAMEs, or --all", hint="wa-sync import --all")
    chosen = settings(ctx)
    loaded = load(chosen.inputs(())).or_refuse()
    account = _one(chosen, loaded)
    with connect(chosen, max_wait=PLAN_WAIT, root=loaded.root) as connection:
        connection.check(account)
        with busy(chosen, "Reading what is live"):
            found = read_all(connection.reader(account), account)
    folder = chosen.cwd / Path(out) if out is not None else loaded.root
    wish = Wish(
        names=names,
        one_file=layout == "file",
        anew=force,
        declared=_declared(loaded, chosen.cwd, folder),
    )
    result = imported(found, loaded, wish)
    _write(chosen, folder, _files(result, folder, account), force=force)
    _say(chosen, result)


def _one(chosen: Settings, loaded: Loaded) -> Account:
    if len(loaded.accounts) > 1 and not chosen.account:
        raise several_accounts(loaded, "say which: -a NAME")
    if len(loaded.accounts) > 1:
        names = ", ".join(account.name for account in loaded.accounts)
        raise UsageProblem(
            f"import takes one account, and -a chooses several ({names})",
            hint="say which: -a NAME",
        )
    return loaded.accounts[0]


def _declared(loaded: Loaded, cwd: Path, folder: Path) -> dict[Address, str]:
    """Say in which file below the folder everything is declared already."""
    found = {}
    for one in loaded.desired.declared:
        there = (cwd / one.origin.span().file.path).resolve()
        if there.is_relative_to(folder.resolve()):
            found[one.address] = str(there.relative_to(folder.resolve()))
    return found


def _files(result: Imported, folder: Path, account: Account) -> dict[str, str]:
    """What is written: a new folder gets a project file, so that it can be planned.

    The schema that the files name to editors is written where there is none.
    """
    files = dict(result.files)
    if files and not (folder / PROJECT).exists():
        files[PROJECT] = writer.write_document(
            {"version": 1, "accounts": {account.name: entry_of(account)}},
            comment=modeline(PROJECT),
        )
    if files and not (folder / SCHEMA).exists():
        files[SCHEMA] = rendered(schema())
    return files


def _write(
    chosen: Settings, folder: Path, files: dict[str, str], *, force: bool
) -> None:
    there = [name for name in files if (folder / name).exists()]
    if there and not force:
        raise UsageProblem(
            f"{there[0]} is already there, and nothing was written",
            hint="--force overwrites it; --out DIR writes elsewhere",
        )
    for name, content in sorted(files.items()):
        atomic.write(folder / name, content.encode())
        note(chosen, line("  wrote {}", name))


def _say(chosen: Settings, result: Imported) -> None:
    known = [one for one in result.left if one.reason.startswith(DECLARED)]
    for one in result.left:
        if one not in known or len(known) <= FEW or chosen.verbose:
            note(chosen, line("  left out {}: {}", one.address, one.reason))
    if len(known) > FEW and not chosen.verbose:
        form = "  left out {} that are declared already (-v: which)"
        note(chosen, line(form, len(known)))
    objects = wording.counted(result.count, "object")
    files = wording.counted(len(result.files), "file")
    note(chosen, line("Imported {} into {}.", objects, files))
