"""wa-sync phone"""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from wa_sync.cli import api_version
from wa_sync.cli.connection import PLAN_WAIT, connect
from wa_sync.cli.global_options import global_options
from wa_sync.cli.output import emit
from wa_sync.cli.progress import busy
from wa_sync.cli.settings import settings
from wa_sync.errors import UsageProblem
from wa_sync.model.node import is_node
from wa_sync.workflow.load import load
from wa_sync.workflow.phones import all_numbers, one_number


if TYPE_CHECKING:
    from wa_sync.model.account import Account
    from wa_sync.workflow.load import Loaded

FORMATS = ("text", "json")


@click.group("phone", short_help="Show phone numbers: quality, limits, verification.")
def command() -> None:
    """Show what Meta says of phone numbers. Nothing is ever written.

    Words such as GREEN or TIER_1K are Meta's own; – stands for what it does not tell.
    """


@command.command("list", short_help="Show all phone numbers of the accounts.")
@global_options(*FORMATS, narrowed=False)
@click.pass_context
def list_(ctx: click.Context, /, **_: object) -> None:
    """Show all phone numbers of the project's accounts, each under its account.

    With -a only of some accounts. Long names are cut here; phone show has them whole.
    """
    chosen = settings(ctx)
    loaded = load(chosen.inputs(())).or_refuse()
    with connect(chosen, max_wait=PLAN_WAIT) as connection:
        for account in loaded.accounts:
            connection.check(account)
        with busy(chosen, "Reading phone numbers"):
            found = all_numbers(loaded.accounts, connection.reader)
        api_version.warn(chosen, connection)

    from wa_sync.render import phones as documents
    from wa_sync.render.text import phones as texts

    emit(
        chosen,
        {
            "text": lambda style: texts.phones(found, style),
            "json": lambda _: documents.phones(found),
        },
    )


@command.command("show", short_help="Show one phone number.")
@click.argument("phone_number_id", required=False, metavar="[PHONE_NUMBER_ID]")
@global_options(*FORMATS, narrowed=False)
@click.pass_context
def show(ctx: click.Context, /, phone_number_id: str | None, **_: object) -> None:
    """Show all that Meta tells about one phone number.

    Without an id it is the account's own, its phone_number_id: in the files.
    """
    chosen = settings(ctx)
    if phone_number_id is not None and not is_node(phone_number_id):
        raise click.BadParameter(
            "a phone number id is digits only, such as 106540352242922; it is not the "
            "number that people dial.",
            param_hint="PHONE_NUMBER_ID",
        )
    account = _one(load(chosen.inputs(())).or_refuse())
    with connect(chosen, max_wait=PLAN_WAIT) as connection:
        connection.check(account)
        with busy(chosen, "Reading the phone number"):
            number = one_number(account, phone_number_id, connection.reader)
        api_version.warn(chosen, connection)

    from wa_sync.render import phones as documents
    from wa_sync.render.text import phones as texts

    emit(
        chosen,
        {
            "text": lambda style: texts.phone(account.name, number, style),
            "json": lambda _: documents.phone(account.name, number),
        },
    )


def _one(loaded: Loaded) -> Account:
    if len(loaded.accounts) > 1:
        names = ", ".join(account.name for account in loaded.accounts)
        raise UsageProblem(
            f"phone show takes one account, and the project has several ({names})",
            hint="say which: -a NAME; wa-sync phone list shows all of them",
        )
    return loaded.accounts[0]
