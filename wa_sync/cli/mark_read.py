"""wa-sync mark-read"""

from __future__ import annotations

import click

from wa_sync.cli.connection import PLAN_WAIT, connect
from wa_sync.cli.global_options import global_options
from wa_sync.cli.output import emit
from wa_sync.cli.progress import busy
from wa_sync.cli.sending import (
    FORMATS,
    account_of,
    dry_run_option,
    formats_of,
    from_option,
    loaded_for,
    refuse_narrowing,
)
from wa_sync.cli.settings import settings
from wa_sync.cli.typed import legible
from wa_sync.model.sent import Sent
from wa_sync.workflow import sending


ADVICE = "Mark it again: that does no harm."


@click.command("mark-read", short_help="Mark a received message as read.")
@click.argument("message_id", metavar="MESSAGE_ID")
@from_option
@dry_run_option
@global_options(*FORMATS, narrowed=False)
@legible
@click.pass_context
def command(
    ctx: click.Context,
    /,
    message_id: str,
    phone: str | None,
    *,
    dry_run: bool,
    **_: object,
) -> None:
    """Mark a message that was received as read, and all that came before it.

    Its sender sees that. Webhooks tell the ids of messages, which begin with wamid.
    """
    chosen = settings(ctx)
    refuse_narrowing(chosen)
    account = account_of(chosen, loaded_for(chosen))
    made = sending.reading(account, message_id, phone_number_id=phone)
    sent = None
    if not dry_run:
        what = f"mark {message_id} as read in account {account.name}"
        with connect(chosen, max_wait=PLAN_WAIT) as connection:
            connection.check(account)
            writer = connection.writer(account)
            with busy(chosen, "Marking"), chosen.stop.flight(what, ADVICE):
                sending.mark_read(writer, account, message_id, phone_number_id=phone)
        sent = Sent(message_id=message_id)
    emit(chosen, formats_of(made, sent))
    ctx.exit(chosen.stop.exit_code)
