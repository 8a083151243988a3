"""wa-sync watch"""

from __future__ import annotations

import sys
from contextlib import contextmanager
from functools import partial
from math import inf
from time import monotonic
from typing import TYPE_CHECKING

import click

from wa_sync.cli import api_version, exit_codes
from wa_sync.cli.connection import PLAN_WAIT, connect
from wa_sync.cli.global_options import global_options
from wa_sync.cli.options import Duration, option
from wa_sync.cli.output import note, ready, say, style_for
from wa_sync.cli.settings import Settings, settings
from wa_sync.cli.status import look
from wa_sync.cli.waiting import APPROVED
from wa_sync.errors import WaSyncError
from wa_sync.model.waiting import spoken
from wa_sync.render import text, wording
from wa_sync.render.sinks.terminal import line
from wa_sync.workflow.load import Loaded, load
from wa_sync.workflow.status import Wanted
from wa_sync.workflow.watching import Rounds, watched


if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from wa_sync.model.condition import Status
    from wa_sync.render.sinks.terminal import Text


LEAST = 1.0


@click.command("watch", short_help="Show how templates fare, again and again.")
@click.argument("names", nargs=-1, metavar="[NAME]...")
@option("--all", "everything", is_flag=True, help="Also what no file declares.")
@option(
    "--every",
    type=Duration(LEAST),
    metavar="TIME",
    default="60s",
    show_default=True,
    help="How often to look: seconds, or 90s, 30m, 2h.",
)
@option(
    "--until",
    type=click.Choice([APPROVED]),
    help="End when everything declared, or every NAME, is approved; with 8 when Meta "
    "has decided otherwise about something, with 9 when --wait-timeout is up.",
)
@option(
    "--wait-timeout",
    type=Duration(),
    metavar="TIME",
    help="End after so long.  [default: when interrupted]",
)
@global_options()
@click.pass_context
def command(
    ctx: click.Context,
    /,
    names: tuple[str, ...],
    *,
    everything: bool,
    every: float,
    until: str | None,
    wait_timeout: float | None,
    **_: object,
) -> None:
    """Show how templates fare in Meta's review, again and again. Never writes.

    On a terminal the status is drawn anew after each look, until Ctrl-C. Elsewhere
    there is one line for each template that fares otherwise than before; at first, for
    each that is not fine. An API that cannot be reached is asked again.
    """
    chosen = settings(ctx)
    loaded = load(chosen.inputs(())).or_refuse()
    rounds = Rounds(
        every=every,
        clock=monotonic,
        wait=chosen.stop.wait,
        until_approved=until is not None,
        timeout=inf if wait_timeout is None else wait_timeout,
    )
    last = _watch(chosen, loaded, Wanted(names, everything), rounds)
    if last is not None and until is not None:
        note(chosen, text.counts(last))
        ctx.exit(exit_codes.of_wait(last))


def _watch(
    chosen: Settings, loaded: Loaded, wanted: Wanted, rounds: Rounds
) -> Status | None:
    """Show each look; return what the last one showed."""
    last: Status | None = None
    with connect(chosen, max_wait=PLAN_WAIT) as connection:
        for account in loaded.accounts:
            connection.check(account)
        with _shown(chosen, wanted, rounds) as show:
            for seen in watched(partial(look, connection, loaded, wanted), rounds):
                if isinstance(seen, WaSyncError):
                    note(chosen, line("Not read: {} It is tried again.", seen.message))
                    continue
                if last is None:
                    api_version.warn(chosen, connection)
                show(last, seen)
                last = seen
    return last


@contextmanager
def _shown(
    chosen: Settings, wanted: Wanted, rounds: Rounds
) -> Iterator[Callable[[Status | None, Status], None]]:
    """Yield what shows a look, after the one before it."""
    if not sys.stdout.isatty():
        yield lambda before, after: _say(text.moves(before, after))
        return
    from rich.console import Console
    from rich.live import Live
    from rich.text import Text as Drawn

    style = style_for(sys.stdout, chosen.color)
    verbose = bool(chosen.verbose or wanted.names)

    def page(found: Status) -> Drawn:
        head = (
            f"{wording.moment(found.at)} · every {spoken(rounds.every)} · Ctrl-C ends"
        )
        # a page that is too long for the terminal is cut at its end: counts go first
        body = text.status(found, style, verbose=verbose, counted=False)
        return Drawn.from_ansi(
            ready(line("{}\n{}\n\n{}", head, text.counts(found), body))
        )

    with Live(console=Console(highlight=False), auto_refresh=False) as live:
        yield lambda _, after: live.update(page(after), refresh=True)


def _say(lines: Text) -> None:
    if lines:
        say(lines)
