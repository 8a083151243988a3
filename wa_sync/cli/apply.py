"""wa-sync apply"""

from __future__ import annotations

import sys
from contextlib import ExitStack
from dataclasses import replace
from time import monotonic
from typing import TYPE_CHECKING

import click

from wa_sync.apply import Terms
from wa_sync.cli import api_version, causes, consent, overwriting
from wa_sync.cli.asked import Asked, agree, approved, named_by
from wa_sync.cli.carrying import TEXT, carrying
from wa_sync.cli.connection import APPLY_WAIT, Connection, connect
from wa_sync.cli.forecast import tell_forecast
from wa_sync.cli.gates import FAIL_ON
from wa_sync.cli.global_options import global_options
from wa_sync.cli.history import history_of
from wa_sync.cli.options import Seconds, option
from wa_sync.cli.output import note, say, style_for
from wa_sync.cli.progress import busy
from wa_sync.cli.settings import Settings, settings
from wa_sync.cli.waiting import WAIT, WAIT_TIMEOUT, timeout_of, vigil
from wa_sync.cli.workshop import Workshop, locked
from wa_sync.errors import Refused
from wa_sync.render import text
from wa_sync.render.sinks.terminal import Text
from wa_sync.store.lock import Patience
from wa_sync.workflow.apply import carry_out
from wa_sync.workflow.load import Loaded, load
from wa_sync.workflow.plan import plan
from wa_sync.workflow.reviews import reviewed


if TYPE_CHECKING:
    from wa_sync.model.change import Plan
    from wa_sync.plan.gates import Gate
    from wa_sync.render.style import Style
    from wa_sync.workflow.past import Past


@click.command("apply", short_help="Make live match the files.")
@click.argument("paths", nargs=-1, metavar="[PLANFILE | PATHS]...")
@option("--yes", is_flag=True, help="Do not ask.")
@option(
    "--allow-delete",
    is_flag=True,
    help="Carry out deletes, too. A deleted name is locked for about 30 days.",
)
@option(
    "--max-deletes",
    type=click.IntRange(min=0),
    metavar="N",
    help="Consent to this many deletes, instead of the account's limits.",
)
@option(
    "--expect-digest",
    metavar="DIGEST",
    help="Refuse (6) unless the plan, made anew, has this digest.",
)
@option(
    "--stale",
    type=click.Choice(["fail", "skip"]),
    default="fail",
    show_default=True,
    help="What to do about a change that no longer fits what is live: end the run, or "
    "leave it out and make the others.",
)
@option(
    "--keep-going/--fail-fast",
    default=True,
    show_default=True,
    help="After a change that was refused or failed by itself: make the others, or "
    "stop in every account.",
)
@option(
    "--lock-timeout",
    type=Seconds(),
    metavar="SECONDS",
    default=0.0,
    help="Wait for another run on this machine to end.  [default: 0]",
)
@option(
    "--events",
    metavar="FILE",
    help="Append what happens to FILE, as it happens: a line of JSON each. A file or "
    "a pipe; - is neither.",
)
@WAIT
@WAIT_TIMEOUT
@FAIL_ON
@causes.BASE_REF
@causes.OVERWRITE_DRIFT
@global_options("text", "json")
@click.pass_context
def command(  # noqa: PLR0913 - one parameter an option, as click hands them over
    ctx: click.Context,
    /,
    paths: tuple[str, ...],
    *,
    max_deletes: int | None,
    expect_digest: str | None,
    stale: str,
    lock_timeout: float,
    events: str | None,
    fail_on: tuple[Gate, ...],
    yes: bool,
    allow_delete: bool,
    keep_going: bool,
    **_: object,
) -> None:
    """Make live match the files.

    Plans, shows the plan, asks, and then makes the changes one after the other:
    creates, updates, and deletes last. Each is read back in the end. Without a
    terminal it needs --yes. A run that was cut off can simply be run again.

    What somebody changed live, and these files did not, is left alone; where both did,
    the change is blocked. --overwrite-drift makes both.

    With a PLANFILE (*.json, from plan --out, good for 24 hours) it plans anew from the
    same checkout and does only what both say, in its accounts unless -a names some.
    """
    asked = Asked(
        yes=yes,
        allow_delete=allow_delete,
        max_deletes=max_deletes,
        expect_digest=expect_digest,
        skip_stale=stale == "skip",
        fail_fast=not keep_going,
        lock_timeout=lock_timeout,
        wait=timeout_of(ctx),
        fail_on=fail_on,
    )
    ctx.exit(_run(ctx, asked, paths, events))


def _run(
    ctx: click.Context, asked: Asked, paths: tuple[str, ...], events: str | None
) -> int:
    chosen = settings(ctx)
    saved, paths = approved(chosen, paths)
    if saved is not None:
        chosen = replace(chosen, account=chosen.account or named_by(saved))
    loaded = load(chosen.inputs(paths)).or_refuse()
    consent.one_account_or_asked(chosen, loaded, yes=asked.yes)
    to = None if events is None else overwriting.events_file(chosen.cwd, events)
    asked = replace(asked, events=to, approved=saved)
    with causes.opened(ctx, loaded, chosen.inputs(paths)) as past:
        causes.needed(past)
        return _apply(chosen, loaded, asked, past)


def _apply(chosen: Settings, loaded: Loaded, asked: Asked, past: Past | None) -> int:
    stop = chosen.stop
    with ExitStack() as stack:
        connection = stack.enter_context(
            connect(chosen, max_wait=APPLY_WAIT, root=loaded.root)
        )
        for account in loaded.accounts:
            connection.check(account)
        patience = Patience(asked.lock_timeout, monotonic, stop.wait)
        stack.enter_context(locked(connection, loaded, patience))
        workshop = stack.enter_context(Workshop(connection, loaded, stop))
        made = _planned(chosen, connection, loaded, asked, past)
        causes.tell_unknown(chosen, made, past)
        return _agreed_and_carried_out(chosen, workshop, asked, made)


def _agreed_and_carried_out(
    chosen: Settings, workshop: Workshop, asked: Asked, made: Plan
) -> int:
    api_version.refuse(workshop.connection)
    loaded, now = workshop.loaded, workshop.connection.now
    agreed = agree(chosen, made, asked, loaded=loaded, now=now())
    _show_plan(chosen, agreed.plan, asked)
    consent.within_limits(
        agreed.plan, allow_delete=asked.allow_delete, gates=asked.fail_on
    )
    tell_forecast(chosen, agreed.plan, workshop)
    doable = any(change.blocked is None for change in agreed.plan.changes)
    if doable and not consent.ask(chosen, agreed.plan, yes=asked.yes):
        note(chosen, "Nothing was changed.")
        return Refused.exit_code
    terms = Terms(
        allow_delete=asked.allow_delete,
        skip_stale=asked.skip_stale,
        fail_fast=asked.fail_fast,
        base=agreed.plan.base.commit if agreed.plan.base else None,
    )
    with carrying(chosen, agreed.plan, workshop.stop, now, asked.events) as run:
        workshop.stop.finish_gently()
        steps = carry_out(
            agreed.plan, workshop.hands, terms, agreed.stale, agreed.dropped
        )
        if asked.wait is None:
            return run.run(steps)
        how = vigil(workshop, asked.wait, fail_fast=asked.fail_fast)
        return run.run(reviewed(steps, how))


def _planned(
    chosen: Settings,
    connection: Connection,
    loaded: Loaded,
    asked: Asked,
    past: Past | None,
) -> Plan:
    with busy(chosen, "Reading what is live"):
        return plan(
            loaded,
            connection.reader,
            now=connection.now,
            max_deletes=asked.max_deletes,
            history_of=history_of(connection),
            origin_of=connection.address,
            past=past,
        )


def _show_plan(chosen: Settings, made: Plan, asked: Asked) -> None:
    """Show the plan to people: whoever reads text, and whoever is asked."""
    said = TEXT in chosen.outputs
    if said or (chosen.interactive and not asked.yes):
        stream = sys.stdout if said else sys.stderr
        style = style_for(stream, chosen.color)
        say(_plan_text(chosen, made, asked, style), err=not said)


def _plan_text(chosen: Settings, made: Plan, asked: Asked, style: Style) -> Text:
    if asked.approved is not None and not made.changes:
        # live may well differ from the files by now: nobody approved that
        return Text("Nothing of the saved plan is left to be done.\n")
    verbose, consented = chosen.verbose > 0, asked.allow_delete
    return text.plan(made, style, verbose=verbose, consented=consented)
