"""The sandbox's hand commands: reviews, Meta's own moves, faults and limits."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from wa_sync.cli.sandbox_file import opened, templates
from wa_sync.errors import UsageProblem


if TYPE_CHECKING:
    from wa_sync.model.source import Json
    from wa_sync.sandbox.faults import Fault


REASONS = (
    *("ABUSIVE_CONTENT", "INCORRECT_CATEGORY", "INVALID_FORMAT", "PROMOTIONAL"),
    *("SCAM", "TAG_CONTENT_MISMATCH", "NONE"),
)
CATEGORIES = ("AUTHENTICATION", "MARKETING", "UTILITY")

db_option = click.option(
    "--db", metavar="FILE", help="The sandbox's file.  [default: .wa-sync/sandbox.db]"
)
waba_option = click.option(
    "--waba", metavar="ID", help="In this account.  [default: the only one there]"
)
names = click.argument("names", nargs=-1, required=True, metavar="NAME[/LANG]…")


def _verdict(name: str, status: str, text: str) -> click.Command:
    """Make a command that gives templates a status."""

    @click.command(name, help=text)
    @names
    @waba_option
    @db_option
    def give(names: tuple[str, ...], waba: str | None, db: str | None) -> None:
        _decide(names, waba, db, status)

    return give


def _decide(
    wanted: tuple[str, ...],
    waba: str | None,
    db: str | None,
    status: str,
    reason: str = "NONE",
) -> None:
    from wa_sync.sandbox import review

    with opened(db) as world:
        found = templates(world, waba, wanted)
        for one in found:
            review.decide(world, one, status, reason)
    for one in found:
        click.echo(f"{one.name}/{one.variant} is {status}.")


approve = _verdict("approve", "APPROVED", "End the review of templates well.")
pause = _verdict("pause", "PAUSED", "Pause templates, as Meta does for low quality.")
disable = _verdict("disable", "DISABLED", "Disable templates, as Meta does at last.")


@click.command()
@names
@click.option(
    "--reason",
    type=click.Choice(REASONS, case_sensitive=False),
    default="INVALID_FORMAT",
    show_default=True,
    help="Why, in Meta's words.",
)
@waba_option
@db_option
def reject(
    names: tuple[str, ...], reason: str, waba: str | None, db: str | None
) -> None:
    """End the review of templates badly."""
    _decide(names, waba, db, "REJECTED", reason)


@click.command()
@click.argument("name", metavar="NAME")
@click.argument("category", type=click.Choice(CATEGORIES, case_sensitive=False))
@click.option(
    "--planned", is_flag=True, help="Only announce it, as Meta does a day before."
)
@waba_option
@db_option
def recategorise(
    name: str,
    category: str,
    planned: bool,  # noqa: FBT001 - a flag of the command line
    waba: str | None,
    db: str | None,
) -> None:
    """Move a template to another category, in all its languages, as Meta does."""
    from wa_sync.sandbox import review

    with opened(db) as world:
        found = templates(world, waba, [name.partition("/")[0]])
        for one in found:
            review.recategorise(world, one, category, planned=planned)
    will = "will be" if planned else "is now"
    for one in found:
        click.echo(f"{one.name}/{one.variant} {will} {category}.")


@click.command()
@click.argument("mode", metavar="moment|now|manual|SECONDS")
@db_option
def review(mode: str, db: str | None) -> None:
    """Say when reviews end.

    moment: at the next request (the default). now: with the write itself. manual: by
    approve and reject. SECONDS: after so long on the sandbox's clock.
    """
    from wa_sync.sandbox.review import MANUAL, MODE, MOMENT, NOW

    value: Json = int(mode) if mode.isascii() and mode.isdecimal() else mode
    if value not in {MOMENT, NOW, MANUAL} and not isinstance(value, int):
        raise UsageProblem(f"{mode!r} is none of moment, now, manual, SECONDS")
    with opened(db) as world:
        world.store.set(MODE, None if value == MOMENT else value)
    click.echo(f"Reviews end: {mode}{' s later' if isinstance(value, int) else ''}.")


@click.command()
@click.argument("orders", nargs=-1, metavar="[clear | WHAT KEY=VALUE…]")
@db_option
def faults(orders: tuple[str, ...], db: str | None) -> None:
    """Order a fault; without arguments show what is ordered.

    WHAT is delay, reset, half, truncated, throttle, error, html, empty or lag. KEYs are
    method and path (globs), skip, times (0: for good), seconds, status, code,
    retry_after and after_commit (true or false).

    \b
    wa-sync sandbox faults reset method=POST after_commit=true
    wa-sync sandbox faults throttle status=400 code=80008 times=3
    """  # noqa: D301 - \b is a sign to click, and has to arrive as one
    from wa_sync.sandbox import faults as sandbox_faults

    with opened(db) as world:
        if orders == ("clear",):
            sandbox_faults.clear(world)
        elif orders:
            sandbox_faults.order(world, _fault(orders))
        ordered = sandbox_faults.ordered(world)
    for number, fault, seen in ordered:
        times = f"{fault.times}x" if fault.times else "for good"
        click.echo(
            f"{number}: {fault.what} for {fault.method} {fault.path}, {times}, after "
            f"{fault.skip}; {seen} seen"
        )
    if not ordered:
        click.echo("No faults are ordered.")


def _fault(orders: tuple[str, ...]) -> Fault:
    from wa_sync.sandbox.faults import parse

    spec: dict[str, Json] = {"what": orders[0]}
    for pair in orders[1:]:
        key, equals, value = pair.partition("=")
        if not equals:
            raise UsageProblem(f"{pair!r} is no KEY=VALUE")
        spec[key] = _value(key, value)
    try:
        return parse(spec)
    except ValueError as error:
        raise UsageProblem(f"cannot order this fault: {error}") from error


def _value(key: str, value: str) -> Json:
    """Read a number or a truth value where a fault wants one."""
    if key in {"method", "path"}:
        return value
    if value in {"true", "false"}:
        return value == "true"
    try:
        return float(value) if "." in value else int(value)
    except ValueError:
        return value


@click.command("rate-limit")
@click.argument("switch", type=click.Choice(["on", "off"]))
@click.option(
    "--per-second",
    type=click.IntRange(0),
    default=10,
    show_default=True,
    help="Calls a second, then 429 as the gateway answers; 0 for no limit.",
)
@click.option(
    "--per-hour",
    type=click.IntRange(0),
    default=5000,
    show_default=True,
    help="Calls an hour and account, with Meta's usage header; 0 for no limit.",
)
@click.option(
    "--creates-per-hour",
    type=click.IntRange(0),
    default=100,
    show_default=True,
    help="New templates an hour and account; 0 for no limit.",
)
@db_option
def rate_limit(
    switch: str, per_second: int, per_hour: int, creates_per_hour: int, db: str | None
) -> None:
    """Switch rate limits on or off; they are off at first."""
    limits = {
        "calls_per_second": per_second,
        "calls_per_hour": per_hour,
        "creates_per_hour": creates_per_hour,
    }
    with opened(db) as world:
        for key, value in limits.items():
            world.store.set(key, value if switch == "on" else None)
    click.echo(f"Rate limits are {switch}.")


@click.command("option")
@click.argument("name", required=False)
@click.argument("value", required=False)
@db_option
def option(name: str | None, value: str | None, db: str | None) -> None:
    """Show the sandbox's options, or set one: a number, or on or off."""
    from wa_sync.sandbox.world import OPTIONS

    if name is not None and name not in OPTIONS:
        raise UsageProblem(f"there is no option {name!r}; known: {', '.join(OPTIONS)}")
    with opened(db) as world:
        if name is not None and value is not None:
            world.store.set(name, _switch(value))
        shown = {key: world.number(key) for key in ([name] if name else OPTIONS)}
    for key, now in shown.items():
        is_switch = isinstance(OPTIONS[key], bool)
        click.echo(f"{key} = {('on' if now else 'off') if is_switch else now}")


def _switch(value: str) -> int:
    words = {"on": 1, "off": 0}
    if value in words:
        return words[value]
    if value.isascii() and value.isdecimal():
        return int(value)
    raise UsageProblem(f"{value!r} is neither a number, on nor off")


@click.command()
@click.option(
    "--after", type=click.IntRange(0), default=0, metavar="N", help="Only later ones."
)
@db_option
def calls(after: int, db: str | None) -> None:
    """Show the requests that arrived, one JSON object a line; tokens are not kept."""
    import orjson

    from wa_sync.sandbox import ledger

    with opened(db) as world:
        entries = ledger.entries(world, after)
    for entry in entries:
        click.echo(orjson.dumps(entry).decode())


COMMANDS = (
    *(approve, reject, pause, disable, recategorise, review),
    *(faults, rate_limit, option, calls),
)
