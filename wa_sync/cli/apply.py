"""wa-sync apply"""

from __future__ import annotations

import sys
from contextlib import ExitStack
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING

import click

from wa_sync.apply import Terms
from wa_sync.cli import consent, exit_codes
from wa_sync.cli.connection import APPLY_WAIT, connect
from wa_sync.cli.options import GLOBAL, Target, apply_options, option
from wa_sync.cli.output import emit, note, say, style_for
from wa_sync.cli.progress import busy, progress
from wa_sync.cli.settings import Settings, settings
from wa_sync.cli.signals import Stop, stopping
from wa_sync.cli.workshop import Workshop, locked
from wa_sync.errors import LocalIO, Refused, StalePlan, UsageProblem
from wa_sync.model.report import Started, report
from wa_sync.plan import saved
from wa_sync.render import json, text
from wa_sync.store import planfile
from wa_sync.workflow.apply import carry_out
from wa_sync.workflow.load import Loaded, load
from wa_sync.workflow.plan import plan


if TYPE_CHECKING:
    from wa_sync.model.change import Plan
    from wa_sync.model.report import Outcome, Report
    from wa_sync.render.style import Style


TEXT = Target("text", None)


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
    approved, paths = _approved(chosen, paths)
    loaded = load(chosen.inputs(paths)).or_refuse()
    consent.one_account_or_asked(chosen, loaded, yes=yes)
    asked = Asked(yes, allow_delete, max_deletes, expect_digest, approved)
    ctx.exit(_apply(chosen, loaded, asked))


@dataclass(frozen=True, slots=True)
class Asked:
    """What the options of this command say."""

    yes: bool
    allow_delete: bool
    max_deletes: int | None
    digest: str | None
    approved: Plan | None


def _apply(chosen: Settings, loaded: Loaded, asked: Asked) -> int:
    stop = Stop()
    with ExitStack() as stack:
        connection = stack.enter_context(
            connect(chosen, max_wait=APPLY_WAIT, wait=stop.wait)
        )
        for account in loaded.accounts:
            connection.check(account)
        stack.enter_context(locked(connection, loaded))
        with busy(chosen, "Reading what is live"):
            made = plan(
                loaded,
                connection.reader,
                now=datetime.now(UTC),
                max_deletes=asked.max_deletes,
            )
        made = _agreed(made, asked)
        _show_plan(chosen, made, asked)
        consent.within_limits(made)
        doable = any(change.blocked is None for change in made.changes)
        if doable and not consent.ask(chosen, made, yes=asked.yes):
            note(chosen, "Nothing was changed.")
            return Refused.exit_code
        workshop = Workshop(connection, loaded, stop)
        with stopping(stop):
            return _carry_out(chosen, made, workshop, asked)


def _approved(
    chosen: Settings, paths: tuple[str, ...]
) -> tuple[Plan | None, tuple[str, ...]]:
    """Tell a plan file from paths, by what is in it."""
    plans = [path for path in paths if planfile.is_one(chosen.cwd / path)]
    if len(plans) > 1:
        raise UsageProblem(
            f"{' and '.join(plans)} are both plan files", hint="apply one at a time"
        )
    others = tuple(path for path in paths if path not in plans)
    if not plans:
        return None, others
    return saved.parse(planfile.read(chosen.cwd / plans[0])), others


def _agreed(made: Plan, asked: Asked) -> Plan:
    """Keep what was approved; a plan that no longer fits is not carried out."""
    if asked.approved is not None:
        made = saved.restrict(made, asked.approved, max_deletes=asked.max_deletes)
    if asked.digest is not None and not consent.expected(made, asked.digest):
        raise StalePlan(
            f"the plan has digest {made.digest}, not the expected one",
            hint="plan again, look at it, and give the new digest",
        )
    return made


def _show_plan(chosen: Settings, made: Plan, asked: Asked) -> None:
    """Show the plan to people: whoever reads text, and whoever is asked."""
    said = TEXT in chosen.outputs
    if said or (chosen.interactive and not asked.yes):
        stream = sys.stdout if said else sys.stderr
        style = style_for(stream, chosen.color)
        say(text.plan(made, style, verbose=chosen.verbose > 0), err=not said)


def _carry_out(chosen: Settings, made: Plan, workshop: Workshop, asked: Asked) -> int:
    """Make the changes; each outcome is said as soon as it is known.

    When nobody reads any more, the run stops before the next write: what was done is
    still told, on standard error.
    """
    outcomes: list[Outcome] = []
    terms = Terms(allow_delete=asked.allow_delete)
    lost: LocalIO | None = None
    said = TEXT in chosen.outputs
    style = style_for(sys.stdout if said else sys.stderr, chosen.color)
    with progress(chosen, made, said=said) as advance:
        for step in carry_out(made, workshop.hands, terms):
            if isinstance(step, Started):
                continue
            outcomes.append(step)
            show = text.outcome if said else text.outcome_line
            try:
                advance(show(step, style))
            except LocalIO as error:
                lost = error
                workshop.stop.request()
    ended = report(outcomes)
    code = exit_codes.of_report(ended, interrupted=workshop.stop.exit_code)
    if lost is None:
        _report(chosen, made, ended)
        return code
    click.echo(text.report(ended, style_for(sys.stderr, chosen.color)), err=True)
    return code or lost.exit_code


def _report(chosen: Settings, made: Plan, ended: Report) -> None:
    """Write the report: after the outcomes, or whole, after the plan, into a file."""

    def whole(style: Style) -> str:
        return f"{text.plan(made, style)}\n{text.report(ended, style)}"

    for target in chosen.outputs:
        render = whole if target.file is not None else partial(text.ending, ended)
        emit(
            replace(chosen, outputs=(target,)),
            {"text": render, "json": lambda _: json.report(ended)},
        )
