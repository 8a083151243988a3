"""wa-sync apply"""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager, ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from time import monotonic
from typing import TYPE_CHECKING

import click

from wa_sync.apply import Hands
from wa_sync.cli import consent, exit_codes
from wa_sync.cli.connection import APPLY_WAIT, Connection, connect
from wa_sync.cli.options import GLOBAL, Target, apply_options, option
from wa_sync.cli.output import emit, note
from wa_sync.cli.progress import busy, progress
from wa_sync.cli.settings import Settings, settings
from wa_sync.cli.signals import Stop, stopping
from wa_sync.cli.state import state_folder
from wa_sync.config import assets
from wa_sync.errors import StalePlan
from wa_sync.kinds import BY_NAME
from wa_sync.model.report import Report
from wa_sync.plan import saved
from wa_sync.render import json, text
from wa_sync.store import lock, planfile
from wa_sync.workflow.apply import carry_out
from wa_sync.workflow.load import Loaded, load
from wa_sync.workflow.plan import plan
from wa_sync.workflow.snapshot import snapshot


if TYPE_CHECKING:
    from wa_sync.kind import Kind
    from wa_sync.model.account import Account
    from wa_sync.model.change import Plan
    from wa_sync.model.resource import Live


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
@apply_options(GLOBAL)
@click.pass_context
def command(
    ctx: click.Context,
    /,
    paths: tuple[str, ...],
    max_deletes: int | None,
    expect_digest: str | None,
    *,
    yes: bool,
    allow_delete: bool,
    **_: object,
) -> None:
    """Make live match the files.

    Plans, shows the plan, asks, and then makes the changes one after the other:
    creates, updates, and deletes last. Without a terminal it needs --yes. A run that
    was cut off can simply be run again.

    With a PLANFILE (*.json, from plan --out) it plans anew from the same checkout and
    does only what both say.
    """
    chosen = settings(ctx)
    approved, paths = _saved(chosen, paths)
    loaded = load(chosen.inputs(paths)).or_refuse()
    consent.one_account_or_asked(chosen, loaded)
    with (
        stopping() as stop,
        connect(chosen, max_wait=APPLY_WAIT, wait=stop.wait) as connection,
        ExitStack() as locks,
    ):
        for account in loaded.accounts:
            connection.check(account)
            locks.enter_context(_lock(connection, account))
        with busy(chosen, "Reading what is live"):
            made = plan(
                loaded,
                connection.reader,
                now=datetime.now(UTC),
                max_deletes=max_deletes,
            )
        made = _agreed(made, approved, expect_digest)
        _show_plan(chosen, made)
        consent.within_limits(made)
        doable = any(change.blocked is None for change in made.changes)
        if doable and not consent.ask(chosen, made, yes=yes):
            note(chosen, "Nothing was changed.")
            ctx.exit(5)
        workshop = _Workshop(connection, loaded, stop)
        report = _carry_out(chosen, made, workshop, allow_delete=allow_delete)
    ctx.exit(exit_codes.of_report(report, interrupted=stop.exit_code))


@dataclass(frozen=True, slots=True)
class _Workshop:
    """What the run has at hand, made ready for one account at a time."""

    connection: Connection
    loaded: Loaded
    stop: Stop

    def hands(self, name: str) -> Hands:
        account = next(a for a in self.loaded.accounts if a.name == name)
        root = self.loaded.root

        def keep(kind: Kind, live: Live) -> None:
            snapshot(root, account, kind, live, now=datetime.now(UTC))

        return Hands(
            account=account,
            kinds=BY_NAME,
            writer=self.connection.writer(account),
            read_asset=lambda asset: assets.read(root, asset),
            snapshot=keep,
            clock=monotonic,
            wait=self.stop.wait,
            stopped=self.stop.stopped,
        )


def _lock(connection: Connection, account: Account) -> AbstractContextManager[None]:
    return lock.hold(
        state_folder(),
        origin=connection.place(account),
        account=account.waba_id or account.phone_number_id or account.name,
        since=f"{datetime.now(UTC):%Y-%m-%d %H:%M:%S} UTC",
    )


def _saved(
    chosen: Settings, paths: tuple[str, ...]
) -> tuple[Plan | None, tuple[str, ...]]:
    """Tell a plan file from paths: plans are JSON, declarations are YAML."""
    if len(paths) == 1 and paths[0].endswith(".json"):
        return saved.parse(planfile.read(chosen.cwd / paths[0])), ()
    return None, paths


def _agreed(made: Plan, approved: Plan | None, digest: str | None) -> Plan:
    """Keep what was approved; a plan that no longer fits is not carried out."""
    if digest is not None and not consent.expected(made, digest):
        raise StalePlan(
            f"the plan has digest {made.digest}, not the expected one",
            hint="plan again, look at it, and give the new digest",
        )
    return made if approved is None else saved.restrict(made, approved)


def _show_plan(chosen: Settings, made: Plan) -> None:
    """Show the plan to people; machines get the report."""
    if any(target.format == "text" for target in chosen.outputs):
        style = chosen.style(to_terminal=sys.stdout.isatty())
        click.echo(text.plan(made, style, verbose=chosen.verbose > 0), nl=False)


def _carry_out(
    chosen: Settings, made: Plan, workshop: _Workshop, *, allow_delete: bool
) -> Report:
    """Make the changes; each outcome is said as soon as it is known."""
    outcomes = []
    said = Target("text", None) in chosen.outputs
    style = chosen.style(to_terminal=(sys.stdout if said else sys.stderr).isatty())
    with progress(chosen, made, said=said) as advance:
        for outcome in carry_out(made, workshop.hands, allow_delete=allow_delete):
            outcomes.append(outcome)
            show = text.outcome if said else text.outcome_line
            advance(show(outcome, style))
    report = Report(tuple(outcomes))
    emit(
        chosen,
        {
            "text": lambda style: (text.ending if said else text.report)(report, style),
            "json": lambda _: json.report(report),
        },
    )
    return report
