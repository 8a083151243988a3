"""What all commands that send have in common: to whom, from where, really or not."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeVar

import click

from wa_sync.cli.connection import PLAN_WAIT, connect
from wa_sync.cli.global_options import global_options
from wa_sync.cli.options import option
from wa_sync.cli.output import emit, say_diagnostics
from wa_sync.cli.progress import busy
from wa_sync.cli.settings import Settings, settings
from wa_sync.cli.telling import able_to_tell, telling
from wa_sync.cli.typed import legible
from wa_sync.errors import UsageProblem
from wa_sync.model.finding import Diagnostic
from wa_sync.workflow import sending
from wa_sync.workflow.load import STAND_IN, Loaded, load


if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from wa_sync.messages import Message
    from wa_sync.model.account import Account
    from wa_sync.model.finding import Finding
    from wa_sync.model.sent import Posting, Sent
    from wa_sync.render.sinks.shown import Shown
    from wa_sync.render.style import Style
    from wa_sync.workflow.sending import Letter

F = TypeVar("F", bound="Callable[..., object]")
FORMATS = frozenset({"text", "json"})
ADVICE = "Look at the conversation before it is sent again."
NOT_AGAIN = "Do not send it again."

from_option = option(
    "--from",
    "phone",
    metavar="ID",
    help="The id of the phone number to send from.  [default: the account's]",
)
dry_run_option = option(
    "--dry-run", is_flag=True, help="Show the request, and send nothing."
)


def sends(function: F) -> F:
    """Decorate a command with the options of every command that sends a message."""
    function = legible(function)
    for one in reversed(
        (
            option(
                "--to",
                required=True,
                metavar="NUMBER",
                help="The recipient's number with its country code: +1 555 010 0100.",
            ),
            option("--reply-to", metavar="ID", help="Answer the message with this id."),
            from_option,
            dry_run_option,
            global_options(*FORMATS, narrowed=False),
        )
    ):
        function = one(function)
    return function


@dataclass(frozen=True, slots=True)
class Delivery:
    """To whom, from where, and really or not, as the options say it."""

    to: str
    reply_to: str | None
    phone: str | None
    dry_run: bool

    @classmethod
    def given(cls, ctx: click.Context) -> Delivery:
        """Read them from the command."""
        given = ctx.params
        return cls(given["to"], given["reply_to"], given["phone"], given["dry_run"])


def deliver(ctx: click.Context, message: Message, more: Iterable[Finding] = ()) -> None:
    """Judge a message, send it unless it is only shown, and say what became of it."""
    chosen = settings(ctx)
    refuse_narrowing(chosen)
    account = account_of(chosen, loaded_for(chosen))
    hand_over(chosen, account, message, Delivery.given(ctx), more)


def hand_over(
    chosen: Settings,
    account: Account,
    message: Message,
    how: Delivery,
    more: Iterable[Finding] = (),
) -> None:
    """Send a message whose account is known, and of which ``more`` was found."""
    ready = sending.letter(
        account,
        message,
        how.to,
        reply_to=how.reply_to,
        phone_number_id=how.phone,
        more=more,
    )
    if ready.warnings and not chosen.quiet:
        say_diagnostics([Diagnostic(one) for one in ready.warnings], chosen.color)
    sent = None if how.dry_run else _sent(chosen, account, message.type, ready)
    done = None if sent is None else f"the message was sent ({sent.message_id})"
    with telling(done, NOT_AGAIN):
        emit(chosen, formats_of(ready.posting, sent))
    if chosen.stop.signal is not None:
        # the message in flight was finished; whatever was to follow it is not wanted
        click.get_current_context().exit(chosen.stop.exit_code)


def _sent(chosen: Settings, account: Account, type_: str, ready: Letter) -> Sent:
    able_to_tell(chosen)
    what = f"send {type_} to {ready.posting.body['to']} from account {account.name}"
    with connect(chosen, max_wait=PLAN_WAIT) as connection:
        connection.check(account)
        writer = connection.writer(account)
        with busy(chosen, "Sending"), chosen.stop.flight(what, ADVICE):
            return sending.post(writer, account, ready)


def formats_of(
    made: Posting, sent: Sent | None
) -> Mapping[str, Callable[[Style], Shown]]:
    """Return how each format of a message is made."""
    from wa_sync.render import message as documents
    from wa_sync.render import text

    return {
        "text": lambda style: text.message(made, sent, style),
        "json": lambda _: documents.message(made, sent),
    }


def refuse_narrowing(chosen: Settings) -> None:
    """Refuse what was given before the command, and would do nothing."""
    for name, given in (("--only", chosen.only), ("--exclude", chosen.exclude)):
        if given:
            raise UsageProblem(f"{name} narrows resources, and a message is none")


def loaded_for(chosen: Settings) -> Loaded:
    """Read the project, which says what accounts there are."""
    return load(chosen.inputs(())).or_refuse()


def account_of(chosen: Settings, loaded: Loaded) -> Account:
    """Return the one account that a message is sent from."""
    if len(loaded.accounts) > 1:
        names = ", ".join(account.name for account in loaded.accounts)
        raise UsageProblem(
            f"a message has one sender, and the project has several accounts ({names})",
            hint="say which: -a NAME",
        )
    account = loaded.accounts[0]
    if account is STAND_IN and not (chosen.sandbox or chosen.sandbox_url):
        raise UsageProblem(
            "no account: the files do not say who sends the message",
            hint="add accounts: with a phone_number_id, or try it out with --sandbox",
        )
    return account
