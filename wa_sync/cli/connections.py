"""wa-sync connection"""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING

import click

from wa_sync.cli.connection import PLAN_WAIT, connect
from wa_sync.cli.global_options import global_options
from wa_sync.cli.options import Duration, option
from wa_sync.cli.output import emit, note, say, say_error
from wa_sync.cli.prompt import confirmed
from wa_sync.cli.settings import settings
from wa_sync.cli.telling import able_to_tell, telling
from wa_sync.config.discover import project_root
from wa_sync.errors import Interrupted, Refused, UsageProblem
from wa_sync.model.account import Account, Endpoint
from wa_sync.model.connection import ACTIVE, FAILED, PENDING
from wa_sync.render.sinks.terminal import line
from wa_sync.workflow.load import STAND_IN, load
from wa_sync.workflow.refusals import gateway_refusals


if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from wa_sync.cli.settings import Settings
    from wa_sync.connections.plane import ControlPlane
    from wa_sync.model.connection import GatewayConnection

FORMATS = ("text", "json")
NO, NOT_TO_BE, TOO_LATE = Refused.exit_code, 8, 9
STATUSES = (ACTIVE, PENDING, FAILED)
_UNOPENED = "Its link is lost: wa-sync connection delete {}, and create another."
_ID = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,63}")


@click.group("connection", short_help="The gateway's connections to WhatsApp.")
def command() -> None:
    """List, create and delete the Maton gateway's connections to WhatsApp.

    A connection is somebody's consent that the gateway signs requests to their
    WhatsApp account. Only accounts with endpoint: maton have any. The key is that of
    the project's accounts, or MATON_API_KEY where there is no project.
    """


@command.command("list", short_help="Show the connections of a key.")
@option("--status", metavar="STATUS", help="Only these: ACTIVE, PENDING or FAILED.")
@global_options(*FORMATS, narrowed=False)
@click.pass_context
def list_(ctx: click.Context, /, status: str | None, **_: object) -> None:
    """Show the connections to WhatsApp. It is also a way to test a key."""
    chosen = settings(ctx)
    wanted = None if status is None else status.upper()
    with _plane(chosen, "to list connections") as plane:
        found = plane.all(wanted)
    if wanted not in {None, *STATUSES}:
        # the gateway may add others, so that it is asked all the same
        known = ", ".join(STATUSES)
        note(chosen, line("{} is no status that is known: {}", wanted, known))

    from wa_sync.render import connections as documents
    from wa_sync.render.text import connections as texts

    emit(
        chosen,
        {
            "text": lambda style: texts.connections(found, style),
            "json": lambda _: documents.connections(found),
        },
    )


@command.command("show", short_help="Show one connection.")
@click.argument("connection_id")
@global_options(*FORMATS, narrowed=False)
@click.pass_context
def show(ctx: click.Context, /, connection_id: str, **_: object) -> None:
    """Show one connection, but not the link that it was opened with."""
    chosen = settings(ctx)
    _check(connection_id)
    with _plane(chosen, f"to show connection {connection_id}") as plane:
        one = plane.one(connection_id)

    from wa_sync.render import connections as documents
    from wa_sync.render.text import connections as texts

    emit(
        chosen,
        {
            "text": lambda style: texts.connection(one, style),
            "json": lambda _: documents.connection(one),
        },
    )


@command.command("create", short_help="Start a connection, and print its link.")
@option(
    "--wait",
    variable="CONNECTION_WAIT",
    is_flag=True,
    default=None,
    help="Until somebody has opened it.",
)
@option(
    "--wait-timeout",
    type=Duration(),
    metavar="TIME",
    default="10m",
    show_default=True,
    help="How long --wait waits: seconds, or 90s, 30m, 2h.",
)
@global_options(narrowed=False)
@click.pass_context
def create(
    ctx: click.Context, /, wait_timeout: float, *, wait: bool | None, **_: object
) -> None:
    """Start a connection, and print the link that is opened in a browser to finish it.

    The link is a secret, and is shown this once: whoever opens it connects an account
    to your key.

    With --wait, exits with 8 where the connection failed, and with 9 where nobody
    opened the link in time.
    """
    chosen = settings(ctx)
    with _plane(chosen, "to start a connection") as plane:
        # a link that was made and not shown would be of no use to anybody
        able_to_tell(chosen)
        chosen.stop.finish_gently()
        started = plane.start()
        node = started.connection.id
        note(chosen, _what_now(chosen, node))
        with telling(f"connection {node} was started", _UNOPENED.format(node)):
            say(line("{}\n", started.link.reveal()))
        code = _waited(chosen, plane, node, wait_timeout) if wait else 0
    ctx.exit(chosen.stop.exit_code or code)


def _what_now(chosen: Settings, node: str) -> str:
    if chosen.sandbox or chosen.sandbox_url is not None:
        # one that is served has its file wherever whoever serves it has put it
        where = "" if chosen.sandbox else " --db FILE"
        done = f"wa-sync sandbox connection activate {node}{where}"
        return f"Connection {node}: its link leads nowhere; {done} agrees to it."
    return f"Connection {node}: open this link in a browser. It is a secret."


def _waited(chosen: Settings, plane: ControlPlane, node: str, seconds: float) -> int:
    """Wait until somebody has opened the link; return what it comes to."""
    from wa_sync.workflow.connections import settled

    try:
        last = settled(
            plane, node, seconds=seconds, clock=monotonic, wait=chosen.stop.wait
        )
    except Interrupted as error:
        note(chosen, f"{error.message} The link can still be opened.")
        return error.exit_code
    return _told(chosen, last, seconds)


def _told(chosen: Settings, last: GatewayConnection, seconds: float) -> int:
    """Say how waiting ended, and return what it comes to."""
    if last.status == ACTIVE:
        note(chosen, f"Connection {last.id} is active.")
        return 0
    if last.status == FAILED:
        say_error(
            f"connection {last.id} has failed",
            "delete it, and start another: wa-sync connection create",
        )
        return NOT_TO_BE
    say_error(
        f"connection {last.id} is still {last.status} after {seconds:g} seconds",
        f"open the link, then wa-sync connection show {last.id}",
    )
    return TOO_LATE


@command.command("delete", short_help="Delete a connection.")
@click.argument("connection_id")
@option("--yes", is_flag=True, default=None, help="Without asking.")
@global_options(narrowed=False)
@click.pass_context
def delete(
    ctx: click.Context, /, connection_id: str, *, yes: bool | None, **_: object
) -> None:
    """Delete a connection: the gateway signs nothing more with it.

    Without a terminal it takes --yes.
    """
    chosen = settings(ctx)
    _check(connection_id)
    if not yes and not chosen.interactive:
        raise Refused("nobody is here to confirm this deletion", hint="say --yes")
    users = _users(chosen, connection_id)
    with _plane(chosen, f"to delete connection {connection_id}") as plane:
        one = plane.one(connection_id)
        _ours(one)
        if not yes and not confirmed(_question(one, users)):
            note(chosen, "Nothing was deleted.")
            ctx.exit(NO)
        with chosen.stop.flight(f"delete connection {one.id}", "Delete it again."):
            plane.remove(connection_id)
    note(chosen, f"Deleted connection {connection_id}.")
    ctx.exit(chosen.stop.exit_code)


def _users(chosen: Settings, connection_id: str) -> list[str]:
    """Name the accounts of the project that use a connection, whichever are chosen."""
    if project_root(chosen.cwd) is None:
        return []
    everyone = replace(chosen.inputs(()), accounts=())
    return [
        one.name for one in load(everyone).accounts if one.connection == connection_id
    ]


def _ours(one: GatewayConnection) -> None:
    from wa_sync.connections.plane import APP

    if one.app not in {APP, None}:
        raise Refused(
            f"connection {one.id} is one of {one.app}, not of WhatsApp",
            hint="wa-sync connection list shows those of WhatsApp",
        )


def _question(one: GatewayConnection, users: Sequence[str]) -> str:
    used = f", which account {', '.join(users)} uses" if users else ""
    return line("Delete connection {} ({}){}?", one.id, one.status, used)


def _check(connection_id: str) -> None:
    if not _ID.fullmatch(connection_id):
        raise click.BadParameter(
            "that is no connection's id; wa-sync connection list shows them.",
            param_hint="CONNECTION_ID",
        )


def _accounts(chosen: Settings) -> tuple[Account, ...]:
    """Return the chosen accounts; where there is no project yet, one of its own."""
    if project_root(chosen.cwd) is None and not chosen.account:
        return (STAND_IN,)
    return load(chosen.inputs(())).or_refuse().accounts


@contextmanager
def _plane(chosen: Settings, what: str) -> Iterator[ControlPlane]:
    """Yield the control plane as the chosen accounts' key sees it, to do ``what``."""
    account = _keyholder(_accounts(chosen))
    with connect(chosen, max_wait=PLAN_WAIT) as connection, gateway_refusals(what):
        yield connection.control_plane(account)


def _keyholder(accounts: Sequence[Account]) -> Account:
    behind = [one for one in accounts if one.endpoint is Endpoint.MATON]
    if not behind:
        names = ", ".join(account.name for account in accounts)
        raise UsageProblem(
            f"only the gateway has connections, and {names} uses endpoint: meta",
            hint="with endpoint: meta the token itself says which account is meant",
        )
    if len({one.token_env for one in behind}) > 1:
        names = ", ".join(one.name for one in behind)
        raise UsageProblem(
            f"the accounts {names} have keys of their own, each with its connections",
            hint="say which: -a NAME",
        )
    return behind[0]
