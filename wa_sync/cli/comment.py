"""wa-sync comment"""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

import click

from wa_sync.cli import retiring
from wa_sync.cli.connection import PLAN_WAIT, connect
from wa_sync.cli.discussion import Named, discussion, place_options, run_url, token_for
from wa_sync.cli.gates import SHOW_FAIL_ON, gated
from wa_sync.cli.global_options import global_options
from wa_sync.cli.options import option
from wa_sync.cli.output import ready, tell
from wa_sync.cli.settings import Settings, settings
from wa_sync.errors import UsageProblem
from wa_sync.forge.sticky import Sticky, upsert
from wa_sync.forge.thread import Thread
from wa_sync.model.account import matches
from wa_sync.plan import saved
from wa_sync.plan.share import share
from wa_sync.render import markdown
from wa_sync.store import planfile


if TYPE_CHECKING:
    from collections.abc import Iterator

    from wa_sync.forge.place import Place
    from wa_sync.forge.sticky import Kept
    from wa_sync.model.change import Plan
    from wa_sync.plan.gates import Gate


MOST = 50
"""Comments at once: whoever made up the plan file must not flood a discussion."""


@click.command("comment", short_help="Keep a plan's comment on a pull request.")
@click.argument("file", metavar="[PLANFILE]", required=False)
@option(
    "--failed",
    is_flag=True,
    help="There is no plan: say in the comments of an earlier one that it is outdated.",
)
@option(
    "--folder",
    metavar="DIR",
    help="--failed: the project's folder in its repository.  [default: the topmost]",
)
@SHOW_FAIL_ON
@place_options
@global_options()
@click.pass_context
def command(
    ctx: click.Context,
    /,
    file: str | None,
    *,
    failed: bool,
    folder: str | None,
    fail_on: tuple[Gate, ...],
    **_: object,
) -> None:
    """Keep one comment for each account of a saved plan on a pull request.

    The comment is created once and updated in its place; where there is nothing to
    say, it shrinks to one line, and none is made. Comments of others are never
    touched. Asks nothing of WhatsApp, and needs no checkout: a PLANFILE of somebody
    else's run is shown and has no other effect.

    Where plan failed, --failed takes back what comments of an earlier one say.

    The token comes from GITHUB_TOKEN (pull-requests: write), or from GITLAB_TOKEN (a
    project access token with the scope api; CI_JOB_TOKEN may not comment).

    Exits with 75 when the forge is not available or asks to wait, 77 when the token
    may not comment, 78 without a token, 7 when nobody knows what became of one.
    """
    chosen = settings(ctx)
    whole = _saved(chosen, file, failed=failed)
    where, shares = _folder(folder), _shares(whole, chosen)
    place = discussion(Named.by(ctx))
    token, run = token_for(place.forge), run_url(place.forge)
    with connect(_of_the_forge(chosen), max_wait=PLAN_WAIT) as connection:
        thread = Thread(connection.http, place, token)
        told = _upserted(thread, shares, fail_on, run)
        if whole is None:
            more = retiring.failed(thread, where, chosen.account, run)
        else:
            more = retiring.gone(thread, whole, run)
        for name, kept in chain(told, more):
            _tell(name, kept, place)


def _upserted(
    thread: Thread, shares: list[Plan], gates: tuple[Gate, ...], run: str | None
) -> Iterator[tuple[str, Kept]]:
    for one in shares:
        yield one.accounts[0].name, upsert(thread, _sticky(gated(one, gates), run))


def _saved(chosen: Settings, file: str | None, *, failed: bool) -> Plan | None:
    """Read the plan; None where there is none to be shown. Raises UsageProblem."""
    if failed == (file is not None):
        raise UsageProblem(
            "comment wants either a PLANFILE or --failed",
            hint="wa-sync plan --out FILE saves a plan",
        )
    return None if file is None else saved.parse(planfile.read(chosen.cwd / file))


def _folder(said: str | None) -> str:
    """Return a folder as marks have it."""
    written = PurePosixPath(said or ".")
    if written.is_absolute() or ".." in written.parts:
        raise UsageProblem(
            "--folder: this is no folder in a repository",
            hint="name it from the repository's topmost folder, like shops/eu",
        )
    return "" if written == PurePosixPath() else str(written)


def _shares(plan: Plan | None, chosen: Settings) -> list[Plan]:
    if plan is None:
        return []
    wanted = [
        account
        for account in plan.accounts
        if not chosen.account or matches(account.name, chosen.account)
    ]
    if not wanted:
        raise UsageProblem(
            "the plan says nothing about such an account",
            hint="wa-sync show PLANFILE names those that it is about",
        )
    if len(wanted) > MOST:
        raise UsageProblem(
            f"the plan is about {len(wanted)} accounts, and each gets a comment; "
            f"{MOST} are the most",
            hint="say which: -a GLOB",
        )
    return [share(plan, account) for account in wanted]


def _of_the_forge(chosen: Settings) -> Settings:
    """Leave out what leads to WhatsApp: neither its address nor its token goes here."""
    return replace(
        chosen, sandbox=False, sandbox_url=None, endpoint=None, token_file=None
    )


def _sticky(plan: Plan, run: str | None) -> Sticky:
    return Sticky(
        mark=markdown.mark_of(plan).begin(),
        body=ready(markdown.plan(plan, run=run)),
        worth=not markdown.empty(plan),
    )


def _tell(account: str, kept: Kept, place: Place) -> None:
    more = f", {kept.deleted} too many deleted" if kept.deleted else ""
    tell(f"{account}: comment on {place} {kept.done.value}{more}")
