"""wa-sync diff"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from wa_sync.cli import api_version, formats
from wa_sync.cli.connection import PLAN_WAIT, connect
from wa_sync.cli.global_options import global_options
from wa_sync.cli.options import option
from wa_sync.cli.output import emit
from wa_sync.cli.progress import busy
from wa_sync.cli.settings import Settings, settings
from wa_sync.cli.two import no_account
from wa_sync.workflow.between import between as between_accounts
from wa_sync.workflow.two import load_two


if TYPE_CHECKING:
    from wa_sync.model.between import Between


DIFFERENT = 2


@click.command("diff", short_help="Say what two accounts do not have in common.")
@option(
    "--between",
    nargs=2,
    required=True,
    metavar="A B",
    help="The two accounts of the project.",
)
@option(
    "--detailed-exitcode", is_flag=True, help="Exit with 2 where the accounts differ."
)
@global_options(*formats.BETWEEN)
@click.pass_context
def command(
    ctx: click.Context,
    /,
    between: tuple[str, str],
    *,
    detailed_exitcode: bool,
    **_: object,
) -> None:
    """Say what is live in one account and not, or not the same, in another.

    Reads both accounts and never writes. < is only in A, > only in B, and ! in both and
    not the same, told from A to B. What differs as the files want it, because only
    variables differ in what they declare, is not counted; -v shows it. Meta's samples,
    what is being deleted and what one of the accounts does not manage are left out. The
    profiles are those of each account's own phone number.

    Media are not compared: of them, live shows only a link.
    """
    chosen = settings(ctx)
    no_account(chosen, "--between names both accounts")
    found = _between(chosen, *between)
    emit(chosen, formats.of_between(found, chosen))
    if detailed_exitcode and found.gaps:
        ctx.exit(DIFFERENT)


def _between(chosen: Settings, first: str, second: str) -> Between:
    loaded = load_two(chosen.inputs(()), first, second)
    with connect(chosen, max_wait=PLAN_WAIT) as connection:
        for account in loaded.accounts:
            connection.check(account)
        with busy(chosen, "Reading what is live"):
            found = between_accounts(loaded, connection.reader)
        api_version.warn(chosen, connection)
        return found
