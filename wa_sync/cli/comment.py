"""wa-sync comment"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import click

from wa_sync.cli.connection import PLAN_WAIT, connect
from wa_sync.cli.discussion import Named, discussion, token_for
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
    from wa_sync.forge.sticky import Kept
    from wa_sync.model.change import Plan


MOST = 50
"""Comments at once: whoever made up the plan file must not flood a discussion."""


@click.command("comment", short_help="Keep a plan's comment on a pull request.")
@click.argument("file", metavar="PLANFILE")
@option(
    "--forge",
    type=click.Choice(["github", "gitlab"]),
    help="Where the pull request is.  [default: as CI says]",
)
@option(
    "--forge-url",
    metavar="URL",
    help="The address of its API.  [default: GITHUB_API_URL or CI_API_V4_URL, else "
    "github.com or gitlab.com]",
)
@option(
    "--repo",
    metavar="REPO",
    help="OWNER/NAME; for GitLab the project's number.  [default: as CI says]",
)
@option(
    "--pull-request",
    metavar="NUMBER",
    help="Of the pull request, or the merge request.  [default: as CI says]",
)
@global_options()
@click.pass_context
def command(
    ctx: click.Context,
    /,
    file: str,
    *,
    forge: str | None,
    forge_url: str | None,
    repo: str | None,
    pull_request: str | None,
    **_: object,
) -> None:
    """Keep one comment for each account of a saved plan on a pull request.

    The comment is created once and updated in its place; where there is nothing to
    say, it shrinks to one line, and none is made. Comments of others are never
    touched. Asks nothing of WhatsApp, and needs no checkout: a PLANFILE of somebody
    else's run is shown and has no other effect.

    The token comes from GITHUB_TOKEN (pull-requests: write), or from GITLAB_TOKEN (a
    project access token with the scope api; CI_JOB_TOKEN may not comment).

    Exits with 75 when the forge is not available or asks to wait, 77 when the token
    may not comment, 78 without a token, 7 when nobody knows whether a comment was
    made: run again.
    """
    chosen = settings(ctx)
    shares = _shares(saved.parse(planfile.read(chosen.cwd / file)), chosen)
    place = discussion(
        Named(forge=forge, url=forge_url, repo=repo, number=pull_request)
    )
    token = token_for(place.forge)
    with connect(_of_the_forge(chosen), max_wait=PLAN_WAIT) as connection:
        thread = Thread(connection.http, place, token)
        for one in shares:
            _tell(one, upsert(thread, _sticky(one)), f"{place}")


def _shares(plan: Plan, chosen: Settings) -> list[Plan]:
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


def _sticky(plan: Plan) -> Sticky:
    return Sticky(
        mark=markdown.marked(plan.accounts[0].name),
        body=ready(markdown.plan(plan)),
        worth=not markdown.empty(plan),
    )


def _tell(plan: Plan, kept: Kept, place: str) -> None:
    more = f", {kept.deleted} too many deleted" if kept.deleted else ""
    tell(f"{plan.accounts[0].name}: comment on {place} {kept.done.value}{more}")
